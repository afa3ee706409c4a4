/**
 * What some suites need beyond Node: a browser, an Electron, a display, recorded market data, a disk
 * that can be filled.
 *
 * A suite states its needs with `describeWith`; where one is missing the suite is skipped with a
 * reason that the summary at the end of `npm test` repeats, so that a skip is never silent.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';
import { locateElectron } from './electron/locate.ts';
import { missingSmallDisk } from './small-disk.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a suite was skipped, for the summary at the end of a run. */
    skipReason?: string;
  }
}

/** Something a suite needs that a fresh machine may not have. */
export type Requirement = 'chromium' | 'electron' | 'recorded-data' | 'small-disk' | 'prlimit';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** Recorded order flow and bars, kept beside the checkout because of their size. */
export const RECORDED_DATA_FOLDER = join(PROJECT_ROOT, '..', 'shared', 'data');

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Full path of a program on the PATH, or undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Path of the Chromium that browser tests drive (CHROMIUM_PATH wins), undefined without one. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && existsSync(chosen)) return chosen;
  return CHROMIUM_NAMES.map(findProgram).find((path) => path !== undefined);
}

/** Why a requirement is not met here, in one sentence with the cure; undefined where it is met. */
export function missing(requirement: Requirement): string | undefined {
  switch (requirement) {
    case 'chromium':
      return findChromium() === undefined
        ? 'no Chromium on the PATH (Debian: apt-get install chromium)'
        : undefined;
    case 'electron':
      return missingElectron();
    case 'small-disk':
      return missingSmallDisk();
    case 'prlimit':
      return findProgram('prlimit') === undefined
        ? 'no prlimit on the PATH (Linux: util-linux)'
        : undefined;
    case 'recorded-data':
      return existsSync(RECORDED_DATA_FOLDER)
        ? undefined
        : 'no recorded market data in ../shared/data';
  }
}

function missingElectron(): string | undefined {
  const electron = locateElectron();
  if ('missing' in electron) return electron.missing;
  const hasDisplay = (process.env['DISPLAY'] ?? '') !== '' || process.platform !== 'linux';
  return hasDisplay || findProgram('Xvfb') !== undefined
    ? undefined
    : 'no display and no Xvfb to make one (Debian: apt-get install xvfb)';
}

/** `describe` for a suite that needs the given things; skipped with the reason where one is missing. */
export function describeWith(
  requirements: readonly Requirement[],
  name: string,
  body: () => void,
): void {
  const skipReason = requirements.map(missing).find((reason) => reason !== undefined);
  if (skipReason === undefined) describe(name, body);
  else describe(name, { skip: true, meta: { skipReason } }, body);
}
