import type { OrderEvent } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { formatPrice, formatQty } from '../format/index.ts';
import { instrumentOf } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { TEXT } from '../text/en.ts';

/** Reasons that the trader has asked for; what did it has said so already. */
const ASKED_FOR: ReadonlySet<string> = new Set(['user', 'cancel_all', 'flatten']);

/** Logs and announces fills, and orders that ended otherwise than asked. Returns what ends it. */
export function announceExecutions(client: EngineClient): () => void {
  return client.onOrderEvents((events) => {
    for (const event of events) {
      const instrument = instrumentOf(event.order.symbol);
      const text = instrument === null ? null : executionText(instrument, event);
      if (text === null) continue;
      announce(event.type === 'order.filled' ? 'info' : 'warning', text, event.type);
    }
  });
}

/** One sentence on an event that the trader has to hear of; null for the others. */
export function executionText(instrument: Instrument, event: OrderEvent): string | null {
  const { order } = event;
  const words = TEXT.execution;
  switch (event.type) {
    case 'order.filled': {
      const { fill } = event;
      const leaves = formatQty(instrument, fill.leavesQtyLots);
      return words.filled(
        fill.side === 'buy' ? words.bought : words.sold,
        formatQty(instrument, fill.lastQtyLots),
        fill.symbol,
        formatPrice(instrument, fill.lastPriceTicks),
        fill.leavesQtyLots === 0 ? '' : words.leaves(leaves),
      );
    }
    case 'order.canceled':
    case 'order.expired': {
      if (order.reason === null || ASKED_FOR.has(order.reason)) return null;
      const qty = formatQty(instrument, order.qtyLots);
      const how = event.type === 'order.expired' ? 'expired' : 'canceled';
      return words.ended(order.side, qty, order.symbol, how, words.reasons[order.reason]);
    }
    case 'order.triggered': {
      const qty = formatQty(instrument, order.leavesQtyLots);
      const at = order.stopPriceTicks === null ? '' : formatPrice(instrument, order.stopPriceTicks);
      const isQuoted = order.triggeredBy === 'quote';
      return words.triggered(order.side, qty, order.symbol, at, isQuoted);
    }
    // The ticket that sent it says so itself.
    case 'order.accepted':
    case 'order.rejected':
    case 'order.replaced':
    // A trailing stop that follows the market is seen in its row; saying so each second is noise.
    case 'order.restated':
    case 'order.activated':
      return null;
  }
}
