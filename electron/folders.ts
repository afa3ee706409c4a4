/** Where the desktop terminal keeps what it writes. */
import { join } from 'node:path';

export interface TerminalFolders {
  /** Electron's own files, window state; also what single instance is counted by. */
  readonly desktop: string;
  /** The engine's databases. */
  readonly data: string;
  /** CSV files as the engine writes them, before the person chooses where to save. */
  readonly exports: string;
  readonly logs: string;
}

/**
 * `usual` is the application's folder of this operating system user. A chosen data folder holds all
 * of it, so that terminals with different folders can run side by side and nothing is shared.
 */
export function terminalFolders(chosen: string | null, usual: string): TerminalFolders {
  const desktop = chosen === null ? usual : join(chosen, 'desktop');
  const data = chosen ?? join(usual, 'data');
  return { desktop, data, exports: join(data, 'exports'), logs: join(desktop, 'logs') };
}
