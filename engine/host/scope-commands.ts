/** Commands that name a scope of orders and positions, and tell what was in it. */
import type { ReplyMap, RequestOf } from '../contract/messages.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Engine } from './engine.ts';

export type ScopeCommand =
  'orders.cancel_all' | 'positions.flatten' | 'positions.close' | 'positions.reverse' | 'risk.kill';

/**
 * Carries one out. One with an id of its client's that has been carried out already is answered as the first time, with
 * its orders as they are now, and does nothing else. `clientName`: who asks.
 */
export function runScopeCommand(
  { parts: { core }, scopes }: Engine,
  command: RequestOf<ScopeCommand>,
  clientName: string,
): ReplyMap[ScopeCommand] | Refusal {
  if (command.type === 'orders.cancel_all') {
    return { canceledOrderIds: core.cancelAll(command.symbol, command.side, 'cancel_all') };
  }
  const { type, clientOrderId: id } = command;
  const canceledBefore = scopes.canceledBy(type, id);
  switch (type) {
    case 'positions.flatten': {
      const { symbol, cancelOrders } = command;
      if (canceledBefore !== undefined) {
        const closingOrders = core.desk.closedUnder(id, symbol);
        return { canceledOrderIds: canceledBefore, closingOrders };
      }
      const canceledOrderIds = cancelOrders ? core.cancelAll(symbol, null, 'flatten') : [];
      const closingOrders = core.closePositions(id, symbol, clientName);
      scopes.remember(type, id, canceledOrderIds);
      return { canceledOrderIds, closingOrders };
    }
    case 'risk.kill': {
      if (canceledBefore !== undefined) {
        const closingOrders = core.desk.closedUnder(id, null);
        return { canceledOrderIds: canceledBefore, closingOrders, risk: core.risk.state };
      }
      const killed = core.risk.kill(id, clientName);
      scopes.remember(type, id, killed.canceledOrderIds);
      return { ...killed, risk: core.risk.state };
    }
    case 'positions.close':
    case 'positions.reverse': {
      const { desk } = core;
      const done =
        type === 'positions.close'
          ? desk.close(command, clientName)
          : desk.reverse(command, clientName);
      if ('code' in done) return done;
      if (done.duplicate) return { ...done, canceledOrderIds: canceledBefore ?? [] };
      scopes.remember(type, id, done.canceledOrderIds);
      return done;
    }
  }
}
