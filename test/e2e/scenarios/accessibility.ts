/**
 * Every panel and dialog by axe: names, roles and order once, what depends on colours and sizes in every theme.
 */
import { describe, expect, it } from 'vitest';
import { violationsOf } from '../../support/e2e/axe.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { DIALOG_PLACES, PANEL_PLACES } from '../../support/e2e/places.ts';
import type { Place } from '../../support/e2e/places.ts';
import { WINDOW_SIZE } from '../../support/e2e/terminal-host.ts';
import { showWorkspace, workspaceText } from '../../support/e2e/workspace-file.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

const THEMES = ['dark', 'light', 'contrast', 'colour-blind'] as const;
type Theme = (typeof THEMES)[number];
const DENSITIES = ['comfortable', 'compact'] as const;
type Density = (typeof DENSITIES)[number];

/** `STP_AXE=all`: every place in every theme at both densities; minutes, part of the long proof. */
const IS_WHOLE = process.env['STP_AXE'] === 'all';
const WHOLE_MS = 900_000;
const SMALL = { width: 800, height: 600 };
/** Rows of 22 px are for those who want many; who needs targets of 24 px has rows of 28 px. */
const NOT_OF_COMPACT: readonly string[] = ['target-size'];
/** Rules whose answer depends on colours or on the height of rows; all others ask about the elements alone. */
const OF_LOOKS: readonly string[] = ['color-contrast', 'link-in-text-block', 'target-size'];

export function accessibilityScenarios(start: StartHost): void {
  describe('the terminal for every eye', { timeout: WHOLE_MS }, () => {
    const started = new Started(start);

    it('has nothing that WCAG 2.2 AA forbids, in any panel or dialog', async () => {
      const { terminal } = started;
      await tradeALittle(terminal);
      const found = await look(terminal, 'dark', 'comfortable', [
        ...PANEL_PLACES,
        ...DIALOG_PLACES,
      ]);
      expect(found).toEqual([]);
    });

    for (const density of IS_WHOLE ? DENSITIES : (['compact'] as const)) {
      for (const theme of THEMES) {
        if (theme === 'dark' && density === 'comfortable') continue;
        it(`nor in the theme ${theme} with ${density} rows`, async () => {
          const { terminal } = started;
          const places = IS_WHOLE ? [...PANEL_PLACES, ...DIALOG_PLACES] : [];
          expect(await look(terminal, theme, density, places, OF_LOOKS)).toEqual([]);
        });
      }
    }

    it('complains about nothing in the console', () => {
      expect(started.host.complaints).toEqual([]);
    });
  });
}

/** So that tables have rows: an order that works, a position, fills. */
async function tradeALittle(terminal: TerminalPage): Promise<void> {
  await terminal.arm();
  await terminal.buyAtMarket();
  await terminal.restBuy(30);
}

/** The whole screen, then each place by itself. `only`: rules to ask about. */
async function look(
  terminal: TerminalPage,
  theme: Theme,
  density: Density,
  places: readonly Place[],
  only?: readonly string[],
): Promise<readonly string[]> {
  const { page } = terminal;
  await setTheme(terminal, theme);
  await setDensity(terminal, density);
  const found = new Set<string>();
  const check = async (name: string, within?: string): Promise<void> => {
    const leaveOut = density === 'compact' ? NOT_OF_COMPACT : [];
    for (const one of await violationsOf(page, { within, leaveOut, only })) {
      found.add(`${theme}, ${density}, ${name}: ${one}`);
    }
  };
  await check('the screen');
  if (places.length === 0) return [...found];
  await alone(terminal, `Tabs, ${theme}, ${density}`);
  for (const place of places) {
    await place.open(terminal);
    const part = page.locator(place.selector);
    await part.waitFor();
    if (place.views.length === 0) await check(place.name, place.selector);
    for (const view of place.views) {
      await part.getByRole('radio', { name: view, exact: true }).click();
      await check(`${place.name}, ${view}`, place.selector);
    }
    await place.close(terminal);
  }
  await page.setViewportSize(WINDOW_SIZE);
  await terminal.runCommand('Reset the workspace');
  return [...found];
}

/**
 * All panels as tabs of one small window: axe goes through the whole document each time that it is asked, however
 * small the part, and a narrow panel is where things lie too close. Each time under another name: of a
 * name that there is already an import takes a free one.
 */
async function alone(terminal: TerminalPage, name: string): Promise<void> {
  const { page } = terminal;
  await page.setViewportSize(SMALL);
  const keys = PANEL_PLACES.map(({ selector }) => /data-panel="(.*)"/.exec(selector)?.[1] ?? '');
  await showWorkspace(page, name, workspaceText(name, [[keys]], SMALL));
  await eventually(() => page.locator('[data-panel]:visible').count(), 'one panel').toBe(1);
}

async function setTheme(terminal: TerminalPage, theme: Theme): Promise<void> {
  for (let now = await terminal.theme(); now !== theme; now = await terminal.theme()) {
    const next = THEMES[(THEMES.findIndex((known) => known === now) + 1) % THEMES.length];
    await terminal.runCommand('Use the next theme');
    await eventually(() => terminal.theme(), 'the theme').toBe(next);
  }
}

async function setDensity(terminal: TerminalPage, density: Density): Promise<void> {
  const now = (): Promise<string | undefined> =>
    terminal.page.evaluate(() => document.documentElement.dataset['density']);
  if ((await now()) === density) return;
  await terminal.runCommand('Switch between compact and comfortable rows');
  await eventually(now, 'the density').toBe(density);
}
