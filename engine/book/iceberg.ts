import { assert } from '../domain/assert.ts';
import type { OrderBook } from './order-book.ts';

/**
 * Most slices an iceberg may be cut into. A single taker can run through all of them, so this
 * bounds the executions that one order adds to a call.
 */
export const ICEBERG_SLICES_MAX: number = 1_000;

/** Hides all but `shownLots` of an order that has just been linked with its whole open quantity. */
export function hideRest(
  book: OrderBook,
  slot: number,
  displayLots: number,
  shownLots: number,
): void {
  const hiddenLots = Math.max(0, book.leavesOf(slot) - shownLots);
  book.markIceberg(slot, displayLots, hiddenLots);
  if (hiddenLots > 0) book.reduce(slot, hiddenLots);
}

/**
 * After the shown slice has traded completely: shows the next one at the back of the level, with
 * the priority of a new order, and returns its lots; 0 when nothing was left and the order is out.
 */
export function showNextSlice(book: OrderBook, slot: number): number {
  const { icebergs, ladder } = book;
  assert(icebergs !== null, 'only an iceberg has slices');
  const hiddenLots = book.hiddenOf(slot);
  if (hiddenLots === 0) {
    book.remove(slot);
    return 0;
  }
  const level = book.levelOf(slot);
  const side = book.sideOfLevel(level);
  const displayLots = icebergs.displayLots[slot] ?? 0;
  book.unlink(slot);
  // The slice that has just traded was at least one lot, so there is room for at least one.
  const roomLots = Number.MAX_SAFE_INTEGER - (ladder.lots[level] ?? 0);
  const sliceLots = Math.min(displayLots, hiddenLots, roomLots);
  icebergs.hiddenLots[slot] = hiddenLots - sliceLots;
  book.link(slot, side, level, sliceLots);
  return sliceLots;
}

/** Lowers an iceberg's open quantity in its place: the hidden part first, then the shown one. */
export function reduceIceberg(book: OrderBook, slot: number, lots: number): void {
  const { icebergs } = book;
  assert(icebergs !== null, 'only an iceberg hides lots');
  const hiddenLots = book.hiddenOf(slot);
  const fromHidden = Math.min(hiddenLots, lots);
  icebergs.hiddenLots[slot] = hiddenLots - fromHidden;
  if (lots > fromHidden) book.reduce(slot, lots - fromHidden);
}
