import type { RequestOf } from '../../engine/contract/messages.ts';
import {
  decimalText,
  parseDecimal,
  parsePrice,
  priceText,
  qtyText,
} from '../../engine/domain/decimal.ts';
import type { AssetClass, Instrument } from '../../engine/domain/instrument.ts';
import {
  incrementTicksAt,
  priceDecimalsAt,
  stepPriceTicks,
} from '../../engine/domain/instrument.ts';
import { PLAIN_TERMS } from '../../engine/domain/order.ts';
import type { OrderType, TimeInForce } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { refusal } from '../../engine/domain/refusal.ts';
import type { Side } from '../../engine/domain/side.ts';
import { canExit, NO_EXITS, parseExits } from './exit-draft.ts';
import type { ExitDraft, ExitField } from './exit-draft.ts';
import { parseMoneySize, parseRiskSize } from './order-size.ts';
import type { Size, SizeDraft, SizedTerms } from './order-size.ts';
import { NO_TRAIL, canHide, hasLimitPrice, hasStopPrice, parseTrail } from './stop-draft.ts';
import type { TrailDraft } from './stop-draft.ts';

/** An order as the trader is writing it: size and prices are still the typed text. */
export interface OrderDraft extends SizeDraft, TrailDraft, ExitDraft {
  readonly symbol: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  /** Also before and after the regular session; a limit order that may wait. */
  readonly extendedHours: boolean;
  /** Limit price as typed; kept, as all these texts, while the type does not use it. */
  readonly priceText: string;
  /** Stop price as typed. */
  readonly stopText: string;
  /** What an iceberg shows at most, in units; '': everything. */
  readonly showText: string;
  readonly postOnly: boolean;
}

/** What an order says, in ticks and lots: everything of `order.submit` but its identity. */
export type OrderTerms = Omit<RequestOf<'order.preview'>, 'type'>;

/** True when a value is a refusal and not what was asked for. */
export function isRefusal(value: object | number): value is Refusal {
  return typeof value === 'object' && 'code' in value && 'rule' in value;
}

/** What an instrument without parts trades in. */
const WHOLE: Readonly<Record<AssetClass, string>> = {
  us_equity: 'shares',
  crypto: 'coins',
  future: 'contracts',
};

/** Reads a quantity as typed into lots, at least one; exact or refused. */
export function parseQty(instrument: Instrument, text: string): number | Refusal {
  if (text.trim() === '') return refusal('contract.decimal', 'quantity', '', 'enter a quantity');
  const lots = parseDecimal(text, instrument.lotDecimals, 'quantity');
  if (typeof lots !== 'number') {
    if (lots.code !== 'contract.decimals' || instrument.lotDecimals > 0) return lots;
    return {
      ...lots,
      rule: `${instrument.symbol} trades in whole ${WHOLE[instrument.assetClass]}`,
    };
  }
  if (lots < 1) {
    const least = decimalText(1, instrument.lotDecimals);
    return refusal('contract.too_small', 'quantity', text, `at least ${least}`);
  }
  return lots;
}

/** Reads what an iceberg shows, '' for everything; at least one and at most all of it. */
export function parseShown(
  instrument: Instrument,
  text: string,
  qtyLots: number | null,
): number | null | Refusal {
  if (text.trim() === '' || qtyLots === null) return null;
  const lots = parseQty(instrument, text);
  if (typeof lots !== 'number') return { ...lots, field: 'shown' };
  if (lots <= qtyLots) return lots;
  return refusal('contract.display_qty', 'shown', text, 'at most the quantity of the order');
}

/** Reads a limit price as typed into ticks on the instrument's price grid; exact or refused. */
export function parseLimitPrice(instrument: Instrument, text: string): number | Refusal {
  return parseGridPrice(instrument, text, 'price', 'enter a limit price');
}

/** The same of a stop price. */
export function parseStopPrice(instrument: Instrument, text: string): number | Refusal {
  return parseGridPrice(instrument, text, 'stop', 'enter a stop price');
}

function parseGridPrice(
  instrument: Instrument,
  text: string,
  field: 'price' | 'stop' | ExitField,
  missing: string,
): number | Refusal {
  if (text.trim() === '') return refusal('contract.decimal', field, '', missing);
  const ticks = parsePrice(instrument, text);
  if (typeof ticks !== 'number') return { ...ticks, field };
  const increment = incrementTicksAt(instrument, ticks);
  if (ticks < 1) {
    return refusal('contract.too_small', field, text, `at least ${priceEdit(instrument, 1)}`);
  }
  if (ticks % increment !== 0) {
    const step = decimalText(increment * instrument.tickMantissa, instrument.tickDecimals);
    const rule = `a multiple of ${step.replace(/0+$/, '').replace(/\.$/, '')} at this price`;
    return refusal('contract.price_increment', field, text, rule);
  }
  return ticks;
}

/** The terms that a draft spells, or the first thing that is wrong with it. */
export function parseDraft(instrument: Instrument, draft: OrderDraft): OrderTerms | Refusal {
  const { orderType } = draft;
  const stopPriceTicks = hasStopPrice(orderType)
    ? parseStopPrice(instrument, draft.stopText)
    : null;
  if (stopPriceTicks !== null && typeof stopPriceTicks !== 'number') return stopPriceTicks;
  const limitPriceTicks = hasLimitPrice(orderType)
    ? parseLimitPrice(instrument, draft.priceText)
    : null;
  if (limitPriceTicks !== null && typeof limitPriceTicks !== 'number') return limitPriceTicks;
  const trail = orderType === 'trailing_stop' ? parseTrail(instrument, draft) : NO_TRAIL;
  if (isRefusal(trail)) return trail;
  const exits = parseExits(
    canExit(draft) ? draft : { ...NO_EXITS, orderType },
    (text, field) => parseGridPrice(instrument, text, field, 'enter a price'),
    limitPriceTicks,
  );
  if (isRefusal(exits)) return exits;
  const { side, timeInForce } = draft;
  const priced = { side, orderType, timeInForce, limitPriceTicks, stopPriceTicks, ...exits };
  const size = parseSize(instrument, draft, priced);
  if (isRefusal(size)) return size;
  const displayQtyLots = canHide(draft)
    ? parseShown(instrument, draft.showText, size.qtyLots)
    : null;
  if (displayQtyLots !== null && typeof displayQtyLots !== 'number') return displayQtyLots;
  return {
    ...PLAIN_TERMS,
    symbol: draft.symbol,
    ...priced,
    ...size,
    ...trail,
    displayQtyLots,
    postOnly: orderType === 'limit' && draft.postOnly,
    extendedHours: canHide(draft) && draft.extendedHours,
  };
}

function parseSize(instrument: Instrument, draft: OrderDraft, terms: SizedTerms): Size | Refusal {
  switch (draft.sizeUnit) {
    case 'units': {
      const qtyLots = parseQty(instrument, draft.qtyText);
      return typeof qtyLots === 'number' ? { qtyLots, notionalMicros: null } : qtyLots;
    }
    case 'money':
      return parseMoneySize(instrument, draft, terms);
    case 'risk':
      return parseRiskSize(instrument, draft, terms);
  }
}

/** True when two orders that `parseDraft` has made say the same in every word. */
export function sameTerms(a: OrderTerms, b: OrderTerms): boolean {
  // Both come from `parseDraft`, which writes every field in the same order.
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Price as it stands in an editable field: exact, without thousands marks. */
export function priceEdit(instrument: Instrument, ticks: number): string {
  return priceText(instrument, ticks, priceDecimalsAt(instrument, ticks));
}

/** Quantity as it stands in an editable field: exact, without thousands marks. */
export function qtyEdit(instrument: Instrument, lots: number): string {
  return qtyText(instrument, lots);
}

/**
 * The price text `steps` increments away, or the text itself when it is not a price. A price between
 * two increments goes to the next valid one in that direction first.
 */
export function stepPriceText(instrument: Instrument, text: string, steps: number): string {
  const ticks = parsePrice(instrument, text);
  if (typeof ticks !== 'number' || steps === 0) return text;
  const increment = incrementTicksAt(instrument, ticks);
  const below = ticks - (ticks % increment);
  if (below === ticks) return priceEdit(instrument, stepPriceTicks(instrument, ticks, steps));
  const first = steps > 0 ? below + increment : below;
  const rest = steps - Math.sign(steps);
  const stepped = rest === 0 ? first : stepPriceTicks(instrument, first, rest);
  return priceEdit(instrument, Math.max(1, stepped));
}
