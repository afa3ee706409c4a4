import { assert } from './assert.ts';
import type { MoneyMicros, PriceTicks, QtyLots } from './price.ts';
import { moneyMicros } from './price.ts';

export type AssetClass = 'us_equity' | 'crypto' | 'future';

/** From `fromTicks` up, prices are multiples of `incrementTicks`. */
export interface PriceIncrement {
  readonly fromTicks: number;
  readonly incrementTicks: number;
}

/**
 * What can be traded and in which units. One price tick is `tickMantissa / 10^tickDecimals` of the
 * currency (US equities 1/10^4, E-mini S&P 25/10^2); one lot is `1 / 10^lotDecimals` units.
 */
export interface Instrument {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly currency: 'USD';
  readonly tickMantissa: number;
  readonly tickDecimals: number;
  readonly lotDecimals: number;
  /** Money that one tick of price makes on one lot, in micros. */
  readonly tickValueMicros: number;
  /** Ascending by `fromTicks`, the first from 0. Source for equities: Regulation NMS rule 612. */
  readonly priceIncrements: readonly PriceIncrement[];
  /** Quantities of orders at a remote venue are multiples of this, in lots; absent: 1. */
  readonly qtyStepLots?: number;
  /** Smallest order that a remote venue takes, in lots; absent: 1. */
  readonly minQtyLots?: number;
  /** IANA zone of its session calendar and of the exchange times in exports. */
  readonly zone: string;
}

/** The step that valid prices near `ticks` are multiples of, in ticks. */
export function incrementTicksAt(instrument: Instrument, ticks: number): number {
  let increment = 1;
  for (const rule of instrument.priceIncrements) {
    if (ticks >= rule.fromTicks) increment = rule.incrementTicks;
  }
  return increment;
}

/** Decimals to show a price near `ticks` with, so that every valid price there is exact. */
export function priceDecimalsAt(instrument: Instrument, ticks: number): number {
  let step = incrementTicksAt(instrument, ticks) * instrument.tickMantissa;
  let decimals = instrument.tickDecimals;
  while (decimals > 0 && step % 10 === 0) {
    step /= 10;
    decimals -= 1;
  }
  return decimals;
}

/** The next valid price `steps` increments above (or below, if negative) `ticks`; at least one. */
export function stepPriceTicks(instrument: Instrument, ticks: number, steps: number): number {
  let price = ticks;
  const direction = Math.sign(steps);
  for (let left = Math.abs(steps); left > 0; left -= 1) {
    const probe = direction > 0 ? price : price - 1;
    price += direction * incrementTicksAt(instrument, Math.max(0, probe));
    if (price <= 0) return incrementTicksAt(instrument, 0);
  }
  return price;
}

/** Lots of a whole unit; a power of 10, 1 where lots are units. */
export function lotsPerUnit({ lotDecimals }: Instrument): number {
  // The usual case without the power, which costs as much as the rest of a check.
  return lotDecimals === 0 ? 1 : 10 ** lotDecimals;
}

/** Value of `qtyLots` at `priceTicks`, exact; asserts that it fits. */
export function valueMicros(
  instrument: Instrument,
  priceTicks: PriceTicks | number,
  qtyLots: QtyLots | number,
): MoneyMicros {
  const value = priceTicks * qtyLots * instrument.tickValueMicros;
  assert(Number.isSafeInteger(value), 'a value of money is a safe integer of micros');
  return moneyMicros(value);
}

/**
 * A US equity or ETF: $0.0001 scale, cent prices from $1 up, whole shares or parts of `lotDecimals`
 * decimals: 0 to 2, as a tick on a lot is a whole number of micros.
 */
export function usEquity(symbol: string, name: string, lotDecimals: 0 | 1 | 2 = 0): Instrument {
  return {
    symbol,
    name,
    assetClass: 'us_equity',
    currency: 'USD',
    tickMantissa: 1,
    tickDecimals: 4,
    lotDecimals,
    tickValueMicros: 10 ** (2 - lotDecimals),
    priceIncrements: [
      { fromTicks: 0, incrementTicks: 1 },
      { fromTicks: 10_000, incrementTicks: 100 },
    ],
    zone: 'America/New_York',
  };
}

/**
 * A crypto pair against the dollar: cents, ten-thousandths of a coin, prices in steps of
 * `incrementTicks` cents. A market that never closes has the zone UTC. Source of quantities and
 * steps: Alpaca's assets (min_trade_increment, price_increment).
 */
export function cryptoPair(symbol: string, name: string, incrementTicks: number): Instrument {
  return {
    symbol,
    name,
    assetClass: 'crypto',
    currency: 'USD',
    tickMantissa: 1,
    tickDecimals: 2,
    lotDecimals: 4,
    tickValueMicros: 1,
    priceIncrements: [{ fromTicks: 0, incrementTicks }],
    zone: 'UTC',
  };
}

/**
 * Any other pair against the dollar: ten-thousandths of a dollar and hundredths of a coin, since a tick
 * on a lot is a whole number of micros. What costs a fraction of a cent is coarse in it.
 */
export function smallCoinPair(symbol: string, name: string): Instrument {
  return { ...cryptoPair(symbol, name, 1), tickDecimals: 4, lotDecimals: 2 };
}

/** E-mini S&P 500 future: tick 0.25 index points, $50 a point. Source: CME contract specification. */
export function eminiFuture(symbol: string, name: string): Instrument {
  return {
    symbol,
    name,
    assetClass: 'future',
    currency: 'USD',
    tickMantissa: 25,
    tickDecimals: 2,
    lotDecimals: 0,
    tickValueMicros: 12_500_000,
    priceIncrements: [{ fromTicks: 0, incrementTicks: 1 }],
    zone: 'America/Chicago',
  };
}
