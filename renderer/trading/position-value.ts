/**
 * What a position is worth now, in exact integers of micros: market value is quantity x last x tick
 * value, unrealised is that less what the position cost. Without a price every value that needs one
 * is null, never zero.
 */
import type { DayStart } from '../../engine/contract/account.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { valueMicros } from '../../engine/domain/instrument.ts';
import type { Quote } from '../../engine/domain/market.ts';
import type { Position } from '../../engine/domain/order.ts';
import { tradeDayAt } from '../../engine/domain/session.ts';
import { timeUs } from '../../engine/domain/time.ts';

/** A position with its values at the last price; null where there is no price to value it with. */
export interface ValuedPosition {
  readonly position: Position;
  readonly instrument: Instrument;
  readonly lastTicks: number | null;
  /** Signed: negative for a short. */
  readonly marketValueMicros: number | null;
  readonly unrealisedMicros: number | null;
  /** Made since the trading day began: realised less fees, plus the change of unrealised. */
  readonly dayMicros: number | null;
}

/** Sums over positions. A sum that lacks a price covers the others and says how many it lacks. */
export interface PositionTotals {
  readonly marketValueMicros: number;
  /**
   * What the open positions add to the cash: their market value; of a future, which was never paid
   * for, only what it has made.
   */
  readonly equityMicros: number;
  readonly unrealisedMicros: number;
  readonly realisedMicros: number;
  readonly dayMicros: number;
  readonly feesMicros: number;
  /** Open positions that could not be valued. */
  readonly unpriced: number;
}

/**
 * What the position had made when its trading day began: realised less fees, and unrealised if it was
 * open then, which `start` tells. Without one it was flat, and all but the day's part was made before.
 */
function madeBeforeMicros(
  { tradeDate, realisedMicros, feesMicros, dayRealisedMicros, dayFeesMicros }: Position,
  instrument: Instrument,
  start: DayStart | undefined,
  nowUs: number,
): number {
  const today = tradeDayAt(instrument.zone, timeUs(nowUs)).date;
  if (start !== undefined && start.tradeDate >= today) return start.pnlMicros;
  const made = realisedMicros - feesMicros;
  return tradeDate >= today ? made - dayRealisedMicros + dayFeesMicros : made;
}

/** The price to value with: last trade, or the side that would have to be paid; null without one. */
export function markTicks(position: Position, quote: Quote | undefined): number | null {
  if (quote === undefined) return null;
  if (quote.lastTicks > 0) return quote.lastTicks;
  const closing = position.qtyLots > 0 ? quote.bidTicks : quote.askTicks;
  return closing > 0 ? closing : null;
}

/**
 * Values one position; `quote` undefined means that there is none. `nowUs` is market time, `start` what
 * the engine says of the position at the start of its day; both matter for the day's result only.
 */
export function valuePosition(
  position: Position,
  instrument: Instrument,
  quote: Quote | undefined,
  nowUs: number,
  start?: DayStart,
): ValuedPosition {
  const madeToday =
    position.realisedMicros -
    position.feesMicros -
    madeBeforeMicros(position, instrument, start, nowUs);
  const lastTicks = markTicks(position, quote);
  const base = { position, instrument, lastTicks };
  if (position.qtyLots === 0) {
    return { ...base, marketValueMicros: 0, unrealisedMicros: 0, dayMicros: madeToday };
  }
  if (lastTicks === null) {
    return { ...base, marketValueMicros: null, unrealisedMicros: null, dayMicros: null };
  }
  const marketValue = valueMicros(instrument, lastTicks, position.qtyLots);
  const signedCost = position.qtyLots > 0 ? position.costMicros : -position.costMicros;
  const unrealised = marketValue - signedCost;
  return {
    ...base,
    marketValueMicros: marketValue,
    unrealisedMicros: unrealised,
    dayMicros: madeToday + unrealised,
  };
}

/** Adds up positions. */
export function totalPositions(rows: readonly ValuedPosition[]): PositionTotals {
  let marketValueMicros = 0;
  let equityMicros = 0;
  let unrealisedMicros = 0;
  let realisedMicros = 0;
  let dayMicros = 0;
  let feesMicros = 0;
  let unpriced = 0;
  for (const row of rows) {
    realisedMicros += row.position.realisedMicros;
    feesMicros += row.position.feesMicros;
    if (row.marketValueMicros === null) unpriced += 1;
    const paid = row.instrument.assetClass !== 'future';
    equityMicros += (paid ? row.marketValueMicros : row.unrealisedMicros) ?? 0;
    marketValueMicros += row.marketValueMicros ?? 0;
    unrealisedMicros += row.unrealisedMicros ?? 0;
    dayMicros += row.dayMicros ?? 0;
  }
  return {
    marketValueMicros,
    equityMicros,
    unrealisedMicros,
    realisedMicros,
    dayMicros,
    feesMicros,
    unpriced,
  };
}
