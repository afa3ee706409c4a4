/** A desk put in order without a mouse: alerts, watchlists, workspaces, settings. */
import { describe, expect, it } from 'vitest';
import { focusIsOn, tabTo } from '../../support/e2e/by-keyboard.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function deskByKeyboardScenarios(start: StartHost): void {
  describe('a desk by the keyboard alone', () => {
    const started = new Started(start);

    it('sets alerts of a price, an indicator, orders and a result, and hears of the order', async () => {
      const { terminal } = started;
      await goToAlerts(terminal);
      await setAlert(terminal, 'Price', '999');
      await setAlert(terminal, 'Average');
      await setAlert(terminal, 'Orders');
      await setAlert(terminal, 'Day P&L', '-500');
      expect(await alertRows(terminal)).toEqual([
        expect.stringMatching(/^Day P&L above -500\.00 /),
        expect.stringMatching(/^Any order filled /),
        expect.stringMatching(/^AAPL 1m close above SMA\(20\) /),
        expect.stringMatching(/^AAPL above 999\.00 /),
      ]);
      await terminal.arm();
      await terminal.buyAtMarket();
      await eventually(() => alertRows(terminal), 'the alert of orders').toContainEqual(
        expect.stringMatching(/^Any order filled done/),
      );
    });

    it('changes an alert, switches it off and on, and deletes it', async () => {
      const { terminal } = started;
      await goToAlerts(terminal);
      await terminal.press('End');
      await focusIsOn(terminal.page, /^AAPL above 999\.00/);
      await terminal.press('Enter');
      await focusIsOn(terminal.page, /^Price$/);
      await terminal.page.keyboard.type('888.5');
      await terminal.press('Enter');
      await focusIsOn(terminal.page, /^AAPL above 888\.50 waiting/);
      await terminal.press('Space');
      await focusIsOn(terminal.page, /^AAPL above 888\.50 off/);
      await terminal.press('Space');
      await focusIsOn(terminal.page, /^AAPL above 888\.50 waiting/);
      await terminal.press('Delete');
      await eventually(async () => (await alertRows(terminal)).length, 'alerts left').toBe(3);
      await eventually(() => terminal.status.message(), 'what was done').toBe(
        'Alert deleted: AAPL above 888.50',
      );
    });

    it('makes a watchlist, orders it, renames it and shows it', async () => {
      const { terminal } = started;
      const { page } = terminal;
      await terminal.press('Alt+K');
      await focusIsOn(page, /^Name of a new list$/);
      await page.keyboard.type('Tech');
      await terminal.press('Enter');
      for (const symbol of ['MSFT', 'NVDA', 'AAPL']) {
        await focusIsOn(page, /^Symbol to add$/);
        await page.keyboard.type(symbol.toLowerCase());
        await terminal.press('Enter');
        await page.locator(`.watchlists-item[data-symbol="${symbol}"]`).waitFor();
      }
      await tabTo(page, /MSFT/);
      await terminal.press('Alt+ArrowDown');
      await eventually(() => listed(terminal), 'their order').toEqual(['NVDA', 'MSFT', 'AAPL']);
      await focusIsOn(page, /MSFT/);
      await terminal.press('Delete');
      await focusIsOn(page, /AAPL/);
      await tabTo(page, /^Rename…$/);
      await terminal.press('Enter');
      await focusIsOn(page, /^New name of Tech$/);
      await page.keyboard.type('Chips');
      await terminal.press('Enter');
      await eventually(() => terminal.status.message(), 'what was done').toBe(
        'Watchlist Tech is now Chips',
      );
      await terminal.press('Esc');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await terminal.runCommand('Watchlist: All symbols');
      await terminal.runCommand('Watchlist: Chips');
      await eventually(() => quoted(terminal), 'the quotes').toEqual(['NVDA', 'AAPL']);
    });

    it('takes a watchlist out as CSV and in again, and asks before it deletes it', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      // Playwright begins to listen a moment after it was asked to, and a key is faster than that.
      page.on('filechooser', stay);
      await terminal.press('Alt+K');
      await tabTo(page, /^Export CSV$/);
      const file = await host.savedFile(page, () => terminal.press('Enter'));
      expect(file).toEqual({ name: 'Chips.csv', text: 'symbol\r\nNVDA\r\nAAPL\r\n' });
      await tabTo(page, /^Import CSV…$/);
      const choosing = page.waitForEvent('filechooser');
      await terminal.press('Enter');
      const text = `${file.text}TSLA\r\nNOSUCH\r\n`;
      await (
        await choosing
      ).setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await eventually(() => listed(terminal), 'the list').toEqual(['NVDA', 'AAPL', 'TSLA']);
      await eventually(() => terminal.status.message(), 'the line that is wrong').toBe(
        'Not taken: line 5, no symbol that is traded here',
      );
      await tabTo(page, /Delete list/);
      await terminal.press('Enter');
      await focusIsOn(page, /^Delete Chips\?/);
      expect(await listed(terminal)).toHaveLength(3);
      await terminal.press('Enter');
      await page.getByText('Make a list: type its name above').waitFor();
      await terminal.press('Esc');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually(async () => (await quoted(terminal)).length, 'all quotes').toBeGreaterThan(
        8,
      );
    });

    it('saves a workspace, goes to another and back, renames it, takes it out and deletes it', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.press('Alt+W');
      await focusIsOn(page, /^Name$/);
      await page.keyboard.type('Mine');
      await terminal.press('Enter');
      await page.locator('[data-workspace="Mine"]').waitFor();
      await tabTo(page, /^Use Swing$/);
      await terminal.press('Enter');
      await eventually(() => terminal.status.message(), 'the other').toBe('Workspace Swing');
      await terminal.panel('depth-ladder').waitFor({ state: 'detached' });
      await terminal.runCommand('Workspace: Mine');
      await terminal.panel('depth-ladder').waitFor();

      await terminal.press('Alt+W');
      await tabTo(page, /^Rename Mine$/);
      await terminal.press('Enter');
      await page.locator('input:focus').waitFor();
      await page.keyboard.type('Morning');
      await terminal.press('Enter');
      await focusIsOn(page, /^Use Morning$/);
      await tabTo(page, /^Export… Morning$/);
      const file = await host.savedFile(page, () => terminal.press('Enter'));
      expect(file.name).toBe('Morning.workspace.json');
      expect(JSON.parse(file.text)).toMatchObject({ name: 'Morning', version: 1 });
      await tabTo(page, /^Delete Morning$/);
      await terminal.press('Enter');
      await focusIsOn(page, /^Sure\? Delete Morning$/);
      await terminal.press('Enter');
      await page.locator('[data-workspace="Morning"]').waitFor({ state: 'detached' });
      await focusIsOn(page, /^Name$/);
      await terminal.press('Esc');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('finds a setting by a word, changes it, keeps it over a reload and restores it alone', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.press('Alt+P');
      await focusIsOn(page, /^Search settings$/);
      await page.keyboard.type('collar');
      await eventually(() => shownSettings(terminal), 'settings found').toEqual([]);
      await terminal.press('Ctrl+A');
      await page.keyboard.type('position value');
      await eventually(() => shownSettings(terminal), 'settings found').toEqual(['risk.limits']);
      await terminal.press('Ctrl+A');
      await page.keyboard.type('high contrast');
      await eventually(() => shownSettings(terminal), 'settings found').toEqual([
        'appearance.theme',
      ]);
      await tabTo(page, /^Dark$/);
      await terminal.press('ArrowRight');
      await terminal.press('ArrowRight');
      await eventually(() => terminal.theme(), 'the theme').toBe('contrast');
      await terminal.press('Esc');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await terminal.reload();
      await eventually(() => terminal.theme(), 'the theme after a reload').toBe('contrast');
      await terminal.press('Alt+P');
      await tabTo(page, /^Theme: Restore the default$/);
      await terminal.press('Enter');
      await eventually(() => terminal.theme(), 'the theme').toBe('dark');
      expect(host.complaints).toEqual([]);
    });
  });
}

/** Keeps files from being asked for by the browser's own dialog. */
function stay(): void {
  // Whoever waits for the event answers it.
}

/** Gives the list of alerts the keyboard; its panel alone has it for a moment, and takes no keys. */
async function goToAlerts(terminal: TerminalPage): Promise<void> {
  await terminal.runCommand('Go to Alerts');
  await terminal.panel('alerts').locator('[role="grid"]:focus').waitFor();
}

/** Sets an alert from the list: N, the kind by its first letters, Tab to the value if it has one, Enter. */
async function setAlert(terminal: TerminalPage, kind: string, value = ''): Promise<void> {
  const { page } = terminal;
  const before = (await alertRows(terminal)).length;
  await terminal.press('N');
  await focusIsOn(page, /^What to watch$/);
  await page.keyboard.type(kind);
  await eventually(
    () =>
      page.evaluate(() => (document.activeElement as HTMLSelectElement).selectedOptions[0]?.text),
    'the kind',
  ).toBe(kind);
  if (value !== '') {
    await tabTo(page, /^(Price|Dollars)$/);
    await page.keyboard.type(value);
  }
  await terminal.press('Enter');
  await eventually(async () => (await alertRows(terminal)).length, 'alerts').toBe(before + 1);
  await terminal.press('Esc');
  await focusIsOn(page, / (waiting|beyond) /);
}

/** Rows of the alerts, newest first, as a person reads them. */
function alertRows(terminal: TerminalPage): Promise<readonly string[]> {
  return terminal
    .panel('alerts')
    .locator('[data-alert-id]')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent).join(' '),
      ),
    );
}

/** Symbols of the list in the dialog. */
function listed({ page }: TerminalPage): Promise<readonly (string | null)[]> {
  return page
    .locator('.watchlists-item')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-symbol')));
}

/** Symbols that the quotes show. */
function quoted(terminal: TerminalPage): Promise<readonly (string | null)[]> {
  return terminal
    .panel('quote-board')
    .locator('[role="row"][data-symbol]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-symbol')));
}

/** Names of the settings that the dialog shows. */
function shownSettings({ page }: TerminalPage): Promise<readonly (string | null)[]> {
  return page
    .locator('[data-setting]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-setting')));
}
