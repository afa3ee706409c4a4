/** The engine's process is killed while the terminal is in use. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import type { GridRow } from '../../support/e2e/pages/grid.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** A dollar below the market: still resting when the market has come back a little elsewhere. */
const FAR_STEPS = 100;

export function recoveryScenarios(start: StartHost): void {
  describe('an engine that is killed', () => {
    const started = new Started(start);

    it('comes back by itself with every order, position and fill, and trades again', async () => {
      const { host, terminal } = started;
      await terminal.arm();
      await terminal.restBuy(FAR_STEPS);
      await terminal.buyAtMarket();
      await (await terminal.table('positions')).rowsWhen(1);
      let before = await account(terminal);
      const bought = async (): Promise<number> => {
        before = await account(terminal);
        return before.fills.reduce((sum, { qty }) => sum + Number(qty), 0);
      };
      // The table of fills asks the engine for its rows.
      await eventually(bought, 'bought by all fills').toBe(100);
      expect(before).toMatchObject({ orders: [{ leaves: '100' }], positions: [{ qty: '+100' }] });

      const firstPid = await host.enginePid();
      process.kill(firstPid, 'SIGKILL');
      await eventually(() => terminal.banner(), 'what the banner says').toMatch(
        /^Engine crashed and was restarted: 1 working order recovered in /,
      );
      await terminal.connected();
      expect(await host.enginePid()).not.toBe(firstPid);
      await eventually(() => account(terminal), 'all that there was').toEqual(before);
      await eventually(() => terminal.status.armed(), 'armed state').toBe('Not armed');
      await eventually(() => terminal.status.feed(), 'feed').toMatch(/Simulator live$/);
      await photograph(host, terminal, 'restarted');

      await terminal.arm();
      await terminal.restBuy(FAR_STEPS);
      await terminal.buyAtMarket();
      const positions = await terminal.table('positions');
      await eventually(async () => (await positions.rows())[0], 'position').toMatchObject({
        qty: '+200',
      });
      expect((await account(terminal)).orders).toHaveLength(2);
    });
  });
}

/** What must not change while nobody trades: prices of the market and what follows from them do. */
async function account(terminal: TerminalPage) {
  const orders = await (await terminal.table('working-orders')).rows();
  const positions = await (await terminal.table('positions')).rows();
  const fills = await (await terminal.table('fills')).rows();
  return {
    orders,
    positions: positions.map(({ symbol, side, qty, average, realised, fees }) => {
      return { symbol, side, qty, average, realised, fees } satisfies Partial<GridRow>;
    }),
    fills,
  };
}
