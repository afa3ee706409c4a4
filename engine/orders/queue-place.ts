/**
 * The place of a resting order in the queue of its price: what was ahead when it joined, and what has
 * happened at the price since. The book knows the place of now; joining at the back costs no walk. It is
 * kept in the order's row.
 */
import type { QueueReport } from '../contract/order-explanation.ts';
import type { TimeUs } from '../domain/time.ts';
import { timeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { CUM_LOTS, ORDER_ID, PRIORITY_SEQ } from './order-row.ts';
import { HANDLE, PLACE, ROW_WIDTH } from './order-table.ts';
import type { OrderTable } from './order-table.ts';

/** Price of its queue; 0 while it has no place. */
const PRICE_TICKS: number = PLACE;
/** The priority that the place stands for; another one is another place. */
const SEQ: number = PLACE + 1;
const JOINED_US: number = PLACE + 2;
const AHEAD_LOTS: number = PLACE + 3;
const AHEAD_ORDERS: number = PLACE + 4;
const TRADED_BEFORE: number = PLACE + 5;
const FILLED_BEFORE: number = PLACE + 6;

/**
 * Remembers the place of the order in a slot, which rests in the market's book as of now, unless it has
 * kept the one that it had. `isRequeued`: it has gone to the back without another priority.
 */
export function takePlace(
  { rows }: OrderTable,
  slot: number,
  { matching, watched }: InstrumentMarket,
  nowUs: TimeUs,
  isRequeued: boolean,
): void {
  const at = slot * ROW_WIDTH;
  const before = rows[at + PRICE_TICKS] ?? 0;
  const seq = rows[at + PRIORITY_SEQ] ?? 0;
  if (before !== 0 && !isRequeued && rows[at + SEQ] === seq) return;
  if (before !== 0) watched.unwatch(before);
  const id = rows[at + ORDER_ID] ?? 0;
  const handle = rows[at + HANDLE] ?? 0;
  const priceTicks = matching.priceTicks(handle, id);
  rows[at + TRADED_BEFORE] = watched.watch(priceTicks);
  rows[at + PRICE_TICKS] = priceTicks;
  rows[at + SEQ] = seq;
  rows[at + JOINED_US] = nowUs;
  rows[at + AHEAD_LOTS] = matching.queueAheadLots(handle, id);
  rows[at + AHEAD_ORDERS] = matching.queueAheadOrders(handle, id);
  rows[at + FILLED_BEFORE] = rows[at + CUM_LOTS] ?? 0;
}

/** The order in a slot has left its place, if it had one. */
export function leavePlace({ rows }: OrderTable, slot: number, market: InstrumentMarket): void {
  const at = slot * ROW_WIDTH;
  const priceTicks = rows[at + PRICE_TICKS] ?? 0;
  if (priceTicks === 0) return;
  market.watched.unwatch(priceTicks);
  rows[at + PRICE_TICKS] = 0;
}

/** The place in numbers, null without one. O(queue). */
export function placeReport(
  { rows }: OrderTable,
  slot: number,
  { matching, watched }: InstrumentMarket,
): QueueReport | null {
  const at = slot * ROW_WIDTH;
  const priceTicks = rows[at + PRICE_TICKS] ?? 0;
  if (priceTicks === 0) return null;
  const id = rows[at + ORDER_ID] ?? 0;
  const handle = rows[at + HANDLE] ?? 0;
  const tradedLots = watched.tradedLots(priceTicks) - (rows[at + TRADED_BEFORE] ?? 0);
  const ownFilledLots = (rows[at + CUM_LOTS] ?? 0) - (rows[at + FILLED_BEFORE] ?? 0);
  const aheadLots = known(matching.queueAheadLots(handle, id));
  const aheadAtEntryLots = known(rows[at + AHEAD_LOTS] ?? 0);
  // Nobody behind trades before it, so what traded was ahead or its own.
  const leftLots = (aheadAtEntryLots ?? 0) - (tradedLots - ownFilledLots) - (aheadLots ?? 0);
  const isKnown = aheadAtEntryLots !== null && aheadLots !== null;
  return {
    joinedUs: timeUs(rows[at + JOINED_US] ?? 0),
    aheadAtEntryLots,
    aheadAtEntryOrders: known(rows[at + AHEAD_ORDERS] ?? 0),
    tradedLots,
    ownFilledLots,
    leftAheadLots: isKnown ? Math.max(0, leftLots) : null,
    aheadLots,
    aheadOrders: known(matching.queueAheadOrders(handle, id)),
    shownLots: matching.shownLots(handle, id),
  };
}

/** The book says -1 for what nobody can know. */
function known(value: number): number | null {
  return value < 0 ? null : value;
}
