/** Pictures of the terminal, kept in test-results/screenshots for people who want to look: `STP_PHOTOGRAPHS=1`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { TerminalPage } from './pages/terminal-page.ts';
import { WINDOW_SIZE } from './terminal-host.ts';
import type { TerminalHost } from './terminal-host.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'test-results', 'screenshots');

/** Nobody looks at those of every run, and they were a third of what it took. */
const ARE_WANTED = process.env['STP_PHOTOGRAPHS'] === '1';

/** The sizes that the terminal promises to look right at. */
const SIZES = [WINDOW_SIZE, { width: 1920, height: 1080 }];

/**
 * Takes `<host>-<name>-<size>.png` at every size and leaves the page at its first. The workspace is
 * laid out anew for each size, as for a person who starts with it, unless `reset` says otherwise.
 */
export async function photograph(
  host: TerminalHost,
  terminal: TerminalPage,
  name: string,
  { reset = true } = {},
): Promise<void> {
  if (!ARE_WANTED) return;
  const { page } = terminal;
  mkdirSync(FOLDER, { recursive: true });
  // Nothing is to look hovered.
  await page.mouse.move(0, 0);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    if (reset) await terminal.runCommand('Reset the workspace');
    await framesPainted(page);
    const file = `${host.name}-${name}-${String(size.width)}x${String(size.height)}.png`;
    await page.screenshot({ path: join(FOLDER, file) });
  }
  await page.setViewportSize(WINDOW_SIZE);
  if (reset) await terminal.runCommand('Reset the workspace');
  // A command acts once the palette has gone; keys before that would act on panels that are replaced.
  await framesPainted(page);
}

/** One frame in which the panels measure themselves, one in which they are painted. */
function framesPainted(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

/** Resolves after so many display frames of the page. */
export async function settled(page: Page, frames: number): Promise<void> {
  await page.evaluate(
    (count) =>
      new Promise<void>((resolve) => {
        const next = (left: number): void => {
          if (left === 0) resolve();
          else requestAnimationFrame(() => next(left - 1));
        };
        next(count);
      }),
    frames,
  );
}
