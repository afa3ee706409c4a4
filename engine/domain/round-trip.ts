import type { Fill } from './order.ts';

/** Way of a position: bought first, or sold first. */
export type PositionSide = 'long' | 'short';

/** Of a fill what lots and round trips are made of. */
export type TripFill = Pick<
  Fill,
  | 'executionId'
  | 'symbol'
  | 'side'
  | 'lastQtyLots'
  | 'lastPriceTicks'
  | 'grossMicros'
  | 'feeMicros'
  | 'tag'
  | 'executedUs'
>;

/**
 * A part of an opening fill and the fill that closed it, oldest first (FIFO). What it made before fees
 * is closeMicros - openMicros of a long lot and openMicros - closeMicros of a short one.
 */
export interface ClosedLot {
  readonly symbol: string;
  readonly side: PositionSide;
  readonly openExecutionId: number;
  readonly closeExecutionId: number;
  readonly openedUs: number;
  readonly closedUs: number;
  /** Above 0. */
  readonly qtyLots: number;
  /** Value of the part when it was opened, in micros. */
  readonly openMicros: number;
  /** Value of the part when it was closed, in micros. */
  readonly closeMicros: number;
  /** Shares of both fills' fees. All parts of a fill sum to its fee; the last takes the rest. */
  readonly openFeeMicros: number;
  readonly closeFeeMicros: number;
  /** Tag of the closing fill, which realised it; '' when none. */
  readonly tag: string;
}

/** What a closed lot made before fees, in micros. */
export function lotGrossMicros(lot: ClosedLot): number {
  const made = lot.closeMicros - lot.openMicros;
  return lot.side === 'long' ? made : -made;
}

/**
 * From flat to flat, or to the fill that turned the position, whose closing part belongs to this trip
 * and whose opening part to the next. The value sums are big integers: a position that is never
 * closed trades more than 2^53 micros (9 billion dollars) in time.
 */
export interface RoundTrip {
  readonly symbol: string;
  readonly side: PositionSide;
  /** 1, 2, 3, ... within the symbol; with it the key. */
  readonly number: number;
  readonly openedUs: number;
  readonly closedUs: number;
  /** Sum of what was added to the position; what was taken off it is the same. */
  readonly qtyLots: number;
  /** The most that was held at once. */
  readonly peakQtyLots: number;
  /** Value of what was added; over qtyLots the average entry. */
  readonly entryMicros: bigint;
  /** Value of what was taken off; over qtyLots the average exit. */
  readonly exitMicros: bigint;
  /** What it made before fees; the same by FIFO and at average price. */
  readonly grossMicros: number;
  readonly feesMicros: number;
  /** A fill that turns the position counts in both trips. */
  readonly fills: number;
  readonly firstExecutionId: number;
  readonly lastExecutionId: number;
  /** Different tags of its fills in the order in which they came, '' left out. */
  readonly tags: readonly string[];
  /** Tag of the fill that opened it; '' when none. */
  readonly tag: string;
  /** Most adverse result on the way, before fees: <= 0. */
  readonly maeMicros: number;
  /** Most favourable result on the way, before fees: >= 0. */
  readonly mfeMicros: number;
}
