/** The tables of a trading day: what is done with a position, why an order waits, sorting, the ticket. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import type { Grid, GridRow } from '../../support/e2e/pages/grid.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function blotterDayScenarios(start: StartHost): void {
  describe('the blotter', () => {
    const started = new Started(start);

    it('says why an order has not filled, with its place in the queue', async () => {
      const { terminal } = started;
      await terminal.arm();
      await terminal.restBuy(12);
      const orders = await terminal.table('working-orders');
      await orders.select(0);
      await terminal.press('W');
      const panel = terminal.panel('working-orders');
      const why = panel.getByRole('region', { name: 'Why the order has not filled' });
      await eventually(() => why.innerText(), 'the reason').toMatch(
        /behind the best bid: [\d,]+ at better prices trade first, then [\d,]+ ahead at [\d.]+/,
      );
      for (const figure of ['Bid', 'Ask', 'Ahead at entry', 'Traded there since']) {
        await why.getByText(figure, { exact: true }).waitFor();
      }
      await terminal.press('Esc');
      await why.waitFor({ state: 'detached' });
    });

    it('is sorted by a column, by its header and by key', async () => {
      const { terminal } = started;
      await terminal.restBuy(14);
      await terminal.restBuy(13);
      const orders = await terminal.table('working-orders');
      const prices = async (): Promise<number[]> =>
        (await orders.rowsWhen(3)).map(({ price }) => Number(price));
      const inOrder = async (sign: 1 | -1): Promise<boolean> => {
        const seen = await prices();
        return seen.join() === seen.toSorted((a, b) => sign * (a - b)).join();
      };
      const head = orders.root.getByRole('columnheader', { name: 'Price' });
      const way = (): Promise<string | null> => head.getAttribute('aria-sort');
      await head.click();
      await eventually(way, 'way of sorting').toBe('ascending');
      await eventually(() => inOrder(1), 'rows in that order').toBe(true);
      await orders.root.press('Shift+ArrowDown');
      await eventually(way, 'way of sorting by key').toBe('descending');
      await eventually(() => inOrder(-1), 'rows the other way').toBe(true);
      await orders.root.press('Shift+ArrowRight');
      await eventually(way, 'another column by key').toBe('none');
    });

    it('closes parts of a position, named before and done on Enter', async () => {
      const { terminal } = started;
      const positions = await openPosition(terminal);
      await prepare(terminal, '2', /^Close 1\/2 of AAPL: sell 50 at market$/);
      await terminal.press('Enter');
      await qty(positions, '+50');
      await prepare(terminal, '3', /^Close 1\/3 of AAPL: sell 17 at market$/);
      await terminal.press('Esc');
      await qty(positions, '+50');
    });

    it('puts a stop at break-even once the market is past it, and says so where it is not', async () => {
      const { terminal } = started;
      await (await terminal.table('positions')).select(0);
      await terminal.press('E');
      const said = async (): Promise<string> =>
        `${await scopeWords(terminal)} ${await terminal.status.message()}`;
      await eventually(() => said(), 'what it would do, or why not').toMatch(
        /Stop to break-even in AAPL: new stop to sell 50|Break-even in AAPL is [\d.]+ and the market/,
      );
      await terminal.press('Esc');
    });

    it('reverses a position and flattens it', async () => {
      const { terminal } = started;
      const positions = await terminal.table('positions');
      await prepare(terminal, 'R', /^Reverse AAPL: .*sell 50 at market, then the same again$/);
      await terminal.press('Enter');
      await qty(positions, '-50');
      // Reversing has canceled what worked in the symbol.
      await (await terminal.table('working-orders')).rowsWhen(0);
      await terminal.table('positions');
      await prepare(terminal, 'Delete', /^Close AAPL: buy 50 at market$/);
      await terminal.press('Enter');
      await qty(positions, '0');
    });

    it('fills the ticket by Enter from a fill, an ended order, a trip and a position', async () => {
      const { terminal } = started;
      await openPosition(terminal);
      const fills = await terminal.table('fills');
      const fill = await firstRow(fills);
      await fills.select(0);
      await terminal.press('Enter');
      await eventually(() => terminal.ticket.line(), 'the fill again').toBe(
        `${upper(fill['side'])} ${fill['qty'] ?? ''} AAPL LMT ${fill['price'] ?? ''} DAY on LOCAL`,
      );
      const positions = await terminal.table('positions');
      await positions.select(0);
      await terminal.press('Enter');
      await eventually(() => terminal.ticket.line(), 'its way out').toMatch(/^SELL 100 AAPL /);
      const trips = await terminal.table('history');
      // What the tests before have closed may still be on its way to the history.
      const again = async (): Promise<boolean> => {
        const trip = await firstRow(trips);
        await trips.select(0);
        await terminal.press('Enter');
        const line = await terminal.ticket.line();
        return new RegExp(`^(BUY|SELL) ${trip['qty'] ?? ''} AAPL `).test(line);
      };
      await eventually(again, 'the trip again').toBe(true);
      await terminal.panel('history').getByRole('radio', { name: 'Orders' }).click();
      const orders = await terminal.table('history');
      const order = await firstRow(orders);
      await orders.select(0);
      await terminal.press('Enter');
      await eventually(() => terminal.ticket.line(), 'the order again').toMatch(
        new RegExp(`^${upper(order['side'])} ${order['qty'] ?? ''} AAPL MKT `),
      );
      expect(started.host.complaints).toEqual([]);
    });
  });
}

/** 100 shares at market; the table of positions has the keyboard. */
async function openPosition(terminal: TerminalPage): Promise<Grid> {
  await terminal.buyAtMarket();
  const positions = await terminal.table('positions');
  await qty(positions, '+100');
  return positions;
}

async function qty(positions: Grid, wanted: string): Promise<void> {
  const read = async (): Promise<string | undefined> => (await positions.rows())[0]?.['qty'];
  await eventually(read, 'what is held').toBe(wanted);
}

/** Presses a key on the first position and waits for the words of what Enter would do. */
async function prepare(terminal: TerminalPage, key: string, words: RegExp): Promise<void> {
  await (await terminal.table('positions')).select(0);
  await terminal.press(key);
  await eventually(() => scopeWords(terminal), 'what Enter would do').toMatch(words);
}

async function scopeWords(terminal: TerminalPage): Promise<string> {
  const bars = terminal.panel('positions').getByTestId('scope-bar').locator('strong');
  return (await bars.allInnerTexts()).join(' ');
}

async function firstRow(grid: Grid): Promise<GridRow> {
  let row: GridRow | undefined;
  const read = async (): Promise<boolean> => {
    [row] = await grid.rows();
    return row?.['symbol'] === 'AAPL';
  };
  await eventually(read, 'a row of AAPL').toBe(true);
  return row ?? {};
}

const upper = (text: string | undefined): string => (text ?? '').toUpperCase();
