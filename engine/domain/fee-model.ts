/**
 * What a fill is charged, as rates in whole numbers. All zero, the local venue's default, is free
 * trading. Commission and regulatory fees are those of the whole order, so that an order filled in a
 * hundred pieces pays what it pays in one; maker and taker fees are those of each fill.
 */
export interface FeeModel {
  /** Commission a share (a contract, a coin) in micros. */
  readonly perUnitMicros: number;
  /** Least commission of an order that has traded, in micros; 0: none. */
  readonly orderMinMicros: number;
  /** Most commission of an order, in hundredths of a percent of its value; 0: no such limit. */
  readonly orderMaxBasisPoints: number;
  /** Fee of a fill that rested in the book, in hundredths of a percent of its value. */
  readonly makerBasisPoints: number;
  /** Fee of a fill that took from the book, likewise. */
  readonly takerBasisPoints: number;
  /** SEC fee on what is sold of US equities: dollars on each million dollars, in cents. */
  readonly secCentsPerMillion: number;
  /** FINRA trading activity fee on what is sold of US equities: micros a share. */
  readonly tafMicrosPerShare: number;
  /** Most trading activity fee of an order, in micros; 0: no such limit. */
  readonly tafMaxMicros: number;
}

/** Free trading: what the local simulated venue charges unless it is told otherwise. */
export const NO_FEES: FeeModel = {
  perUnitMicros: 0,
  orderMinMicros: 0,
  orderMaxBasisPoints: 0,
  makerBasisPoints: 0,
  takerBasisPoints: 0,
  secCentsPerMillion: 0,
  tafMicrosPerShare: 0,
  tafMaxMicros: 0,
};

/**
 * Commission-free US equities with the regulatory fees on sales, as Alpaca passed them on from
 * 2025-02-01 to 2025-05-13: SEC $27.80 a million dollars, FINRA TAF $0.000166 a share, at most $8.30,
 * each rounded up to the cent. Source: alpaca.markets/support/regulatory-fees. The SEC changes its
 * rate about twice a year (from 2025-05-14 it was $0.00), so these are a start, not the law of today.
 */
export const US_SELL_FEES_2025: FeeModel = {
  ...NO_FEES,
  secCentsPerMillion: 2_780,
  tafMicrosPerShare: 166,
  tafMaxMicros: 8_300_000,
};
