/** Rules of brackets, ocos and otos. Source: Alpaca's documentation; an entry may be post-only here. */
import { priceText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt, priceDecimalsAt } from '../domain/instrument.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { opposite, sideCode } from '../domain/side.ts';
import type { Side } from '../domain/side.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { PARENT_ID_CHARS_MAX } from './new-legs.ts';
import { checkIncrement } from './order-checks.ts';
import type { OrderDraft } from './order-checks.ts';

export const STOP_FIELD = 'stopLoss.stopPriceTicks';
export const PROFIT_FIELD = 'takeProfit.limitPriceTicks';

/** The request with the limit price of an oco, which its take profit may give, as Alpaca's does. */
export function withOcoLimit<Draft extends Pick<OrderDraft, 'orderClass' | 'takeProfit'>>(
  draft: Draft & { readonly limitPriceTicks: number | null },
): Draft & { readonly limitPriceTicks: number | null } {
  const { orderClass, takeProfit, limitPriceTicks } = draft;
  if (orderClass !== 'oco' || limitPriceTicks !== null || takeProfit === null) return draft;
  return { ...draft, limitPriceTicks: takeProfit.limitPriceTicks };
}

/** Why a client order id cannot be that of a group's parent. */
export function parentIdRefusal(clientOrderId: string, taken: string | null): Refusal {
  const rule =
    taken === null
      ? `at most ${String(PARENT_ID_CHARS_MAX)} characters with orders that depend on it`
      : `one from which the id of its exit is new, not ${taken}`;
  return refusal('contract.client_order_id', 'clientOrderId', clientOrderId, rule);
}

/**
 * Whether class, exits and flags go together; prices are on the increment. Type and time in force are
 * the venue's matter.
 */
export function checkGroup(instrument: Instrument, draft: OrderDraft): Refusal | null {
  const { orderClass, takeProfit, stopLoss } = draft;
  if (orderClass === 'simple') {
    if (takeProfit === null && stopLoss === null) return null;
    const field = takeProfit === null ? 'stopLoss' : 'takeProfit';
    return refusal('contract.exit_not_allowed', field, draft[field], 'no exits on a simple order');
  }
  return (
    checkMembers(draft) ??
    checkTerms(draft) ??
    checkWhole(instrument, draft) ??
    (takeProfit === null
      ? null
      : checkIncrement(instrument, PROFIT_FIELD, takeProfit.limitPriceTicks)) ??
    (stopLoss === null ? null : checkStopLoss(instrument, stopLoss))
  );
}

/** Prices that exits are held to. */
export interface ExitPrices {
  /** Side of the exits. */
  readonly side: Side;
  readonly takeProfitTicks: number | null;
  readonly stopTicks: number | null;
  /** Price of the entry, where it waits for one; null on an oco and at the market. */
  readonly entryTicks: number | null;
  /** Price of now; 0 when none is known or none is to be asked. */
  readonly marketTicks: number;
}

/** The exits of a draft beside the entry's price and that of now. */
export function exitPrices(market: InstrumentMarket, draft: OrderDraft): ExitPrices {
  const { orderClass, limitPriceTicks, takeProfit, stopLoss } = draft;
  const isOco = orderClass === 'oco';
  const side = isOco ? draft.side : opposite(draft.side);
  return {
    side,
    takeProfitTicks: isOco ? limitPriceTicks : (takeProfit?.limitPriceTicks ?? null),
    stopTicks: stopLoss?.stopPriceTicks ?? null,
    entryTicks: isOco ? null : limitPriceTicks,
    marketTicks: market.stopReferenceTicks(sideCode(side)),
  };
}

/** Whether the stop is at least an increment on the losing side of every other price. */
export function checkExitPrices(
  instrument: Instrument,
  prices: ExitPrices,
  field: string = STOP_FIELD,
  value: number | null = prices.stopTicks,
): Refusal | null {
  const { side, stopTicks } = prices;
  if (stopTicks === null) return null;
  const bases = [
    [prices.takeProfitTicks, 'its take profit'],
    [prices.entryTicks, "the entry's price"],
    [prices.marketTicks === 0 ? null : prices.marketTicks, 'the price of now'],
  ] as const;
  for (const [base, name] of bases) {
    if (base === null) continue;
    const increment = incrementTicksAt(instrument, base);
    const distance = side === 'sell' ? base - stopTicks : stopTicks - base;
    if (distance >= increment) continue;
    const text = (ticks: number) => priceText(instrument, ticks, priceDecimalsAt(instrument, base));
    const where = side === 'sell' ? 'below' : 'above';
    const rule = `a stop loss at least ${text(increment)} ${where} ${name} of ${text(base)}`;
    return refusal('book.exit_prices', field, value, rule);
  }
  return null;
}

/** Whether prices of exits, by field, are ones that this market's book has. */
export function checkSteps(
  { priceStepTicks }: InstrumentMarket,
  prices: readonly (readonly [field: string, ticks: number | null | undefined])[],
): Refusal | null {
  for (const [field, ticks] of prices) {
    if (ticks === undefined || ticks === null || ticks % priceStepTicks === 0) continue;
    const rule = 'a multiple of the price step that this book trades in';
    return refusal('book.price_step', field, ticks, rule);
  }
  return null;
}

/**
 * Whether exits would trade against a position and entries make one: `heldLots` is the position,
 * `exitLots` what working exits of the same side cover of it.
 */
export function checkPosition(
  { orderClass, side, qtyLots }: Pick<OrderDraft, 'orderClass' | 'side' | 'qtyLots'>,
  heldLots: number,
  exitLots: number,
): Refusal | null {
  if (orderClass === 'simple') return null;
  const againstLots = side === 'sell' ? heldLots : -heldLots;
  if (orderClass !== 'oco') {
    if (againstLots <= 0) return null;
    const rule = `an entry, not an order against a position of ${String(heldLots)} lots`;
    return refusal('book.entry_only', 'side', side, rule);
  }
  const freeLots = Math.max(0, againstLots - exitLots);
  if (qtyLots <= freeLots) return null;
  const rule = `at most the ${String(freeLots)} lots of the position that no other exit covers`;
  return refusal('book.exit_qty', 'qtyLots', qtyLots, rule);
}

/** Whether the class has the exits that it needs and no others. */
function checkMembers({ orderClass, limitPriceTicks, ...draft }: OrderDraft): Refusal | null {
  const { takeProfit, stopLoss } = draft;
  if (orderClass === 'oto') {
    if ((takeProfit === null) !== (stopLoss === null)) return null;
    const rule = 'exactly one exit on an oto, a take profit or a stop loss';
    return takeProfit === null
      ? refusal('contract.exit_missing', 'takeProfit', null, rule)
      : refusal('contract.exit_not_allowed', 'stopLoss', stopLoss, rule);
  }
  const rule = `${orderClass === 'oco' ? 'an oco' : 'a bracket'} has a take profit and a stop loss`;
  if (stopLoss === null) return refusal('contract.exit_missing', 'stopLoss', null, rule);
  if (orderClass !== 'oco') {
    return takeProfit === null ? refusal('contract.exit_missing', 'takeProfit', null, rule) : null;
  }
  if (takeProfit === null || takeProfit.limitPriceTicks === limitPriceTicks) return null;
  const same = "the order's own limit price, which is its take profit";
  return refusal('contract.exit_price', PROFIT_FIELD, takeProfit.limitPriceTicks, same);
}

function checkTerms(draft: OrderDraft): Refusal | null {
  const { orderClass, displayQtyLots } = draft;
  if (orderClass === 'oco' && draft.postOnly) {
    const rule = 'an exit may trade at once, so it is not post-only';
    return refusal('contract.post_only', 'postOnly', true, rule);
  }
  if (displayQtyLots !== null) {
    const rule = 'orders with exits show all they have';
    return refusal('contract.display_not_allowed', 'displayQtyLots', displayQtyLots, rule);
  }
  return null;
}

function checkWhole({ assetClass, lotDecimals }: Instrument, draft: OrderDraft): Refusal | null {
  if (assetClass !== 'us_equity' || draft.qtyLots % 10 ** lotDecimals === 0) return null;
  return refusal('contract.fractional', 'qtyLots', draft.qtyLots, 'whole shares with exits');
}

function checkStopLoss(
  instrument: Instrument,
  { stopPriceTicks, limitPriceTicks }: NonNullable<OrderDraft['stopLoss']>,
): Refusal | null {
  const wrong = checkIncrement(instrument, STOP_FIELD, stopPriceTicks);
  if (wrong !== null || limitPriceTicks === null) return wrong;
  return checkIncrement(instrument, 'stopLoss.limitPriceTicks', limitPriceTicks);
}
