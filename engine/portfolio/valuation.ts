/** What positions are worth at a mark, in exact micros; pure arithmetic over what the fold keeps. */
import type { DayStart } from '../contract/account.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Position } from '../domain/order.ts';

/** What the market says of one position. */
export interface Mark {
  readonly instrument: Instrument;
  /** Price to value it with, in ticks; 0: none is known, and it counts at its cost. */
  readonly markTicks: number;
  /** Trading date of now at its market, YYYY-MM-DD. */
  readonly tradeDate: string;
}

/** Signed value of the open quantity at the mark: negative for a short. */
export function marketValueMicros(position: Position, { instrument, markTicks }: Mark): number {
  if (markTicks === 0) return signedCostMicros(position);
  return position.qtyLots * markTicks * instrument.tickValueMicros;
}

/** What the open quantity would make at the mark against its average price; 0 without a mark. */
export function unrealisedMicros(position: Position, mark: Mark): number {
  return marketValueMicros(position, mark) - signedCostMicros(position);
}

/** What the position has made since it was first traded: realised less fees, plus unrealised. */
export function madeMicros(position: Position, mark: Mark): number {
  return position.realisedMicros - position.feesMicros + unrealisedMicros(position, mark);
}

/**
 * What it has made since its trading day began: all it has made less what it had made then, which is
 * the day start's for a position that was open over night. One that was flat had made what it has
 * realised less fees, but for what the fold counts for the day.
 */
export function dayPnlMicros(position: Position, mark: Mark, start: DayStart | undefined): number {
  if (start?.tradeDate === mark.tradeDate) return madeMicros(position, mark) - start.pnlMicros;
  const { dayRealisedMicros, dayFeesMicros } = position;
  const isToday = position.tradeDate === mark.tradeDate;
  return (isToday ? dayRealisedMicros - dayFeesMicros : 0) + unrealisedMicros(position, mark);
}

/** What the open quantity has cost: negative for a short. */
export function signedCostMicros({ qtyLots, costMicros }: Position): number {
  return qtyLots < 0 ? -costMicros : costMicros;
}
