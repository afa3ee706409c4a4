/** Pictures of the terminal, kept in test-results/screenshots for people to look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { WINDOW_SIZE } from './terminal-host.ts';
import type { TerminalHost } from './terminal-host.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'test-results', 'screenshots');

/** The sizes that the terminal promises to look right at. */
const SIZES = [WINDOW_SIZE, { width: 1920, height: 1080 }];

/** Takes `<host>-<name>-<size>.png` at every size and leaves the page at its first. */
export async function photograph(host: TerminalHost, page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    // Two frames: one in which the panels measure themselves, one in which they are painted.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
    );
    const file = `${host.name}-${name}-${String(size.width)}x${String(size.height)}.png`;
    await page.screenshot({ path: join(FOLDER, file) });
  }
  await page.setViewportSize(WINDOW_SIZE);
}
