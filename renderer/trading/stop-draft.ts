/** What a draft needs besides a limit order's: stop price, trail and where they start. */
import { decimalText, parseDecimal, parsePrice } from '../../engine/domain/decimal.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { incrementTicksAt } from '../../engine/domain/instrument.ts';
import type { Quote } from '../../engine/domain/market.ts';
import type { OrderType, StopTrigger, TimeInForce } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { refusal } from '../../engine/domain/refusal.ts';
import type { Side } from '../../engine/domain/side.ts';

/** Distance from the market at which stops start, in basis points: half a percent. */
export const STOP_AWAY_BASIS_POINTS = 50;

const WHOLE = 10_000;
/** Decimals of a trail in percent: basis points. */
const PERCENT_DECIMALS = 2;
/** What an arrow key adds to a trail in percent, in basis points. */
const PERCENT_STEP = 10;
const PERCENT_MAX = 9_999;

/** What a trail is measured in: dollars (`price`) or percent of the best price. */
export type TrailUnit = 'price' | 'percent';

/** A trail as it is typed. */
export interface TrailDraft {
  readonly trailText: string;
  readonly trailUnit: TrailUnit;
}

/** The trail of an order that has none. */
export const NO_TRAIL: Trail = { trailTicks: null, trailBasisPoints: null };

/** Distance of a trailing stop: exactly one of the two, or none on other orders. */
export interface Trail {
  readonly trailTicks: number | null;
  readonly trailBasisPoints: number | null;
}

export function hasLimitPrice(orderType: OrderType): boolean {
  return orderType === 'limit' || orderType === 'stop_limit';
}

/** Whether the trader gives the stop price; that of a trailing stop follows from its trail. */
export function hasStopPrice(orderType: OrderType): boolean {
  return orderType === 'stop' || orderType === 'stop_limit';
}

/** Whether an order may show less than it is: a limit order that can rest. */
export function canHide(draft: {
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
}): boolean {
  return draft.orderType === 'limit' && canRest(draft.timeInForce);
}

/** Whether an order of this time in force can wait; stops must. */
export function canRest(timeInForce: TimeInForce): boolean {
  return timeInForce === 'day' || timeInForce === 'gtc';
}

/** Reads a trail as typed; exact or refused. */
export function parseTrail(
  instrument: Instrument,
  { trailText, trailUnit }: TrailDraft,
): Trail | Refusal {
  if (trailText.trim() === '') return refusal('contract.decimal', 'trail', '', 'enter a trail');
  if (trailUnit === 'percent') {
    const points = parseDecimal(trailText, PERCENT_DECIMALS, 'trail');
    if (typeof points !== 'number') return points;
    if (points >= 1 && points <= PERCENT_MAX) return { trailTicks: null, trailBasisPoints: points };
    return refusal('contract.trail', 'trail', trailText, 'between 0.01 and 99.99 percent');
  }
  const ticks = parsePrice(instrument, trailText);
  if (typeof ticks !== 'number') return { ...ticks, field: 'trail' };
  if (ticks >= 1) return { trailTicks: ticks, trailBasisPoints: null };
  return refusal('contract.trail', 'trail', trailText, 'above 0');
}

/** A trail in an editable field: `0.50` of price, `0.5` percent. '' when there is none. */
export function trailEdit(instrument: Instrument, trail: Trail): string {
  if (trail.trailBasisPoints !== null) {
    return decimalText(trail.trailBasisPoints, PERCENT_DECIMALS).replace(/\.?0+$/, '');
  }
  if (trail.trailTicks === null) return '';
  const text = decimalText(trail.trailTicks * instrument.tickMantissa, instrument.tickDecimals);
  return text.replace(/(\.\d\d)0+$/, '$1');
}

/** `0.50` in price, `0.5%` of the best price; '' without a trail. */
export function trailWords(instrument: Instrument, trail: Trail): string {
  return `${trailEdit(instrument, trail)}${trail.trailBasisPoints === null ? '' : '%'}`;
}

/** The trail `steps` away, at least one step wide; text that is no trail stays as it is. */
export function stepTrailText(
  instrument: Instrument,
  draft: TrailDraft,
  steps: number,
  nearTicks: number,
): string {
  const trail = parseTrail(instrument, draft);
  if ('code' in trail) return draft.trailText;
  const moved = (value: number, size: number): number => Math.max(size, value + steps * size);
  if (trail.trailBasisPoints !== null) {
    const points = Math.min(PERCENT_MAX, moved(trail.trailBasisPoints, PERCENT_STEP));
    return trailEdit(instrument, { trailTicks: null, trailBasisPoints: points });
  }
  const ticks = moved(trail.trailTicks ?? 0, incrementTicksAt(instrument, nearTicks));
  return trailEdit(instrument, { trailTicks: ticks, trailBasisPoints: null });
}

/** The same distance in the other unit, as near as it gets; unchanged without a price. */
export function trailIn(
  instrument: Instrument,
  draft: TrailDraft,
  unit: TrailUnit,
  nearTicks: number,
): TrailDraft {
  const trail = parseTrail(instrument, draft);
  if ('code' in trail || nearTicks <= 0 || unit === draft.trailUnit) {
    return { trailText: draft.trailText, trailUnit: unit };
  }
  if (trail.trailBasisPoints !== null) {
    const step = incrementTicksAt(instrument, nearTicks);
    const ticks = Math.max(1, Math.round((nearTicks * trail.trailBasisPoints) / WHOLE / step));
    const price = { trailTicks: ticks * step, trailBasisPoints: null };
    return { trailText: trailEdit(instrument, price), trailUnit: unit };
  }
  const points = Math.round(((trail.trailTicks ?? 0) * WHOLE) / nearTicks);
  const percent = {
    trailTicks: null,
    trailBasisPoints: Math.min(PERCENT_MAX, Math.max(1, points)),
  };
  return { trailText: trailEdit(instrument, percent), trailUnit: unit };
}

/** Price of the market: the last trade, before the first one a side of the book. */
export function marketTicks(quote: Quote | null): number {
  if (quote === null) return 0;
  return quote.lastTicks || quote.bidTicks || quote.askTicks;
}

/**
 * Price that stops of a side are triggered by and measured from, as the engine has it: by quotes the bid for
 * stops to sell and the ask for stops to buy, else, or before there is a quote, the last trade.
 */
export function stopMarketTicks(quote: Quote | null, side: Side, by: StopTrigger): number {
  const quoted = side === 'buy' ? quote?.askTicks : quote?.bidTicks;
  return (by === 'quote' && quoted) || marketTicks(quote);
}

/** A stop price at the distance `trail` from `nearTicks`, on the increment away from the market. */
export function stopAwayTicks(
  instrument: Instrument,
  side: Side,
  nearTicks: number,
  trail: Trail = { trailTicks: null, trailBasisPoints: STOP_AWAY_BASIS_POINTS },
): number {
  const distance =
    trail.trailTicks ?? Math.ceil((nearTicks * (trail.trailBasisPoints ?? 0)) / WHOLE);
  const exact = side === 'buy' ? nearTicks + distance : nearTicks - distance;
  const step = incrementTicksAt(instrument, Math.max(1, exact));
  const rounded = side === 'buy' ? Math.ceil(exact / step) : Math.floor(exact / step);
  return Math.max(step, rounded * step);
}

/** Whether a stop price is on the side of the market where it waits: above to buy, below to sell. */
export function stopWaits(side: Side, stopTicks: number, nearTicks: number): boolean {
  if (nearTicks <= 0) return true;
  return side === 'buy' ? stopTicks > nearTicks : stopTicks < nearTicks;
}
