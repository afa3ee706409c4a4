import type { OfferedFile } from '../../engine/contract/imports.ts';

/** What the engine process is doing, as the desktop host sees it. */
export interface HostEngineState {
  readonly state: 'running' | 'stopped' | 'failed';
  /** Plain words: exit code, restart attempt; '' when there is nothing to say. */
  readonly detail: string;
  /** Failed because the database is damaged, and a good backup could take its place. */
  readonly canRestore: boolean;
}

/** All that the desktop host's preload script exposes to the page. */
export interface HostBridge {
  readonly host: 'electron';
  readonly versions: { readonly electron: string; readonly chrome: string };
  readonly platform: string;
  /** Asks for a port to the engine; it arrives as a `PortMessage` by window.postMessage. */
  requestPort(): void;
  /** Asks where to save a finished export and copies it there; null when the user said no. */
  saveExport(path: string): Promise<{ readonly saved: string | null }>;
  /** Asks for a file to import and offers it to the engine; null when the user said no. */
  chooseImport(): Promise<OfferedFile | null>;
  showInFolder(path: string): void;
  /** Profiles this page, or writes down its heap; rejects with a plain sentence. */
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
  /** Asks for keys, venue and market: a HostRequest, answered with a HostReply. */
  askHost(request: unknown): Promise<unknown>;
  /** Returns what removes the listener. */
  onEngineState(listener: (state: HostEngineState) => void): () => void;
}

/** With a port to the engine as its only transferred object. */
export interface PortMessage {
  readonly type: 'securetrade:port';
  /** `restarted`: the engine process ended and was started again. */
  readonly reason: 'first' | 'restarted';
  readonly detail: string;
}

declare global {
  interface Window {
    readonly securetrade?: HostBridge;
  }
}

/** The desktop host, or null in a plain browser. */
export function hostBridge(): HostBridge | null {
  return window.securetrade ?? null;
}

/** Tells the host's port message from anything else that may be posted to the window. */
export function isPortMessage(value: unknown): value is PortMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'securetrade:port'
  );
}
