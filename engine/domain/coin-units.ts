/**
 * Units and steps of a coin from what Alpaca's assets say of it. Units stay as they were when a store first
 * had them, since all its prices and quantities are counted in them; steps may change from day to day.
 * Source: `price_increment`, `min_trade_increment` and `min_order_size` of Alpaca's assets.
 */
import { cryptoPair } from './instrument.ts';
import type { Instrument } from './instrument.ts';

/** Plain decimals; '' where Alpaca does not say. */
export interface CoinSteps {
  readonly price: string;
  readonly qty: string;
  readonly minQty: string;
}

/** A tick on a lot is a whole number of micros, so that both together have this many decimals. */
const DECIMALS = 6;
/** Trades are told in cents and finer, whatever the step of orders. */
const PRICE_DECIMALS_MIN = 2;
/** A lot is worth at most about so many dollars: the smallest orders are of one. */
const LOT_DOLLARS = 10;
/** A price of fewer ticks cannot be told from its neighbours. */
const TICKS_MIN = 100;

/** A coin new to a store that trades near `dollars` (0: not known); null: its price is too small to be counted here. */
export function coinFromSteps(
  symbol: string,
  name: string,
  steps: CoinSteps,
  dollars: number,
): Instrument | null {
  const lotsNeeded = dollars > 0 ? Math.ceil(Math.log10(dollars / LOT_DOLLARS)) : 0;
  const qtyDecimalsMin = Math.min(4, Math.max(0, lotsNeeded));
  const wanted = Math.max(PRICE_DECIMALS_MIN, decimalsOf(steps.price));
  const tickDecimals = Math.min(wanted, DECIMALS - qtyDecimalsMin);
  const lotDecimals = Math.min(decimalsOf(steps.qty), DECIMALS - tickDecimals);
  if (dollars > 0 && dollars * 10 ** tickDecimals < TICKS_MIN) return null;
  const units = {
    ...cryptoPair(symbol, name, 1),
    tickDecimals,
    lotDecimals,
    tickValueMicros: 10 ** (DECIMALS - tickDecimals - lotDecimals),
  };
  return withSteps(units, steps);
}

/** A coin with Alpaca's steps of today in the units that it has; what these cannot say is coarser. */
export function withSteps(coin: Instrument, { price, qty, minQty }: CoinSteps): Instrument {
  const incrementTicks = unitsOf(price, coin.tickDecimals);
  const qtyStepLots = unitsOf(qty, coin.lotDecimals);
  const least = Number(minQty) * 10 ** coin.lotDecimals;
  // Above a step by rounding alone is none above it.
  const minSteps = Math.ceil(least / qtyStepLots - 1e-9);
  const minQtyLots = Number.isFinite(minSteps) ? Math.max(1, minSteps) * qtyStepLots : qtyStepLots;
  return { ...coin, priceIncrements: [{ fromTicks: 0, incrementTicks }], qtyStepLots, minQtyLots };
}

/** Decimals after the point that are not zeros at its end. */
function decimalsOf(text: string): number {
  return text.includes('.') ? (text.replace(/0+$/, '').split('.')[1]?.length ?? 0) : 0;
}

/** The smallest whole number of units of `10^-decimals` that is a multiple of a step; 1 where there is none. */
function unitsOf(step: string, decimals: number): number {
  const fine = Math.max(decimals, decimalsOf(step));
  const whole = Math.round(Number(step) * 10 ** fine);
  if (!Number.isSafeInteger(whole) || whole <= 0) return 1;
  return whole / commonDivisor(whole, 10 ** (fine - decimals));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
