/** The terminal by the keyboard alone, in any host: where the focus is, and how Tab leads to a place. */
import type { Page } from 'playwright';
import { eventually } from './eventually.ts';
import { pressKeys } from './pages/keys.ts';

/** Tab presses until something must have come; a dialog has fewer stops. */
const STOPS_MAX = 60;

/** Name of what has the keyboard, as a person would read it; of a table, what its current row says. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const row = document.getElementById(active?.getAttribute('aria-activedescendant') ?? '');
    if (row !== null) {
      return [...row.querySelectorAll('[role="gridcell"]')]
        .map((cell) => cell.textContent)
        .join(' ');
    }
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : undefined;
    return (active?.getAttribute('aria-label') ?? label ?? active?.textContent ?? '').trim();
  });
}

/** Waits until what has the keyboard is called that. */
export async function focusIsOn(page: Page, name: RegExp): Promise<void> {
  await eventually(() => focusedName(page), 'what has the keyboard').toMatch(name);
}

/** Tabs on until what has the keyboard is called that. */
export async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const met: string[] = [];
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    const now = await focusedName(page);
    if (wanted.test(now)) return;
    met.push(now);
    await pressKeys(page, 'Tab');
  }
  throw new Error(`Tab leads to no ${String(wanted)}, but to ${met.join(', ')}`);
}
