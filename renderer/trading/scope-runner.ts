import { tradingText } from '../text/trading.ts';
import { faultOf } from './fault.ts';
import { sayOutcome } from './say-outcome.ts';
import type { ScopeAction } from './scope.ts';
import type { TradingContext } from './trading-context.ts';
import { refusalSentence } from './refusal-words.ts';
import { scopeText } from './wording.ts';

/** Returns what sends an action on several orders or positions and says what it did. */
export function createScopeRunner(context: TradingContext): (scope: ScopeAction) => Promise<void> {
  return async (scope) => {
    const name = scopeText(scope, context.instrumentOf);
    try {
      sayOutcome(context, 'info', await run(context, scope));
    } catch (error) {
      const fault = faultOf(error);
      if (fault.kind === 'unknown') {
        sayOutcome(context, 'warning', tradingText.lostRequest(name), 'client.unknown');
      } else if (fault.kind === 'not_sent') {
        sayOutcome(context, 'error', tradingText.notSent(name), 'client.not_sent');
      } else {
        const text = tradingText.requestRefused(name, refusalSentence(fault.refusal));
        sayOutcome(context, 'error', text, fault.refusal.code);
      }
    }
  };
}

/** Sends it; resolves with what was done. */
async function run(context: TradingContext, scope: ScopeAction): Promise<string> {
  const { symbol } = scope;
  if (scope.kind === 'cancel') {
    const reply = await context.send<'orders.cancel_all'>({
      type: 'orders.cancel_all',
      symbol,
      side: scope.side,
    });
    return tradingText.canceled(reply.canceledOrderIds.length, symbol, scope.side);
  }
  const reply = await context.send<'positions.flatten'>({
    type: 'positions.flatten',
    clientOrderId: context.newClientOrderId(),
    symbol,
    cancelOrders: true,
  });
  const { canceledOrderIds, closingOrders } = reply;
  return tradingText.flattened(symbol, canceledOrderIds.length, closingOrders.length);
}
