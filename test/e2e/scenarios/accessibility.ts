/** Every panel and dialog, in every theme, by axe; a trading day with no mouse at all. */
import { describe, expect, it } from 'vitest';
import { violationsOf } from '../../support/e2e/axe.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import { ExportDialog } from '../../support/e2e/pages/export-dialog.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

const THEMES = ['light', 'contrast', 'colour-blind'] as const;
/** What themes can get wrong; all else is the same in each of them. */
const OF_COLOURS = ['color-contrast'] as const;
const IS_WHOLE = process.env['STP_AXE'] === 'all';

/** Panels that lie behind others, by the command that brings them to the front. */
const PANELS = [
  'Working orders',
  'Positions',
  'Fills',
  'History',
  'Account',
  'Alerts',
  'Performance',
  'Log',
] as const;

/** Dialogs by the command that opens them. */
const DIALOGS = [
  'Settings',
  'Workspaces: switch',
  'Watchlists: make',
  'Show all keys',
  'Export',
  'About SecureTrade Pro',
] as const;

/** Those of every run; the others were checked when they were made, and are by `STP_AXE=all`. */
const PANELS_OF_EACH_RUN: readonly string[] = ['Working orders', 'Alerts'];
const DIALOGS_OF_EACH_RUN: readonly string[] = ['Settings', 'Watchlists: make'];

function ofThisRun(all: readonly string[], few: readonly string[]): readonly string[] {
  return IS_WHOLE ? all : few;
}

export function accessibilityScenarios(start: StartHost): void {
  describe('the terminal without a mouse, and for every eye', () => {
    const started = new Started(start);

    it('trades a day by the keyboard: search, order, modify, cancel, close, export', async () => {
      const { terminal, host } = started;
      const { page } = terminal;
      await terminal.focusChart();
      await page.keyboard.type('msft');
      await page.keyboard.press('Enter');
      await eventually(
        () => page.getByTestId('status-target').innerText(),
        'the target of keys',
      ).toContain('MSFT');
      await terminal.arm();
      await terminal.press('Alt+B');
      await terminal.ticket.prepared();
      for (let i = 0; i < 5; i += 1) await terminal.press('Shift+ArrowDown');
      await terminal.press('Enter');
      const working = await terminal.table('working-orders');
      await eventually(() => working.rows(), 'the resting order').toHaveLength(1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await terminal.press('Alt+X');
      await terminal.press('Enter');
      await eventually(async () => (await working.rows()).length, 'orders left').toBe(0);
      await terminal.press('Alt+Shift+B');
      await terminal.ticket.prepared();
      await terminal.press('Enter');
      await eventually(() => liveText(terminal), 'what a screen reader hears').toMatch(
        /Filled: Buy 100 MSFT/,
      );
      await terminal.press('Alt+C');
      await terminal.press('Enter');
      await eventually(() => liveText(terminal), 'what a screen reader hears').toMatch(
        /Sold \d+ MSFT at/,
      );
      await terminal.table('fills');
      await terminal.panel('fills').getByRole('button', { name: 'Export…' }).press('Enter');
      const dialog = new ExportDialog(page);
      await dialog.exportAll();
      const saved = await host.savedFile(page, () => dialog.handOver());
      await dialog.close();
      expect(saved.text.split('\r\n')[0]).toContain('exec_id');
    });

    it('has nothing that WCAG 2.2 AA forbids, in any panel, in any theme', async () => {
      const { terminal } = started;
      const found = await inAllThemes(terminal, async (check) => {
        for (const panel of ofThisRun(PANELS, PANELS_OF_EACH_RUN)) {
          await terminal.runCommand(`Go to ${panel}`);
          await check(panel);
        }
      });
      expect(found).toEqual([]);
    });

    it('has nothing that WCAG 2.2 AA forbids, in any dialog, in any theme', async () => {
      const { terminal } = started;
      const found = await inAllThemes(terminal, async (check) => {
        for (const command of ofThisRun(DIALOGS, DIALOGS_OF_EACH_RUN)) {
          await terminal.runCommand(command);
          await terminal.page.getByRole('dialog').waitFor();
          await check(command);
          await terminal.page.keyboard.press('Escape');
          await terminal.page.getByRole('dialog').waitFor({ state: 'detached' });
        }
      });
      expect(found).toEqual([]);
    });

    it('complains about nothing in the console', () => {
      expect(started.host.complaints).toEqual([]);
    });
  });
}

/** The newest words of the live region. */
function liveText(terminal: TerminalPage): Promise<string> {
  return terminal.page.getByTestId('live-region').innerText();
}

/**
 * Goes over the screen in the dark theme by all rules, then in the others by those of colours: over the
 * first place only, unless all are asked for (`STP_AXE=all`), which takes minutes.
 */
async function inAllThemes(
  terminal: TerminalPage,
  visit: (check: (where: string) => Promise<void>) => Promise<void>,
): Promise<string[]> {
  const found: string[] = [];
  // Rows of 22 px are for those who want many; who needs targets of 24 px has rows of 28 px.
  await setDensity(terminal, 'comfortable');
  const checker = (theme: string, rules?: readonly string[]) => async (where: string) => {
    for (const one of await violationsOf(terminal.page, rules)) {
      found.push(`${theme}, ${where}: ${one}`);
    }
  };
  await visit(checker('dark'));
  for (const theme of THEMES) {
    await terminal.runCommand('Use the next theme');
    await eventually(() => terminal.theme(), 'the theme').toBe(theme);
    let isFirst = true;
    const check = checker(theme, OF_COLOURS);
    await visit(async (where) => {
      if (isFirst || IS_WHOLE) await check(where);
      isFirst = false;
    });
  }
  await terminal.runCommand('Use the next theme');
  await eventually(() => terminal.theme(), 'the theme').toBe('dark');
  return [...new Set(found)];
}

async function setDensity(terminal: TerminalPage, density: string): Promise<void> {
  const now = (): Promise<string | undefined> =>
    terminal.page.evaluate(() => document.documentElement.dataset['density']);
  if ((await now()) === density) return;
  await terminal.runCommand('Switch between compact and comfortable rows');
  await eventually(now, 'the density').toBe(density);
}
