/**
 * The desktop application: composes the parts and follows its life from start to quit. No trading
 * logic is here and no order passes here.
 */
/// <reference types="electron-vite/node" />
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron';
import type { MessagePortMain, WebContents } from 'electron';
import icon from '../resources/icons/icon-256.png?asset';
import { answerAppRequest, APP_SCHEME, APP_SCHEME_PRIVILEGES } from './app-protocol.ts';
import { CHANNELS } from './bridge.ts';
import { disabledFeatures, enabledFeatures, pageFlags } from './chromium-features.ts';
import { DesktopDesk } from './desktop-desk.ts';
import { forkEngine } from './engine-child.ts';
import { EngineProcess } from './engine-process.ts';
import { Exports } from './exports.ts';
import { chooseImport } from './imports.ts';
import { terminalFolders } from './folders.ts';
import { LogFile } from './log-file.ts';
import { PROCESSES_EVERY_MS, processFigures } from './process-figures.ts';
import { menuTemplate } from './menu.ts';
import { parseTerminalOptions } from './options.ts';
import { PageProfiler } from './page-profiler.ts';
import type { TerminalOptions } from './options.ts';
import { WindowPorts } from './window-ports.ts';
import { isOwnPage, pageAddress } from './page-rules.ts';
import { profilePage } from './profile-page.ts';
import { hardenContents, hardenSession } from './security.ts';
import { TerminalWindows } from './terminal-windows.ts';
import { bundlePath, focusWindow } from './windows.ts';

const options = parseTerminalOptions(process.argv.slice(1), process.cwd());
if ('problem' in options) {
  process.stderr.write(`${options.problem}\n`);
  app.exit(2);
} else {
  run(options);
}

function run(words: TerminalOptions): void {
  const folders = terminalFolders(words.dataFolder);
  for (const folder of [folders.desktop, folders.data, folders.exports, folders.logs]) {
    mkdirSync(folder, { recursive: true });
  }
  app.setPath('userData', folders.desktop);
  // Counted by the folder of userData: a second start with the same data only shows the first.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const log = new LogFile(join(folders.logs, 'desktop.log'));
  const engineLog = new LogFile(join(folders.logs, 'engine.log'));
  const say = (text: string): void => {
    log.line(text);
  };
  const ownPage = pageAddress(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  // As root, which tests in containers are, Chromium refuses to run with its sandbox.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  for (const [name, valueOf] of Object.entries({
    'disable-features': disabledFeatures,
    'enable-features': enabledFeatures,
    'js-flags': pageFlags,
  })) {
    app.commandLine.appendSwitch(name, valueOf(app.commandLine.getSwitchValue(name)));
  }
  protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES]);
  hardenContents(app, ownPage, say);

  const ports = new WindowPorts(() => engine);
  const engine = new EngineProcess<MessagePortMain>({
    fork: () =>
      forkEngine(bundlePath('main', 'engine.js'), (text) => {
        engineLog.write(text);
      }),
    start: () => ({
      type: 'start',
      dataFolder: folders.data,
      exportFolder: folders.exports,
      ...desk.start,
      startCash: words.cash,
      restoreBackup: false,
      developer: words.developer,
      productVersion: app.getVersion(),
      workers: {
        storeWriter: bundlePath('main', 'store-writer.js'),
        storeReader: bundlePath('main', 'store-reader.js'),
        background: bundlePath('main', 'background.js'),
        upkeep: bundlePath('main', 'upkeep.js'),
        import: bundlePath('main', 'import.js'),
      },
    }),
    fallBack: (problem) => (desk.failed(problem) === null ? null : desk.state.marketProblem),
    now: () => performance.now(),
    schedule: (afterMs, later) => {
      const timer = setTimeout(later, afterMs);
      return () => {
        clearTimeout(timer);
      };
    },
    log: say,
    onState: (report) => {
      ports.engineState(
        BrowserWindow.getAllWindows().map((window) => window.webContents),
        report,
      );
    },
    onFollowed: (symbol) => {
      desk.followed(symbol);
    },
    onReady: (restartDetail) => {
      desk.started();
      ports.engineReady(restartDetail);
    },
  });

  const desk = new DesktopDesk({
    words,
    folders,
    restart: (reason) => {
      engine.change(reason);
    },
  });
  const windows = new TerminalWindows(
    {
      page: ownPage,
      preload: bundlePath('preload', 'preload.cjs'),
      icon,
      isPackaged: app.isPackaged,
      log: say,
    },
    folders.desktop,
  );
  ipcMain.on(CHANNELS.openWindow, (event) => {
    if (isOwnPage(event.senderFrame?.url ?? '', ownPage)) windows.openAnother();
  });
  app.on('before-quit', () => {
    windows.quitting();
  });
  const exports = new Exports(exportParts(folders.exports));
  const profiler = new PageProfiler(join(folders.data, 'profiles'));
  answerPages({ engine, ports, desk, exports, profiler }, (page) => isOwnPage(page, ownPage));
  quitInOrder(engine, say);
  setInterval(() => {
    const metrics = app.getAppMetrics();
    engine.tellProcesses(processFigures(metrics, engine.pid, availableParallelism()));
  }, PROCESSES_EVERY_MS).unref();
  void app.whenReady().then(async () => {
    const menu = menuTemplate(process.platform, app.name);
    Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
    hardenSession(session.defaultSession, ownPage);
    protocol.handle(APP_SCHEME, (request) => answerAppRequest(bundlePath('renderer'), request));
    const problem = await desk.open();
    if (problem !== null) {
      dialog.showErrorBox(app.name, problem);
      app.exit(2);
      return;
    }
    engine.start();
    powerMonitor.on('resume', () => {
      engine.resumed();
    });
    windows.openAll();
  });
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) focusWindow(window);
  });
}

/** What answers pages. */
interface Answering {
  readonly engine: EngineProcess<MessagePortMain>;
  readonly ports: WindowPorts;
  readonly desk: DesktopDesk;
  readonly exports: Exports;
  readonly profiler: PageProfiler;
}

/** Requests of preload. Each is taken from our own page in its main frame only. */
function answerPages(
  { engine, ports, desk, exports, profiler }: Answering,
  isOwn: (page: string) => boolean,
): void {
  const isTrusted = (event: Electron.IpcMainEvent | Electron.IpcMainInvokeEvent): boolean =>
    event.senderFrame !== null &&
    event.senderFrame === event.sender.mainFrame &&
    isOwn(event.senderFrame.url);
  const onMessage = (channel: string, take: (page: WebContents, value: unknown) => void): void => {
    ipcMain.on(channel, (event, value: unknown) => {
      if (isTrusted(event)) take(event.sender, value);
    });
  };
  onMessage(CHANNELS.requestPort, (page) => {
    ports.requested(page);
  });
  onMessage(CHANNELS.requestEngineState, (page) => {
    page.send(CHANNELS.engineState, engine.report);
  });
  onMessage(CHANNELS.restoreBackup, () => {
    engine.restoreBackup();
  });
  onMessage(CHANNELS.showInFolder, (_page, path) => {
    void exports.show(path);
  });
  onMessage(CHANNELS.cancelPageProfile, () => {
    profiler.cancel();
  });
  ipcMain.handle(CHANNELS.profilePage, (event, asked: unknown) => {
    if (!isTrusted(event)) throw new Error('Only the terminal itself may profile its page.');
    return profilePage(profiler, event.sender, asked);
  });
  ipcMain.handle(CHANNELS.saveExport, (event, path: unknown) => {
    if (!isTrusted(event)) throw new Error('Only the terminal itself may save exports.');
    return exports.save(path);
  });
  ipcMain.handle(CHANNELS.askHost, (event, request: unknown) => {
    if (!isTrusted(event)) throw new Error('Only the terminal itself may ask for keys and venues.');
    return desk.ask(request);
  });
  ipcMain.handle(CHANNELS.chooseImport, (event) => {
    if (!isTrusted(event)) throw new Error('Only the terminal itself may choose imports.');
    return chooseImport({ choose: chosenImport, offer: (file) => engine.offer(file) });
  });
}

/** The dialog's file; null when the person declined. */
async function chosenImport(): Promise<string | null> {
  const answer = await dialog.showOpenDialog({
    title: 'Import',
    properties: ['openFile'],
    filters: [
      { name: 'CSV or JSON', extensions: ['csv', 'json'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

function exportParts(folder: string): ConstructorParameters<typeof Exports>[0] {
  return {
    folder,
    choose: async (name) => {
      const answer = await dialog.showSaveDialog({
        title: 'Save export',
        defaultPath: join(app.getPath('documents'), name),
        filters: [{ name: 'CSV', extensions: ['csv'] }],
      });
      return answer.canceled ? null : answer.filePath;
    },
    show: (path) => {
      shell.showItemInFolder(path);
    },
  };
}

/** Windows close first, then the engine flushes, then the application ends. */
function quitInOrder(engine: EngineProcess<MessagePortMain>, say: (text: string) => void): void {
  let flushed = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', (event) => {
    if (flushed) return;
    event.preventDefault();
    say('The terminal is closing.');
    void engine.stop().then(() => {
      flushed = true;
      // Later, because a call during this event is lost, and with no engine to wait for this is it.
      setImmediate(() => {
        app.quit();
      });
    });
  });
}
