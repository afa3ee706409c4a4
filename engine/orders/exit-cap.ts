import type { Side } from '../domain/side.ts';
import { exitsAt, filledOf, restOf } from './order-group.ts';
import type { OrderGroup } from './order-group.ts';

/** What exits of a symbol and side may still fill, those of `except` not counted. */
export function exitLots(
  groups: Iterable<OrderGroup>,
  symbol: string,
  side: Side,
  except: OrderGroup | null,
): number {
  let lots = 0;
  for (const group of groups) {
    if (group !== except && exitsAt(group, symbol, side)) lots += restOf(group);
  }
  return lots;
}

/**
 * Takes from exits of a symbol and side what is more than the `heldLots` they can close, so that they
 * never open a position the other way; the youngest group gives first. Returns those that have given.
 */
export function capExits(
  groups: Iterable<OrderGroup>,
  symbol: string,
  side: Side,
  heldLots: number,
): OrderGroup[] {
  const all = [...groups];
  const excess = exitLots(all, symbol, side, null) - heldLots;
  if (excess <= 0) return [];
  const capped: OrderGroup[] = [];
  let freeLots = heldLots;
  // By age and not as they come, which is another order after a restart.
  for (const group of all.toSorted((a, b) => a.parentId - b.parentId)) {
    const lots = exitsAt(group, symbol, side) ? restOf(group) : 0;
    const kept = Math.min(lots, freeLots);
    freeLots -= kept;
    if (kept === lots) continue;
    group.coveredLots = filledOf(group) + kept;
    capped.push(group);
  }
  return capped;
}
