import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../../engine/domain/refusal.ts';
import { RefusalError } from '../../../../renderer/client/errors.ts';
import { useCommands } from '../../../../renderer/keyboard/commands.ts';
import { useOverlay } from '../../../../renderer/stores/overlay.ts';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';
import { useTrading } from '../../../../renderer/stores/trading.ts';
import { createTradingActions } from '../../../../renderer/trading/actions.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { registerTradingCommands } from '../../../../renderer/trading/commands.ts';
import { resetTicket, useTicket } from '../../../../renderer/trading/ticket-store.ts';
import { FakeDesk, settled } from './fake-desk.ts';
import { sampleOrder, samplePosition } from './sample-orders.ts';

let desk: FakeDesk;
let actions: TradingActions;
let unregister: () => void;
const command = (id: string) => useCommands.getState().commands.get(id);

beforeEach(() => {
  resetTicket();
  useTerminal.setState({ armed: false });
  desk = new FakeDesk();
  actions = createTradingActions(desk.context);
  unregister = registerTradingCommands(actions);
});
afterEach(() => {
  unregister();
  actions.dispose();
  useTrading.setState({ risk: null });
  useOverlay.setState({ open: null });
});

describe('the kill switch', () => {
  test('says what it covers, sends by Enter also unarmed, and says what it did', async () => {
    desk.working = [sampleOrder(), sampleOrder()];
    desk.held = [samplePosition()];
    command('risk.kill')?.run();
    expect(desk.requests).toEqual([]);
    expect(useTicket.getState().scope).toMatchObject({ kind: 'kill', orders: 2 });
    command('order.confirm')?.run();
    expect(desk.requests.map(({ body }) => body)).toEqual([
      { type: 'risk.kill', clientOrderId: 't-1' },
    ]);
    const risk = { lockedBy: 'kill_switch', sinceUs: 1, untilDate: null };
    desk.requests[0]?.resolve({ risk, canceledOrderIds: [1, 2], closingOrders: [sampleOrder()] });
    await settled();
    expect(desk.said.at(-1)?.text).toBe(
      'Kill switch: canceled 2 orders, sent 1 closing order, trading is locked',
    );
  });

  test('locks also when there is nothing to cancel or close', () => {
    actions.prepareKill();
    expect(useTicket.getState().scope).toEqual({ kind: 'kill', orders: 0, closings: [] });
    actions.drop();
    expect(desk.said.at(-1)?.text).toBe(
      'Dropped: Kill switch: cancel 0 orders, close 0 positions, lock trading',
    );
    expect(desk.requests).toEqual([]);
  });

  test('is unlocked by a command that is there while it locks, and says why it is not', async () => {
    expect(command('risk.unlock')?.when?.()).toBe(false);
    const risk = { sinceUs: 1, untilDate: null } as const;
    useTrading.setState({ risk: { ...risk, lockedBy: 'kill_switch' } });
    expect(command('risk.unlock')?.when?.()).toBe(true);
    command('risk.unlock')?.run();
    const why = refusal('risk.locked_until', 'untilDate', '2026-03-12', 'locked until then');
    desk.requests[0]?.reject(new RefusalError(why));
    await settled();
    expect(desk.said.at(-1)).toMatchObject({ level: 'error' });
    expect(desk.said.at(-1)?.text).toContain('Not unlocked: ');
  });

  test('has its limits in a dialog', () => {
    command('risk.limits')?.run();
    expect(useOverlay.getState().open).toBe('risk');
  });
});
