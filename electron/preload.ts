/**
 * Runs in the sandbox before the page and exposes `window.securetrade`, nothing else. It hands ports
 * on by `window.postMessage`, because a port can't cross the context bridge. Built as CommonJS: a
 * sandboxed preload can't be an ES module.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from './bridge.ts';
import type { EngineStateReport, PortMessage, SecureTradeBridge } from './bridge.ts';

const bridge: SecureTradeBridge = {
  host: 'electron',
  versions: {
    electron: process.versions.electron,
    chrome: process.versions.chrome,
  },
  platform: process.platform,
  requestPort: () => {
    ipcRenderer.send(CHANNELS.requestPort);
  },
  // What main's handler returns; both sides are ours.
  saveExport: (path) =>
    ipcRenderer.invoke(CHANNELS.saveExport, path) as ReturnType<SecureTradeBridge['saveExport']>,
  chooseImport: () =>
    ipcRenderer.invoke(CHANNELS.chooseImport) as ReturnType<SecureTradeBridge['chooseImport']>, // As above.
  showInFolder: (path) => {
    ipcRenderer.send(CHANNELS.showInFolder, path);
  },
  profilePage: (kind, seconds) =>
    ipcRenderer.invoke(CHANNELS.profilePage, { kind, seconds }) as ReturnType<
      SecureTradeBridge['profilePage'] // As above.
    >,
  cancelPageProfile: () => {
    ipcRenderer.send(CHANNELS.cancelPageProfile);
  },
  openWindow: () => {
    ipcRenderer.send(CHANNELS.openWindow);
  },
  restoreBackup: () => {
    ipcRenderer.send(CHANNELS.restoreBackup);
  },
  askHost: (request) => ipcRenderer.invoke(CHANNELS.askHost, request),
  onEngineState: (listener) => {
    // The event object stays here: it would hand `ipcRenderer` to the page.
    const forward = (_event: unknown, report: EngineStateReport): void => {
      listener(report);
    };
    ipcRenderer.on(CHANNELS.engineState, forward);
    ipcRenderer.send(CHANNELS.requestEngineState);
    return () => {
      ipcRenderer.removeListener(CHANNELS.engineState, forward);
    };
  },
};

contextBridge.exposeInMainWorld('securetrade', bridge);

ipcRenderer.on(CHANNELS.port, (event, message: PortMessage) => {
  window.postMessage(message, window.location.origin, [...event.ports]);
});
