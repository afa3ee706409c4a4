/** A stop from key to trigger: where it waits, how it is changed, and that a trade sets it off. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** Steps below the best bid at which a stop waits: seen on the ladder, not reached meanwhile. */
const WAIT_STEPS = 8;
/** One sale is held to the limit of an order's value, and the best bid may be for more than that. */
const SALES_MAX = 12;
/** A sale that trades through most levels of the book. */
const SWEEP_QTY = '3500';

export function stopScenarios(start: StartHost): void {
  describe('stops', () => {
    const started = new Started(start);

    it('wait at their price in the table, on the ladder and on the chart', async () => {
      const { host, terminal } = started;
      await terminal.arm();
      await terminal.press('Alt+D');
      await terminal.ticket.prepared();
      expect(await terminal.ticket.line()).toMatch(/^SELL 100 AAPL STP \d+\.\d\d DAY on LOCAL$/);
      const stop = await sendStop(terminal, WAIT_STEPS);
      await eventually(() => terminal.ticket.status(), 'what became of it').toMatch(
        new RegExp(`^Waiting: Sell 100 AAPL stop ${stop} \\(order \\d+\\)$`),
      );
      const [order] = await (await terminal.table('working-orders')).rowsWhen(1);
      expect(order).toMatchObject({
        ...{ side: 'Sell', type: 'STP', price: 'MKT', stop, status: `Waiting, stop ${stop}` },
      });
      await eventually(() => terminal.ladder.ownSells(), 'own orders on the ladder').toEqual({
        [stop]: 'S100',
      });
      await eventually(() => terminal.chart.own(), 'lines on the chart').toEqual([
        `SELL 100 STP at ${stop}`,
      ]);
      await photograph(host, terminal, 'stop');
    });

    it('are modified in their row and canceled', async () => {
      const { terminal } = started;
      const orders = await terminal.table('working-orders');
      const [before] = await orders.rowsWhen(1);
      await orders.select(0);
      await terminal.press('Enter');
      const field = terminal.page.getByLabel('New stop price');
      await eventually(() => field.inputValue(), 'stop being edited').toBe(before?.['stop']);
      await terminal.press('ArrowDown');
      const stop = (Number(before?.['stop']) - 0.01).toFixed(2);
      await eventually(() => field.inputValue(), 'stop one step lower').toBe(stop);
      await terminal.press('Enter');
      await eventually(async () => (await orders.rows())[0], 'the stop as modified').toMatchObject({
        ...{ stop, status: `Waiting, stop ${stop}`, orderId: before?.['orderId'] },
      });
      await orders.select(0);
      await terminal.press('Delete');
      await orders.rowsWhen(0);
      await eventually(() => terminal.chart.own(), 'lines on the chart').toEqual([]);
    });

    it('are set off by a trade at their price and fill at market', async () => {
      const { terminal } = started;
      await terminal.press('Alt+D');
      await terminal.ticket.prepared();
      const stop = await sendStop(terminal, 1);
      await eventually(() => terminal.ticket.status(), 'what became of it').toMatch(
        /^(Waiting|Filled): Sell 100 AAPL stop/,
      );
      await terminal.ticket.quantity().fill(SWEEP_QTY);
      await terminal.press('Esc');
      const orders = await terminal.table('working-orders');
      for (let sale = 0; sale < SALES_MAX && (await orders.rows()).length > 0; sale += 1) {
        await terminal.press('Alt+Shift+S');
        await terminal.ticket.prepared();
        await terminal.press('Enter');
        await eventually(() => terminal.ticket.status(), 'outcome of the sale').toMatch(
          /^Filled: /,
        );
      }
      await orders.rowsWhen(0);
      const fills = await terminal.table('fills');
      await eventually(() => fills.rows(), 'the fill of the stop').toContainEqual(
        expect.objectContaining({ type: 'STP', side: 'Sell' }),
      );
      await terminal.press('F10');
      await eventually(() => terminal.panel('log').innerText(), 'what the log says').toContain(
        `Stop triggered at ${stop}: sell 100 AAPL`,
      );
    });

    it('wait for the bid once the account says that quotes trigger them', async () => {
      const { host, terminal } = started;
      await terminal.runCommand('Account settings: fees, margin, stop trigger, short selling');
      const dialog = terminal.page.getByRole('dialog', { name: 'Account settings' });
      await dialog.getByRole('radio', { name: 'Quote' }).click();
      await dialog.getByRole('button', { name: /^Save settings/ }).click();
      await terminal.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await terminal.press('Alt+D');
      await terminal.ticket.prepared();
      const facts = terminal.panel('order-ticket');
      await eventually(() => facts.innerText(), 'what would trigger it').toMatch(/bid ≤ \d+\.\d\d/);
      const stop = await sendStop(terminal, WAIT_STEPS);
      // What has no number yet can't be asked about.
      await eventually(() => terminal.ticket.status(), 'what became of it').toMatch(/^Waiting: /);
      const orders = await terminal.table('working-orders');
      await orders.rowsWhen(1);
      await orders.select(0);
      await terminal.press('w');
      await eventually(
        () => terminal.panel('working-orders').innerText(),
        'what it waits for',
      ).toContain(`Waits for the bid to come to ${stop} or below`);
      expect(host.complaints).toEqual([]);
    });
  });
}

/** Types a stop price some steps below the best bid and sends it; returns it as it was typed. */
async function sendStop(terminal: TerminalPage, steps: number): Promise<string> {
  const stop = ((await terminal.ladder.bestBid()) - steps / 100).toFixed(2);
  const field = terminal.ticket.stopPrice();
  await field.fill(stop);
  await eventually(() => terminal.ticket.line(), 'what would be sent').toContain(`STP ${stop} `);
  await field.press('Enter');
  await terminal.page.locator('.order-ticket[data-prepared="false"]').waitFor();
  // Out of the field, so that keys are the terminal's again.
  await field.press('Escape');
  return stop;
}
