import { SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';

/** One basis point is 1/100 of a percent. */
export const BASIS_POINTS_WHOLE = 10_000;

/**
 * Stop price of a trailing stop: its distance from the best price seen, below for a sell and above
 * for a buy, rounded to the price step away from the market so that it is never tighter than asked.
 * `trailTicks` is a distance in price; it is unused when `trailBps`, a distance in basis points of
 * the best price, is above 0. Not positive or not safe when the distance does not fit.
 */
export function trailedStopTicks(
  side: SideCode,
  hwmTicks: number,
  trailTicks: number,
  trailBps: number,
  stepTicks: number,
): number {
  const distance = trailBps > 0 ? partOf(hwmTicks, trailBps) : trailTicks;
  return side === SELL
    ? Math.floor((hwmTicks - distance) / stepTicks) * stepTicks
    : Math.ceil((hwmTicks + distance) / stepTicks) * stepTicks;
}

/** ticks x bps / 10,000 rounded up, exact for every safe integer: no product exceeds 10^8 or ticks. */
function partOf(ticks: number, bps: number): number {
  const rest = ticks % BASIS_POINTS_WHOLE;
  const whole = (ticks - rest) / BASIS_POINTS_WHOLE;
  return whole * bps + Math.ceil((rest * bps) / BASIS_POINTS_WHOLE);
}
