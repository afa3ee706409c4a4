/** The built desktop terminal in a real Electron, on the display there is or a virtual one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { _electron } from 'playwright';
import type { ElectronApplication, Page } from 'playwright';
import { openDisplay } from '../electron/display.ts';
import type { TestDisplay } from '../electron/display.ts';
import { launchTarget } from '../electron/launch-target.ts';
import { WAIT_MS_MAX, until } from './eventually.ts';
import { collectComplaints, WINDOW_SIZE } from './terminal-host.ts';
import type { TerminalHost } from './terminal-host.ts';

const SEED = 7;

/** Rejects where Electron is missing: suites guard themselves with `describeWith(['electron'], …)`. */
export async function startElectronHost(
  environment: Readonly<Record<string, string>> = {},
  options: readonly string[] = ['--seed', String(SEED)],
): Promise<TerminalHost> {
  const display = await openDisplay();
  const folder = mkdtempSync(join(tmpdir(), 'desktop-'));
  const removeAll = (): void => {
    display.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const target = await launchTarget();
    const app = await _electron.launch({
      executablePath: target.executablePath,
      args: [...target.args, '--data', join(folder, 'data'), ...options],
      env: { ...environmentWith(display), ...environment },
    });
    app.context().setDefaultTimeout(WAIT_MS_MAX);
    return new ElectronHost(app, folder, removeAll);
  } catch (error) {
    removeAll();
    throw error;
  }
}

class ElectronHost implements TerminalHost {
  readonly name = 'electron';
  readonly complaints: string[] = [];
  readonly #app: ElectronApplication;
  readonly #folder: string;
  readonly #removeAll: () => void;
  #opened = 0;

  constructor(app: ElectronApplication, folder: string, removeAll: () => void) {
    this.#app = app;
    this.#folder = folder;
    this.#removeAll = removeAll;
    app.on('window', (page) => {
      collectComplaints(page, this.complaints);
    });
    for (const page of app.windows()) collectComplaints(page, this.complaints);
  }

  get dataFolder(): string {
    return join(this.#folder, 'data');
  }

  async openWindow(): Promise<Page> {
    this.#opened += 1;
    const page = this.#opened === 1 ? await this.#app.firstWindow() : await this.#another();
    await page.setViewportSize(WINDOW_SIZE);
    return page;
  }

  async enginePid(): Promise<number> {
    const pid = await this.#app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'SecureTrade engine')?.pid,
    );
    if (pid === undefined) throw new Error('no engine process runs');
    return pid;
  }

  async savedFile(
    _page: Page,
    handOver: () => Promise<void>,
  ): Promise<{ name: string; text: string }> {
    // The operating system's dialog is the one thing that can't be driven: it answers at once.
    await this.#app.evaluate(({ BrowserWindow, dialog }, folder) => {
      const answers: string[] = [];
      // What the page has made itself is a download, which asks by a dialog that no program can answer.
      BrowserWindow.getAllWindows()[0]?.webContents.session.once(
        'will-download',
        (_event, item) => {
          const filePath = `${folder}/${item.getFilename()}`;
          item.setSavePath(filePath);
          item.once('done', () => answers.push(filePath));
        },
      );
      Object.assign(globalThis, { chosenFiles: answers });
      dialog.showSaveDialog = (...words: unknown[]) => {
        const options = words.at(-1) as { defaultPath?: string };
        const name = (options.defaultPath ?? '').split('/').at(-1) ?? '';
        const filePath = `${folder}/${name}`;
        answers.push(filePath);
        return Promise.resolve({ canceled: false, filePath });
      };
    }, this.#folder);
    await handOver();
    let path = '';
    await until(async () => {
      path = await this.#app.evaluate(
        () => (globalThis as { chosenFiles?: string[] }).chosenFiles?.at(-1) ?? '',
      );
      return path !== '';
    }, 'a file is chosen');
    return { name: basename(path), text: readFileSync(path, 'utf8') };
  }

  async dispose(): Promise<void> {
    try {
      await this.#app.close();
    } finally {
      this.#removeAll();
    }
  }

  /** One more window with the preload script and the page of the first. */
  async #another(): Promise<Page> {
    const coming = this.#app.waitForEvent('window');
    // As large as it will be: panels that were squeezed first do not become what they are in a window of that size.
    await this.#app.evaluate(async ({ app, BrowserWindow }, size) => {
      const [first] = BrowserWindow.getAllWindows();
      if (first === undefined) throw new Error('there is no first window');
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const webPreferences = { preload, sandbox: true, contextIsolation: true };
      const window = new BrowserWindow({ ...size, useContentSize: true, webPreferences });
      await window.loadURL(first.webContents.getURL());
    }, WINDOW_SIZE);
    return coming;
  }
}

function environmentWith(display: TestDisplay): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, DISPLAY: display.name };
}
