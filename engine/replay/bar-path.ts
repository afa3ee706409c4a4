/**
 * How a bar is held to have come about, since it does not say: from the open to its low, to its high
 * and to the close where it closed at or above its open, else to the high first. The way is cut into
 * twelve points at equal times, straight between these four, on the price step; the volume is split
 * evenly over them. Open, high, low, close and volume of the twelve prints are those of the bar.
 */
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { RecordedBar } from './bar-recording.ts';

/** Points of a bar's way. */
export const POINTS_PER_BAR: number = 12;

/** At which points open, first extreme, second extreme and close are. */
const CORNERS = [0, 4, 8, POINTS_PER_BAR - 1] as const;

/** A moment on a bar's way. */
export interface PathPoint {
  readonly ticks: number;
  /** May be 0 in a bar of fewer lots than points: nothing prints then. */
  readonly lots: number;
  /** Who came to trade there: sellers on the way down, buyers on the way up. */
  readonly aggressor: SideCode;
}

/** Point `index` (0 to POINTS_PER_BAR - 1) of a bar; prices are multiples of `stepTicks`. */
export function pathPoint(bar: RecordedBar, index: number, stepTicks: number): PathPoint {
  const ticks = priceAt(bar, index, stepTicks);
  const before = index === 0 ? bar.openTicks : priceAt(bar, index - 1, stepTicks);
  return { ticks, lots: lotsAt(bar.volumeLots, index), aggressor: aggressorOf(bar, before, ticks) };
}

function priceAt(bar: RecordedBar, index: number, stepTicks: number): number {
  const { openTicks, highTicks, lowTicks, closeTicks } = bar;
  const extremes = closesUp(bar) ? [lowTicks, highTicks] : [highTicks, lowTicks];
  const prices = [openTicks, ...extremes, closeTicks];
  const leg = index < CORNERS[1] ? 0 : index < CORNERS[2] ? 1 : 2;
  const [from = 0, to = 0] = prices.slice(leg, leg + 2);
  const [start = 0, end = 1] = CORNERS.slice(leg, leg + 2);
  const steps = Math.round(((to - from) * (index - start)) / (end - start) / stepTicks);
  return from + steps * stepTicks;
}

/** On a flat way the bar's own direction. */
function aggressorOf(bar: RecordedBar, before: number, ticks: number): SideCode {
  if (ticks === before) return closesUp(bar) ? BUY : SELL;
  return ticks > before ? BUY : SELL;
}

function closesUp({ openTicks, closeTicks }: RecordedBar): boolean {
  return closeTicks >= openTicks;
}

/** The share of a point so that all points add up to the volume. */
function lotsAt(volumeLots: number, index: number): number {
  const until = (points: number): number => Math.floor((volumeLots / POINTS_PER_BAR) * points);
  const isLast = index === POINTS_PER_BAR - 1;
  return (isLast ? volumeLots : until(index + 1)) - until(index);
}
