import { isLongTerm } from './holding-period.ts';
import type { PositionSide } from '../domain/round-trip.ts';

/** Days before and after the day of a loss within which a purchase makes it a wash sale. */
export const WASH_DAYS = 30;

/**
 * A part of a closed lot as it is reported for tax: all of it was acquired at once and has one basis and
 * one holding period. Money in micros, days since 1970 by the trading date of the instrument.
 */
export interface TaxLot {
  readonly symbol: string;
  readonly side: PositionSide;
  /** Above 0. */
  readonly qtyLots: number;
  readonly openExecutionId: number;
  readonly closeExecutionId: number;
  readonly openedUs: number;
  readonly closedUs: number;
  readonly openedDay: number;
  readonly closedDay: number;
  /** From when the holding period counts: `openedDay`, or earlier by that of shares it has replaced. */
  readonly heldFromDay: number;
  /** Value of what was sold less the fee of selling. */
  readonly proceedsMicros: number;
  /** Value of what was bought, the fee of buying and `carriedMicros`. */
  readonly basisMicros: number;
  /** Losses disallowed before that this lot's basis holds, >= 0. */
  readonly carriedMicros: number;
  /** Part of this lot's loss that is disallowed as a wash sale, >= 0. */
  readonly disallowedMicros: number;
  /** Tag of the closing fill; '' when none. */
  readonly tag: string;
}

/** Whether it was held for more than a year. What closes a short sale is bought when it is closed. */
export function isLongTermLot({ side, heldFromDay, closedDay }: TaxLot): boolean {
  return side === 'long' && isLongTerm(heldFromDay, closedDay);
}

/**
 * Takes parts of the same closed lot that stand side by side and are of the same term together, as the form
 * reports them; their holding period is that of the shortest. A lot that is traded for years within the
 * window of wash sales comes to many parts, each with a basis of its own.
 */
export function reportedLots(parts: readonly TaxLot[]): TaxLot[] {
  const lots: TaxLot[] = [];
  let firstOfLot = 0;
  for (const part of parts) {
    const first = lots[firstOfLot];
    const isSame =
      first?.openExecutionId === part.openExecutionId &&
      first.closeExecutionId === part.closeExecutionId;
    if (!isSame) firstOfLot = lots.length;
    // One of each term at most.
    let at = firstOfLot;
    let lot = lots[at];
    while (lot !== undefined && isLongTermLot(lot) !== isLongTermLot(part)) {
      at += 1;
      lot = lots[at];
    }
    lots[at] = lot === undefined ? part : joined(lot, part);
  }
  return lots;
}

function joined(lot: TaxLot, part: TaxLot): TaxLot {
  return {
    ...lot,
    qtyLots: lot.qtyLots + part.qtyLots,
    heldFromDay: Math.max(lot.heldFromDay, part.heldFromDay),
    proceedsMicros: lot.proceedsMicros + part.proceedsMicros,
    basisMicros: lot.basisMicros + part.basisMicros,
    carriedMicros: lot.carriedMicros + part.carriedMicros,
    disallowedMicros: lot.disallowedMicros + part.disallowedMicros,
  };
}

/** Gain, or below 0 the loss, that counts. */
export function taxGainMicros(lot: TaxLot): number {
  return lot.proceedsMicros - lot.basisMicros + lot.disallowedMicros;
}
