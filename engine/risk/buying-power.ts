/**
 * How much of an account's money positions and working orders tie up, and what is left for new ones.
 * A requirement is the part of a value that must be there; what is free of the account's base after all
 * of them, times what a dollar buys, is the buying power. Sources: Regulation T, 12 CFR 220.12 (half of
 * a stock's value, long or short); a future's tenth stands for the exchanges' margins.
 */
import type { MarginMode } from '../contract/account.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Side } from '../domain/side.ts';
import { mulDivUp } from '../domain/mul-div.ts';

const BASIS_POINTS_PER_WHOLE = 10_000;
const STOCK_BASIS_POINTS = 5_000;
const FUTURE_BASIS_POINTS = 1_000;
/** A short sale is valued at 3 % above the ask at least. Source: Alpaca's rule for opening shorts. */
const SHORT_BASIS_POINTS = 10_300;

/** Money that an order or position of this absolute value ties up, in micros, rounded up. */
export function requirementMicros(
  mode: MarginMode,
  { assetClass }: Instrument,
  valueMicros: number,
): number {
  let rate = BASIS_POINTS_PER_WHOLE;
  if (assetClass === 'future') rate = FUTURE_BASIS_POINTS;
  else if (assetClass === 'us_equity' && mode !== 'cash') rate = STOCK_BASIS_POINTS;
  return mulDivUp(valueMicros, rate, BASIS_POINTS_PER_WHOLE);
}

/** The same for a position of this signed value; a cash account has paid for what it holds. */
export function heldRequirementMicros(
  mode: MarginMode,
  instrument: Instrument,
  valueMicros: number,
): number {
  const isPaid = mode === 'cash' && valueMicros > 0 && instrument.assetClass !== 'future';
  return isPaid ? 0 : requirementMicros(mode, instrument, Math.abs(valueMicros));
}

/** Value that a free dollar buys in stocks: 2 on margin. */
export function leverageOf(mode: MarginMode): number {
  return mode === 'cash' ? 1 : BASIS_POINTS_PER_WHOLE / STOCK_BASIS_POINTS;
}

/**
 * How much of `lots` more on a side opens or adds to a position, when `heldLots` (signed) are held and
 * `openLots` work on that side already, which close first.
 */
export function openingLots(side: Side, lots: number, heldLots: number, openLots: number): number {
  const closable = Math.max(0, side === 'buy' ? -heldLots : heldLots);
  return Math.max(0, lots - Math.max(0, closable - openLots));
}

/** Whether what is not held may be sold: coins never, nor by a cash account; of stocks, what is lent. */
export function isShortable(
  mode: MarginMode,
  notShortable: readonly string[],
  { symbol, assetClass }: Instrument,
): boolean {
  if (assetClass === 'future') return !notShortable.includes(symbol);
  return assetClass === 'us_equity' && mode !== 'cash' && !notShortable.includes(symbol);
}

/**
 * Price in ticks at which an opening order counts: its limit or stop, else what it would pay; a short
 * sale at 3 % above the ask at least, because it has to be bought back.
 */
export function countedTicks(side: Side, ownTicks: number | null, askTicks: number): number {
  if (side === 'buy') return ownTicks ?? askTicks;
  return Math.max(ownTicks ?? 0, mulDivUp(askTicks, SHORT_BASIS_POINTS, BASIS_POINTS_PER_WHOLE));
}
