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

/** Gain, or below 0 the loss, that counts. */
export function taxGainMicros(lot: TaxLot): number {
  return lot.proceedsMicros - lot.basisMicros + lot.disallowedMicros;
}
