import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { QuotedSide } from './quoted-side.ts';

/** Price steps behind a quote at which size is assumed; keeps one order's executions within a bound. */
export const ASSUMED_LEVELS_MAX = 1_000;

/**
 * Walks what an order of `lots` finds at a quote and behind it: the size displayed, and the same
 * again at each price step up to `worst`. With `checksSize` off, all of it at the quote.
 */
export function walkDepth(
  side: SideCode,
  quote: QuotedSide,
  stepTicks: number,
  worst: number,
  checksSize: boolean,
  lots: number,
  visit: (ticks: number, lots: number) => void,
): void {
  if (quote.ticks === 0) return;
  let leftLots = lots;
  for (let level = 0; level < ASSUMED_LEVELS_MAX && leftLots > 0; level += 1) {
    const ticks = quote.ticks + (side === BUY ? level : -level) * stepTicks;
    if (ticks <= 0 || (side === BUY ? ticks > worst : ticks < worst)) return;
    const available = checksSize ? quote.availableLots(level) : leftLots;
    const part = Math.min(leftLots, available);
    if (part > 0) visit(ticks, part);
    leftLots -= part;
  }
}
