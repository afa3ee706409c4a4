/** What Playwright's `_electron.launch` gets, whichever Electron is on this machine. */
import { join } from 'node:path';
import { assembleTestApplication } from './assemble.ts';
import { locateElectron } from './locate.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');

/** Arguments for `_electron.launch`; add your own to `args`. */
export interface LaunchTarget {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/**
 * Readies the built application (`npm run build`) for a launch. Rejects where no Electron is found:
 * suites guard themselves with `describeWith(['electron'], …)`.
 */
export async function launchTarget(): Promise<LaunchTarget> {
  const electron = locateElectron();
  if ('missing' in electron) throw new Error(electron.missing);
  if (electron.kind === 'official') {
    return { executablePath: electron.executablePath, args: [PROJECT_ROOT, ...sandboxArgs()] };
  }
  const executablePath = await assembleTestApplication(join(PROJECT_ROOT, 'out'));
  return { executablePath, args: ['--no-sandbox'] };
}

/** Chromium refuses to sandbox a process of root, which is what most build machines run as. */
function sandboxArgs(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
