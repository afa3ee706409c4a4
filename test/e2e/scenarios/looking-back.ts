/** What a trader looks at afterwards: position by its row, account, history, backups, imports. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { DataDialog } from '../../support/e2e/pages/data-dialog.ts';
import { ExportDialog } from '../../support/e2e/pages/export-dialog.ts';
import { Grid } from '../../support/e2e/pages/grid.ts';
import type { GridRow } from '../../support/e2e/pages/grid.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function lookingBackScenarios(start: StartHost): void {
  describe('looking back', () => {
    const started = new Started(start);

    it('sizes an order by risk, with the stop loss that it is counted by', async () => {
      const { terminal } = started;
      await terminal.arm();
      await terminal.press('Alt+Q');
      await terminal.press('Alt+Q');
      await terminal.press('Alt+B');
      await terminal.ticket.prepared();
      const order = /^BUY (\d+) AAPL LMT ([\d.]+) SL ([\d.]+) DAY on LOCAL$/;
      let line = '';
      const read = async (): Promise<string> => (line = await terminal.ticket.line());
      await eventually(read, 'order with its stop loss').toMatch(order);
      const words = order.exec(line);
      const [qty = 0, limit = 0, stop = 0] = (words ?? []).slice(1).map(Number);
      const perShare = Math.round((limit - stop) * 100);
      expect(qty * perShare).toBeLessThanOrEqual(10_000);
      expect((qty + 1) * perShare).toBeGreaterThan(10_000);
      await terminal.press('Esc');
      await terminal.press('Alt+Q');
    });

    it('closes a part of a position from its row, named before and after', async () => {
      const { host, terminal } = started;
      await terminal.buyAtMarket();
      const positions = await terminal.table('positions');
      await eventually(async () => (await positions.rows())[0]?.['qty'], 'what is held').toBe(
        '+100',
      );
      await positions.select(0);
      await terminal.press('4');
      const bar = terminal.panel('positions').getByTestId('scope-bar');
      await eventually(() => bar.innerText(), 'the scope').toContain(
        'Close 1/4 of AAPL: sell 25 at market',
      );
      await photograph(host, terminal, 'close-part', { reset: false });
      await terminal.press('Enter');
      await eventually(async () => (await positions.rows())[0]?.['qty'], 'what is left').toBe(
        '+75',
      );
      await terminal.panel('positions').getByRole('button', { name: 'Close all of it' }).click();
      await terminal.press('Enter');
      await eventually(async () => (await positions.rows())[0]?.['qty'], 'nothing left').toBe('0');
    });

    it('shows the account and its curve', async () => {
      const { host, terminal } = started;
      await terminal.press('F12');
      const account = terminal.panel('account');
      const cash = account.locator('[data-figure="cash"] dd');
      await eventually(() => cash.innerText(), 'cash').toMatch(/^[\d,]+\.\d\d$/);
      await eventually(
        () => account.getByTestId('equity-curve').getAttribute('data-points'),
        'points of the curve',
      ).toMatch(/^[1-9]/);
      await photograph(host, terminal, 'account', { reset: false });
    });

    it('has the round trip, its orders and its day', async () => {
      const { host, terminal } = started;
      const trips = await terminal.table('history');
      await eventually(() => trips.rows(), 'the round trip').toMatchObject([
        { symbol: 'AAPL', side: 'Long', qty: '100' },
      ]);
      await photograph(host, terminal, 'history', { reset: false });
      const panel = terminal.panel('history');
      await panel.getByRole('radio', { name: 'Orders' }).click();
      await eventually(() => ordersOf(terminal), 'orders of the trip').toEqual([
        ['Sell', '75', 'Filled'],
        ['Sell', '25', 'Filled'],
        ['Buy', '100', 'Filled'],
      ]);
      await panel.getByRole('radio', { name: 'Days' }).click();
      const days = await terminal.table('history');
      await eventually(
        async () => (await days.rows()).map(({ fills }) => Number(fills) >= 3),
        'one day with the fills',
      ).toEqual([true]);
    });

    it('filters fills, sums them and exports the same', async () => {
      const { terminal } = started;
      const fills = await terminal.table('fills');
      const all = await shownFills(terminal);
      await terminal.panel('fills').getByRole('radio', { name: 'Buy' }).click();
      await eventually(async () => {
        const rows = await fills.rows();
        // There are none while the filter's rows are on their way.
        return rows.length > 0 && rows.every((row) => row['side'] === 'Buy');
      }, 'only buys').toBe(true);
      const bought = (await fills.rows()).length;
      expect(bought).toBeLessThan(all);
      const sums = terminal.panel('fills').locator('[data-sum="fills"] dd');
      await eventually(() => sums.innerText(), 'number of buys').toBe(String(bought));
      await terminal.runCommand('Export to CSV');
      const dialog = new ExportDialog(terminal.page);
      await dialog.exportAll();
      expect(await dialog.totals()).toMatchObject({ Rows: String(bought) });
      await eventually(() => dialog.text(), 'a comparison').toContain('equal the totals on screen');
      await dialog.close();
      await terminal.panel('fills').getByRole('button', { name: 'Reset' }).click();
    });

    it('backs the store up and lists the copy', async () => {
      const { host, terminal } = started;
      const dialog = await DataDialog.open(terminal);
      await dialog.root.getByRole('button', { name: 'Back up now' }).click();
      await dialog.task('done');
      await eventually(() => dialog.table('Backups').rows(), 'the backup').toMatchObject([
        { state: 'Sound' },
      ]);
      await photograph(host, terminal, 'backups', { reset: false });
      await dialog.show('Upkeep');
      await eventually(async () => (await dialog.table('Upkeep jobs').rows()).length, 'jobs').toBe(
        6,
      );
      await dialog.close();
    });

    it('goes back to a backup with its orders, layout and settings', async () => {
      const { host, terminal } = started;
      const tab = terminal.tab('Performance');
      await tab.click({ button: 'middle' });
      await tab.waitFor({ state: 'detached' });
      await terminal.runCommand('Use the next theme');
      await eventually(() => terminal.theme(), 'theme of the backup').toBe('light');
      await terminal.table('fills');
      const fills = await shownFills(terminal);
      const made = await DataDialog.open(terminal);
      await made.show('Backups');
      await made.table('Backups').rowsWhen(1);
      await made.root.getByRole('button', { name: 'Back up now' }).click();
      await made.table('Backups').rowsWhen(2);
      await made.task('done');
      await made.close();

      await terminal.runCommand('Reset the workspace');
      await tab.waitFor();
      await terminal.runCommand('Use the next theme');
      await eventually(() => terminal.theme(), 'theme of now').not.toBe('light');
      await terminal.arm();
      await terminal.buyAtMarket();

      const dialog = await DataDialog.open(terminal);
      await dialog.table('Backups').rowsWhen(2);
      await dialog.table('Backups').select(0);
      await terminal.press('Enter');
      const word = dialog.root.getByLabel('Type RESTORE to go on');
      await word.fill('RESTORE');
      await photograph(host, terminal, 'restore-asked', { reset: false });
      await word.press('Enter');
      await eventually(() => terminal.theme(), 'theme again').toBe('light');
      // The page has loaded itself anew, since all that it knew is of the other store.
      await terminal.ready();
      await eventually(() => terminal.status.message(), 'what has become of the store').toMatch(
        /^The store has been replaced by backups\/.*its own, too/,
      );
      await tab.waitFor({ state: 'detached' });
      await (await terminal.table('fills')).rowsWhen(fills);
      await (await terminal.table('log')).rowsWhen(1);
      await photograph(host, terminal, 'restored', { reset: false });
    });

    it('checks a file before it imports it, and says which row is bad and why', async () => {
      const { host, terminal } = started;
      const dialog = await DataDialog.open(terminal);
      await dialog.show('Import');
      await dialog.root.getByLabel('It comes from another installation').check();
      await dialog.checkFile('fills.csv', FILLS);
      const [bad] = await dialog.table('Bad rows').rowsWhen(1);
      expect(bad).toMatchObject({ line: '3', column: 'price', value: 'abc' });
      await photograph(host, terminal, 'import', { reset: false });
      const doIt = dialog.root.getByRole('button', { name: 'Import 1 row' });
      expect(await doIt.isDisabled()).toBe(true);
      await dialog.root.getByLabel('Leave out 1 bad row').check();
      await doIt.click();
      await dialog.importState('applied');
      await dialog.close();
      await terminal.connected();
      const positions = await terminal.table('positions');
      await eventually(
        async () => (await positions.rows()).find((row) => row['symbol'] === 'MSFT')?.['qty'],
        'what was imported',
      ).toBe('+100');
    });
  });
}

const HEAD =
  'exec_id,time_utc,time_exchange,trade_date,venue,symbol,side,qty,price,gross,fee,net,cum_qty,' +
  'leaves_qty,order_id,client_order_id,order_type,liquidity,tag';
const DAY = '2026-03-04';
/** A purchase, and a sale without a price. */
const FILLS = [
  HEAD,
  `local-1,${DAY}T15:00:00.000Z,${DAY}T10:00:00.000-05:00,${DAY},local,MSFT,buy,100,500.00,` +
    '50000.00,0.00,-50000.00,100,0,1,x-1,limit,taker,',
  `local-2,${DAY}T15:01:00.000Z,${DAY}T10:01:00.000-05:00,${DAY},local,MSFT,sell,100,abc,` +
    '50000.00,0.00,50000.00,100,0,2,x-2,limit,taker,',
  '',
].join('\r\n');

/** Fills in the table, once these are all that the sums below it count, of both sides. */
async function shownFills(terminal: TerminalPage): Promise<number> {
  const panel = terminal.panel('fills');
  const rows = (): Promise<readonly GridRow[]> => new Grid(panel.getByRole('grid')).rows();
  let count = 0;
  await eventually(async () => {
    const shown = await rows();
    count = shown.length;
    const counted = Number(await panel.locator('[data-sum="fills"] dd').innerText());
    return [counted === count, new Set(shown.map(({ side }) => side)).size];
  }, 'all fills, of both sides').toEqual([true, 2]);
  return count;
}

async function ordersOf(terminal: TerminalPage): Promise<(string | undefined)[][]> {
  const rows = await (await terminal.table('history')).rows();
  return rows.map(({ side, qty, status }) => [side, qty, status]);
}
