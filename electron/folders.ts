/** Where the desktop terminal keeps what it writes. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { usualDataFolder } from '../engine/supervision/data-folder.ts';

export interface TerminalFolders {
  /** The engine's databases. */
  readonly data: string;
  /** CSV files as the engine writes them, before the person chooses where to save. */
  readonly exports: string;
  /** Electron's own files and the window's place; single instance is counted by it. */
  readonly desktop: string;
  readonly logs: string;
}

/**
 * All of it lies in one folder, the chosen one (absolute) or the usual one, so that terminals with
 * different folders can run side by side and share nothing.
 */
export function terminalFolders(chosen: string | null): TerminalFolders {
  const data = chosen ?? usualDataFolder(process.platform, homedir(), (name) => process.env[name]);
  const desktop = join(data, 'desktop');
  return { data, exports: join(data, 'exports'), desktop, logs: join(desktop, 'logs') };
}
