/** From the start of the terminal to the exported file, by keyboard alone. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { ExportDialog } from '../../support/e2e/pages/export-dialog.ts';
import { Grid } from '../../support/e2e/pages/grid.ts';
import type { GridRow } from '../../support/e2e/pages/grid.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** Steps below the best ask at which an order rests: seen on the ladder, not reached meanwhile. */
const REST_STEPS = 10;

export function tradingScenarios(start: StartHost): void {
  describe('trading by keyboard', () => {
    const started = new Started(start);

    it('starts with every panel alive and nothing to complain about', async () => {
      const { host, terminal } = started;
      const { status } = terminal;
      await eventually(() => status.venue(), 'venue').toBe('Local');
      await eventually(() => status.feed(), 'feed').toMatch(/Simulator live$/);
      await eventually(() => status.engine(), 'engine').toMatch(/^●\s+Engine/);
      expect(await status.armed()).toBe('Not armed');
      await eventually(() => status.clock(), 'clock').toMatch(/^\d\d:\d\d:\d\d E[SD]T$/);
      const quotes = terminal.panel('quote-board').getByTestId(/^quote-\w+-last$/);
      await eventually(async () => {
        const prices = await quotes.allInnerTexts();
        return prices.length >= 8 && prices.every((price) => /^[\d,]+\.\d{2,4}$/.test(price));
      }, 'eight quotes or more, each with a price').toBe(true);
      await eventually(() => terminal.chart.label(), 'chart').toBe(
        'Chart of AAPL, bars of 1 minute',
      );
      await eventually(() => terminal.chart.legend(), 'figures of the last bar').toMatch(
        /\d\.\d\d/,
      );
      await eventually(async () => {
        const levels = await terminal.ladder.levels();
        return [levels.some(({ bid }) => bid !== ''), levels.some(({ ask }) => ask !== '')];
      }, 'both sides of the ladder').toEqual([true, true]);
      const prints = terminal.panel('time-and-sales').getByRole('table').getByRole('row');
      await eventually(() => prints.count(), 'prints on the tape').toBeGreaterThan(1);
      await eventually(() => terminal.ticket.line(), 'what the ticket would send').toMatch(
        /^BUY 100 AAPL LMT \d+\.\d\d DAY on LOCAL$/,
      );
      expect(host.complaints).toEqual([]);
    });

    it('buys in two steps and shows the order in the table, on the ladder and on the chart', async () => {
      const { terminal } = started;
      await terminal.arm();
      await terminal.press('Alt+B');
      await terminal.ticket.prepared();
      const touch = await terminal.ticket.order();
      expect(touch).toMatchObject({ side: 'BUY', qty: '100', symbol: 'AAPL', venue: 'LOCAL' });
      await terminal.ticket.nudgeDown(REST_STEPS);
      const { price } = await terminal.ticket.order();
      await terminal.press('Enter');
      await eventually(() => terminal.ticket.status(), 'what became of it').toMatch(
        new RegExp(`^Working: Buy 100 AAPL @ ${price} \\(order \\d+\\)$`),
      );
      const [order] = await (await terminal.table('working-orders')).rowsWhen(1);
      expect(order).toMatchObject({
        ...{ symbol: 'AAPL', side: 'Buy', qty: '100', price, filled: '0', leaves: '100' },
        ...{ type: 'LMT', timeInForce: 'DAY', status: 'Working' },
      });
      await eventually(() => terminal.ladder.ownBuys(), 'own orders on the ladder').toEqual({
        [price]: '100',
      });
      await eventually(() => terminal.chart.own(), 'lines on the chart').toEqual([
        `BUY 100 LMT at ${price}`,
      ]);
    });

    it('buys at market and shows the fill in the position, in the fills and on the chart', async () => {
      const { host, terminal } = started;
      await terminal.buyAtMarket();
      const positions = await terminal.table('positions');
      await eventually(() => positions.rows(), 'the position').toMatchObject([
        { symbol: 'AAPL', qty: '+100' },
      ]);
      const fills = await terminal.table('fills');
      let shown: readonly GridRow[] = [];
      // The panel asks the engine for its rows, which may come after the panel itself.
      const bought = async (): Promise<number> => {
        shown = await fills.rows();
        return sum(shown.map(({ qty }) => qty));
      };
      await eventually(bought, 'bought by all fills').toBe(100);
      for (const fill of shown) {
        expect(fill).toMatchObject({
          symbol: 'AAPL',
          side: 'Buy',
          type: 'MKT',
          liquidity: 'Taker',
        });
      }
      await eventually(() => terminal.chart.own(), 'line and marker on the chart').toEqual([
        expect.stringMatching(/^BUY 100 LMT at /),
        expect.stringMatching(/^LONG 100 (▲ \+|▼ -)?[\d.]+ at \d/),
        expect.stringMatching(/^Bought 100 @ ~?\d+\.\d\d$/),
      ]);
      await terminal.table('working-orders');
      await photograph(host, terminal, 'trading');
    });

    it('modifies an order in its row', async () => {
      const { terminal } = started;
      const orders = await terminal.table('working-orders');
      const [before] = await orders.rowsWhen(1);
      await orders.select(0);
      await terminal.press('Enter');
      const field = terminal.page.getByLabel('New limit price');
      await eventually(() => field.inputValue(), 'price being edited').toBe(before?.['price']);
      await terminal.press('ArrowDown');
      const price = (Number(before?.['price']) - 0.01).toFixed(2);
      await eventually(() => field.inputValue(), 'price one step lower').toBe(price);
      await terminal.press('Enter');
      await eventually(async () => (await orders.rows())[0], 'the order as modified').toMatchObject(
        {
          ...{ price, qty: '100', status: 'Working', orderId: before?.['orderId'] },
        },
      );
      await eventually(() => terminal.ladder.ownBuys(), 'own orders on the ladder').toEqual({
        [price]: '100',
      });
    });

    it('cancels the chosen one of two orders', async () => {
      const { terminal } = started;
      const other = await terminal.restBuy(REST_STEPS + 2);
      const orders = await terminal.table('working-orders');
      const rows = await orders.rowsWhen(2);
      await orders.select(rows.findIndex(({ price }) => price !== other));
      await terminal.press('Delete');
      expect(await orders.rowsWhen(1)).toMatchObject([{ price: other, status: 'Working' }]);
      await eventually(() => terminal.status.message(), 'what was done').toMatch(
        /^Canceled: Buy 100/,
      );
      // The market has gone on since the ladder was last in the middle of it.
      await terminal.ladder.recentre();
      await eventually(() => terminal.ladder.ownBuys(), 'own orders on the ladder').toEqual({
        [other]: '100',
      });
      await terminal.table('working-orders');
      await terminal.press('Alt+Shift+X');
      await eventually(() => terminal.ticket.line(), 'scope of what Enter does').toBe(
        'Cancel 1 order',
      );
      await terminal.press('Enter');
      await orders.rowsWhen(0);
    });

    it('exports the fills that are on the screen, to the cent', async () => {
      const { host, terminal } = started;
      await terminal.press('Alt+2');
      await terminal.press('Alt+Shift+S');
      await terminal.ticket.prepared();
      await terminal.press('Enter');
      await eventually(() => terminal.ticket.status(), 'outcome of the sale').toMatch(
        /^Filled: Sell 200/,
      );
      await terminal.table('fills');
      await terminal.panel('fills').getByRole('button', { name: 'Export…' }).press('Enter');
      const dialog = new ExportDialog(terminal.page);
      await dialog.exportAll();
      await photograph(host, terminal, 'export', { reset: false });
      const totals = await dialog.totals();
      await eventually(() => dialog.text(), 'a comparison with the screen').toContain(
        'equal the totals on screen to the cent',
      );
      const file = await host.savedFile(terminal.page, () => dialog.handOver());
      await dialog.close();

      expect(file.name).toMatch(/\.csv$/);
      expect(file.text.split('\r\n')[0]).toBe(
        'exec_id,time_utc,time_exchange,trade_date,venue,symbol,side,qty,price,gross,fee,net,' +
          'cum_qty,leaves_qty,order_id,client_order_id,order_type,liquidity,tag',
      );
      const rows: readonly Record<string, string>[] = parse(file.text, { columns: true });
      // The panel asks the engine for its rows, which may come after the panel itself. It draws the newest that fit:
      // a sale can take more prints than that, which its count tells.
      const panel = terminal.panel('fills');
      await panel.getByText(`${String(rows.length)} rows`, { exact: true }).waitFor();
      const shown = async () => (await (await terminal.table('fills')).rows()).toReversed();
      const isOfFile = async (): Promise<boolean> => {
        const drawn = (await shown()).map(fillOnScreen);
        const newest = rows.slice(-drawn.length).map(fillOfFile);
        return drawn.length > 1 && isDeepStrictEqual(drawn, newest);
      };
      await eventually(isOfFile, 'fills on screen are those of the file').toBe(true);
      expect(totals).toMatchObject({
        Rows: String(rows.length),
        Gross: money(cents(rows.map(({ gross }) => gross))),
        Fees: money(cents(rows.map(({ fee }) => fee))),
      });
      expect(host.complaints).toEqual([]);
    });

    it('measures itself while it trades', async () => {
      const { host, terminal } = started;
      await terminal.table('positions');
      await photograph(host, terminal, 'positions', { reset: false });
      await terminal.press('F9');
      const latencies = terminal.panel('performance').getByTestId('latency-table');
      await eventually(() => latencies.innerText(), 'a figure of milliseconds').toMatch(/\d\s?ms/);
      await photograph(host, terminal, 'performance', { reset: false });
      const panel = terminal.panel('performance');
      await panel.getByText('Orders', { exact: true }).click();
      const waterfall = panel.getByTestId('order-waterfall');
      await eventually(() => waterfall.innerText(), 'stages up to the screen').toMatch(
        /Check, match[^]*Written, synced[^]*Window → painted/,
      );
      const traces = new Grid(panel.getByTestId('order-traces').getByRole('grid'));
      const wanted = (await traces.rows()).at(-1)?.['order'] ?? '';
      await panel.getByRole('textbox', { name: 'Order number' }).fill(wanted);
      await eventually(() => waterfall.innerText(), 'the order found').toContain(
        `Stages of order ${wanted} `,
      );
      const orders = async (): Promise<readonly unknown[]> =>
        (await traces.rows()).map(({ order }) => order?.startsWith(wanted));
      await eventually(async () => new Set(await orders()), 'orders listed').toEqual(
        new Set([true]),
      );
      await panel.getByText('Stages', { exact: true }).click();
      const figures = panel.getByTestId('stage-figures');
      await eventually(() => figures.innerText(), 'orders counted').toMatch(/Now[^]*ms[^]*\d/);
      await panel.getByText('Database', { exact: true }).click();
      const indexes = panel.getByTestId('index-table');
      await eventually(() => indexes.innerText(), 'the store told').toContain('orders_working');
      expect(await panel.getByTestId('missing-indexes').innerText()).toContain('None: all ');
      await panel.getByText('Overview', { exact: true }).click();
      expect(host.complaints).toEqual([]);
    });
  });
}

/** What file and screen both say of a fill, in one form. */
interface ComparedFill {
  readonly id: string | undefined;
  readonly orderId: string | undefined;
  readonly symbol: string | undefined;
  readonly side: string | undefined;
  readonly qty: number;
  readonly price: number;
  readonly grossCents: number;
  readonly feeCents: number;
}

function fillOfFile(row: Record<string, string>): ComparedFill {
  return {
    id: row['exec_id'],
    orderId: row['order_id'],
    symbol: row['symbol'],
    side: row['side'],
    qty: Number(row['qty']),
    price: Number(row['price']),
    grossCents: cents([row['gross']]),
    feeCents: cents([row['fee']]),
  };
}

function fillOnScreen(row: Readonly<Record<string, string>>): ComparedFill {
  return {
    id: row['execId'],
    orderId: row['orderId'],
    symbol: row['symbol'],
    side: row['side']?.toLowerCase(),
    qty: sum([row['qty']]),
    price: sum([row['price']]),
    grossCents: cents([row['gross']]),
    feeCents: cents([row['fee']]),
  };
}

/** Sum of numbers as they are written on the screen. */
function sum(texts: readonly (string | undefined)[]): number {
  return texts.reduce((total, text) => total + Number(text?.replaceAll(',', '')), 0);
}

/** The same in whole cents, so that the sum of many is exact. */
function cents(texts: readonly (string | undefined)[]): number {
  return texts.reduce((total, text) => total + Math.round(sum([text]) * 100), 0);
}

/** Cents as the screen writes money: `26,842.00`. */
function money(value: number): string {
  return (value / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
}
