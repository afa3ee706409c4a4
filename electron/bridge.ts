/**
 * All that the preload script exposes to the page as `window.securetrade`, and the names of the
 * messages between preload and main behind it. The renderer has a copy of the page's side of this
 * (renderer/transport/host-bridge.ts), because it must not import from here.
 */

/** What the engine process is doing. */
export interface EngineStateReport {
  /**
   * `stopped`: it ended and comes back or the application is closing; `failed`: it stays down until a
   * person acts or something outside has changed.
   */
  readonly state: 'running' | 'stopped' | 'failed';
  /** One sentence for a person; '' when there is nothing to say. */
  readonly detail: string;
  /** Failed because the database is damaged, and a good backup could take its place. */
  readonly canRestore: boolean;
}

/** Comes to the page by `window.postMessage`, with a MessagePort to the engine transferred. */
export interface PortMessage {
  readonly type: 'securetrade:port';
  /** `restarted`: the engine that this page's last port led to has ended; `detail` says how. */
  readonly reason: 'first' | 'restarted';
  readonly detail: string;
}

/** A file that the engine has been offered: what `import.check` names, and what a person reads. */
export interface ChosenFile {
  readonly ticket: string;
  readonly fileName: string;
  readonly bytes: number;
}

/** The page's side. Nothing else of Electron or Node reaches the page. */
export interface SecureTradeBridge {
  readonly host: 'electron';
  readonly versions: { readonly electron: string; readonly chrome: string };
  /** `linux`, `darwin` or `win32`. */
  readonly platform: string;
  /**
   * Asks for a port to the engine, which follows as a `PortMessage`: at once, or when the engine is
   * up. After every restart of the engine a new port comes without being asked for.
   */
  requestPort(): void;
  /**
   * Asks the person where to save a finished export and copies it there; `saved` is the path, or
   * null when they declined. Rejects with a plain sentence when it can't be copied.
   */
  saveExport(path: string): Promise<{ readonly saved: string | null }>;
  /**
   * Asks the person for a file to import and offers it to the engine; null when they declined. Rejects
   * with a plain sentence when it can't be read or the engine is not running.
   */
  chooseImport(): Promise<ChosenFile | null>;
  /** Shows an export, or the copy that `saveExport` made, in the file manager. */
  showInFolder(path: string): void;
  /**
   * Profiles this page for so many seconds (`cpu`), or writes down what lives in its heap, beside the engine's
   * profiles. Rejects with a plain sentence.
   */
  profilePage(
    kind: 'cpu' | 'heap',
    seconds: number,
  ): Promise<{ readonly path: string; readonly bytes: number }>;
  /** Has the profile of a page that is being taken reject. */
  cancelPageProfile(): void;
  /** Opens one more window of the terminal, with a layout of its own. */
  openWindow(): void;
  /** Starts the engine with the newest good backup, where the state says that it can be restored. */
  restoreBackup(): void;
  /**
   * Asks the application for keys, venue and market: a HostRequest, answered with a HostReply. Both are
   * plain data.
   */
  askHost(request: unknown): Promise<unknown>;
  /** Calls back with the present state soon and with each change; returns how to end it. */
  onEngineState(listener: (report: EngineStateReport) => void): () => void;
}

/** Names of the messages between preload and main. */
export const CHANNELS = {
  requestPort: 'securetrade:request-port',
  port: 'securetrade:port',
  requestEngineState: 'securetrade:request-engine-state',
  restoreBackup: 'securetrade:restore-backup',
  engineState: 'securetrade:engine-state',
  saveExport: 'securetrade:save-export',
  chooseImport: 'securetrade:choose-import',
  showInFolder: 'securetrade:show-in-folder',
  openWindow: 'securetrade:open-window',
  profilePage: 'securetrade:profile-page',
  cancelPageProfile: 'securetrade:cancel-page-profile',
  askHost: 'securetrade:ask-host',
} as const;
