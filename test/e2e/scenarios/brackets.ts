/** A bracket from ticket to exit: its exits wait for the entry, and one ends the other. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import type { GridRow } from '../../support/e2e/pages/grid.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** Steps below the best ask at which an entry rests unseen by the market for the while of a test. */
const REST_STEPS = 30;

/** Lines of both exits: what each makes or loses, and its price. */
const LEGS = [
  expect.stringMatching(/^SELL 100 SL {2}▼ -[\d.,]+ at [\d.]+$/),
  expect.stringMatching(/^SELL 100 TP {2}▲ \+[\d.,]+ at [\d.]+$/),
];

export function bracketScenarios(start: StartHost): void {
  describe('brackets', () => {
    const started = new Started(start);

    it('hold their exits until the entry fills', async () => {
      const { host, terminal } = started;
      await terminal.arm();
      await terminal.press('Alt+B');
      await terminal.ticket.prepared();
      await terminal.ticket.nudgeDown(REST_STEPS);
      await typeExits(terminal);
      expect(await terminal.ticket.line()).toMatch(
        /^BUY 100 AAPL LMT [\d.]+ TP [\d.]+ SL [\d.]+ DAY on LOCAL$/,
      );
      await send(terminal);
      const orders = await terminal.table('working-orders');
      const three = async (): Promise<string[]> => (await orders.rows()).map(summary).sort();
      await eventually(three, 'the bracket').toEqual([
        'Buy 100 LMT Working',
        'Sell 100 LMT TP Held',
        'Sell 100 STP SL Held',
      ]);
      await eventually(() => legs(terminal), 'its exits as lines').toEqual(LEGS);
      await photograph(host, terminal, 'bracket');
    });

    it('end with their entry', async () => {
      const { terminal } = started;
      const orders = await terminal.table('working-orders');
      const rows = await orders.rows();
      await orders.select(rows.findIndex((row) => row['side'] === 'Buy'));
      await terminal.press('Delete');
      await orders.rowsWhen(0);
    });

    it('work with their exits once the entry has filled, and end together', async () => {
      const { host, terminal } = started;
      await terminal.press('Alt+Shift+B');
      await terminal.ticket.prepared();
      await typeExits(terminal);
      await send(terminal);
      const orders = await terminal.table('working-orders');
      const exits = async (): Promise<string[]> => (await orders.rows()).map(summary).sort();
      await eventually(exits, 'the exits').toEqual([
        'Sell 100 LMT TP Working',
        expect.stringMatching(/^Sell 100 STP SL Waiting, stop [\d.]+$/),
      ]);
      await eventually(() => legs(terminal), 'their lines').toEqual(LEGS);
      await orders.select(0);
      await terminal.press('Delete');
      await orders.rowsWhen(0);
      await eventually(() => legs(terminal), 'no lines').toEqual([]);
      expect(host.complaints).toEqual([]);
    });
  });
}

/** Words of the lines of sells on the chart. */
async function legs({ chart }: TerminalPage): Promise<readonly string[]> {
  return (await chart.own()).filter((words) => words.startsWith('SELL')).sort();
}

/** Both exits by arrow keys alone: they start half a percent from the entry. */
async function typeExits({ ticket }: TerminalPage): Promise<void> {
  await ticket.takeProfit().press('ArrowUp');
  await ticket.stopLoss().press('ArrowDown');
  await eventually(() => ticket.line(), 'both exits in the preview').toMatch(/TP .* SL /);
}

/** Sends by Enter in the field and leaves it, so that keys are the terminal's again. */
async function send({ page, ticket }: TerminalPage): Promise<void> {
  await ticket.stopLoss().press('Enter');
  await page.locator('.order-ticket[data-prepared="false"]').waitFor();
  await ticket.stopLoss().press('Escape');
}

function summary(row: GridRow): string {
  const { side = '', qty = '', type = '', status = '' } = row;
  return `${side} ${qty} ${type} ${status}`;
}
