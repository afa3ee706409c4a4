import { PLAIN_CHANGES } from '../../engine/domain/order.ts';
import type { Order } from '../../engine/domain/order.ts';
import { tradingText } from '../text/trading.ts';
import { faultOf } from './fault.ts';
import { saysRehearsed } from './rehearsal.ts';
import { setPendingChange } from './ticket-store.ts';
import type { TradingContext } from './trading-context.ts';
import { refusalSentence } from './refusal-words.ts';
import { orderShort } from './wording.ts';

/** Changes to one order; null leaves a value as it is. */
export interface OrderChange {
  readonly qtyLots: number | null;
  readonly limitPriceTicks: number | null;
  /** Only of stops, each only when it changes. */
  readonly stopPriceTicks?: number;
  readonly trailTicks?: number;
  readonly trailBasisPoints?: number;
}

/** Cancels and replaces single orders, and says what came of it. */
export interface OrderChanges {
  cancelOrder(orderId: number): Promise<void>;
  /** True when the engine took the change. */
  replaceOrder(orderId: number, change: OrderChange): Promise<boolean>;
}

/** See `OrderChanges`. */
export function createOrderChanges(context: TradingContext): OrderChanges {
  const nameOf = (orderId: number, order = context.orderOf(orderId)): string => {
    const instrument = order === null ? null : context.instrumentOf(order.symbol);
    return order === null || instrument === null
      ? `order ${String(orderId)}`
      : orderShort(instrument, order);
  };

  function sayFault(error: unknown, orderId: number, what: string): void {
    const fault = faultOf(error);
    if (fault.kind === 'unknown') context.announce('warning', tradingText.lostRequest(what));
    else if (fault.kind === 'not_sent') context.announce('error', tradingText.notSent(what));
    else {
      const order = context.orderOf(orderId);
      const instrument = order === null ? null : context.instrumentOf(order.symbol);
      const text = tradingText.requestRefused(what, refusalSentence(fault.refusal, instrument));
      context.announce('error', text, fault.refusal.code);
    }
  }

  /** The order as the change would leave it. */
  function replacement(orderId: number, change: OrderChange): string {
    const order = context.orderOf(orderId);
    if (order === null) return tradingText.replaceOne(nameOf(orderId));
    const { qtyLots, limitPriceTicks, ...rest } = change;
    const changed = {
      ...order,
      ...rest,
      ...(qtyLots !== null && { qtyLots }),
      ...(limitPriceTicks !== null && { limitPriceTicks }),
    };
    // The numbers are of the change's own kinds; only their brands are lost in the spreading.
    return tradingText.replaceBy(nameOf(orderId), nameOf(orderId, changed as Order));
  }

  return {
    cancelOrder: async (orderId) => {
      const name = nameOf(orderId);
      if (saysRehearsed(context, tradingText.cancelOne(name))) return;
      setPendingChange(orderId, 'pending_cancel');
      try {
        await context.send<'order.cancel'>({ type: 'order.cancel', orderId });
        context.announce('info', tradingText.orderCanceled(name));
      } catch (error) {
        sayFault(error, orderId, tradingText.cancelOne(name));
      }
      setPendingChange(orderId, null);
    },
    replaceOrder: async (orderId, change) => {
      if (saysRehearsed(context, replacement(orderId, change))) return true;
      setPendingChange(orderId, 'pending_replace');
      try {
        const reply = await context.send<'order.replace'>({
          type: 'order.replace',
          orderId,
          ...PLAIN_CHANGES,
          ...change,
        });
        const order: Order = reply.order;
        context.announce('info', tradingText.orderReplaced(nameOf(orderId, order)));
        return true;
      } catch (error) {
        sayFault(error, orderId, tradingText.replaceOne(nameOf(orderId)));
        return false;
      } finally {
        setPendingChange(orderId, null);
      }
    },
  };
}
