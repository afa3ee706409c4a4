import { PLAIN_CHANGES, PLAIN_TERMS } from '../../engine/domain/order.ts';
import type { Order } from '../../engine/domain/order.ts';
import { riskText } from '../text/risk.ts';
import { tradingText } from '../text/trading.ts';
import { faultOf } from './fault.ts';
import { sayOutcome } from './say-outcome.ts';
import type { BreakEvenScope } from './break-even.ts';
import type { CancelScope, CloseScope, FlattenScope, ReverseScope, ScopeAction } from './scope.ts';
import type { TradingContext } from './trading-context.ts';
import { refusalSentence } from './refusal-words.ts';
import { outcomeOf, scopeText } from './wording.ts';

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
function run(context: TradingContext, scope: ScopeAction): Promise<string> {
  switch (scope.kind) {
    case 'cancel':
      return cancel(context, scope);
    case 'flatten':
      return flatten(context, scope);
    case 'close':
      return close(context, scope);
    case 'reverse':
      return reverse(context, scope);
    case 'break_even':
      return scope.moves.length === 0 ? protect(context, scope) : moveStops(context, scope);
    case 'kill':
      return kill(context);
  }
}

async function cancel(context: TradingContext, { symbol, side }: CancelScope): Promise<string> {
  const body = { type: 'orders.cancel_all', symbol, side } as const;
  const { canceledOrderIds } = await context.send<'orders.cancel_all'>(body);
  return tradingText.canceled(canceledOrderIds.length, symbol, side);
}

async function flatten(context: TradingContext, { symbol }: FlattenScope): Promise<string> {
  const { canceledOrderIds, closingOrders } = await context.send<'positions.flatten'>({
    type: 'positions.flatten',
    clientOrderId: context.newClientOrderId(),
    symbol,
    cancelOrders: true,
  });
  return tradingText.flattened(symbol, canceledOrderIds.length, closingOrders.length);
}

async function close(context: TradingContext, { symbol, closing }: CloseScope): Promise<string> {
  const { order } = await context.send<'positions.close'>({
    type: 'positions.close',
    clientOrderId: context.newClientOrderId(),
    symbol,
    qtyLots: closing?.qtyLots ?? null,
    basisPoints: null,
    cancelOrders: false,
  });
  return tradingText.closed(symbol, outcomeIn(context, order));
}

async function reverse(context: TradingContext, { symbol }: ReverseScope): Promise<string> {
  const { canceledOrderIds, closing, opening } = await context.send<'positions.reverse'>({
    type: 'positions.reverse',
    clientOrderId: context.newClientOrderId(),
    symbol,
    cancelOrders: true,
  });
  const opened = opening === null ? null : outcomeIn(context, opening);
  const orders = canceledOrderIds.length;
  return tradingText.reversed(symbol, orders, outcomeIn(context, closing), opened);
}

/** A new stop for the whole position. */
async function protect(context: TradingContext, scope: BreakEvenScope): Promise<string> {
  const { symbol, side, qtyLots, stopPriceTicks, timeInForce } = scope;
  const { order } = await context.send<'order.submit'>({
    type: 'order.submit',
    clientOrderId: context.newClientOrderId(),
    ...PLAIN_TERMS,
    ...{ symbol, side, qtyLots, stopPriceTicks, timeInForce },
    orderType: 'stop',
    limitPriceTicks: null,
    postOnly: false,
    tag: '',
  });
  return tradingText.protectedAt(symbol, outcomeIn(context, order));
}

/** Moves every stop; the first that is refused is what the trader hears of. */
async function moveStops(context: TradingContext, scope: BreakEvenScope): Promise<string> {
  const replies = await Promise.all(
    scope.moves.map((move) => {
      const change = { ...PLAIN_CHANGES, qtyLots: null, ...move };
      return context.send<'order.replace'>({ type: 'order.replace', ...change });
    }),
  );
  const outcomes = replies.map(({ order }) => outcomeIn(context, order));
  return tradingText.protectedAt(scope.symbol, outcomes.join('; '));
}

async function kill(context: TradingContext): Promise<string> {
  const clientOrderId = context.newClientOrderId();
  const body = { type: 'risk.kill', clientOrderId } as const;
  const { canceledOrderIds, closingOrders } = await context.send<'risk.kill'>(body);
  return riskText.killed(canceledOrderIds.length, closingOrders.length);
}

function outcomeIn({ instrumentOf }: TradingContext, order: Order): string {
  const instrument = instrumentOf(order.symbol);
  return instrument === null ? tradingText.status[order.status] : outcomeOf(instrument, order).text;
}
