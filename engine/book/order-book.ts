import { assert } from '../domain/assert.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { IcebergLots } from './iceberg-lots.ts';
import { NIL, OrderPool } from './order-pool.ts';
import { LADDER_RANGE_MAX, PriceLadder } from './price-ladder.ts';

const POST_ONLY_BIT = 2 ** 30;
const OWNER_BITS = POST_ONLY_BIT - 1;
/** The sign of the owner column, so that the test is a comparison with zero. */
const ICEBERG_BIT = -(2 ** 31);

/**
 * Price levels and first-in-first-out queues of one instrument. It keeps orders and knows no rules:
 * what trades with what is decided above it. Nothing allocates per operation; levels and slots grow
 * by doubling. Slots are handles as `OrderPool` describes; levels are indices of the `PriceLadder`
 * and change when the window moves, so they are not kept outside.
 */
export class OrderBook {
  readonly ladder: PriceLadder;
  readonly pool: OrderPool = new OrderPool();
  /** null until the book sees its first iceberg. */
  icebergs: IcebergLots | null = null;

  /** Prices are multiples of `stepTicks`. */
  constructor(stepTicks: number) {
    this.ladder = new PriceLadder(stepTicks);
  }

  /** Level of a price for a new order, the window moved if needed; -1 when off the step or too far. */
  levelFor(priceTicks: number): number {
    const level = this.ladder.levelOf(priceTicks);
    if (level >= 0 && this.ladder.levels <= LADDER_RANGE_MAX) return level;
    return this.levelInRange(priceTicks);
  }

  /**
   * Rests an order at the back of its level and returns its slot; NIL when the pool is full or the
   * level's quantity would exceed 2^53 - 1. The level must not cross the other side.
   */
  add(
    side: SideCode,
    level: number,
    orderId: number,
    owner: number,
    postOnly: boolean,
    leavesLots: number,
  ): number {
    if (!this.hasRoom(level, leavesLots)) return NIL;
    const slot = this.pool.take();
    if (slot === NIL) return NIL;
    this.pool.orderIds[slot] = orderId;
    this.pool.owners[slot] = postOnly ? owner | POST_ONLY_BIT : owner;
    this.link(slot, side, level, leavesLots);
    return slot;
  }

  /** Whether the level's quantity stays a safe integer with `lots` more. */
  hasRoom(level: number, lots: number): boolean {
    return (this.ladder.lots[level] ?? 0) + lots <= Number.MAX_SAFE_INTEGER;
  }

  /** Puts a slot at the back of a level's queue with `leavesLots` open. */
  link(slot: number, side: SideCode, level: number, leavesLots: number): void {
    const { ladder, pool } = this;
    const count = ladder.counts[level] ?? 0;
    if (count === 0) {
      this.open(side, level);
      ladder.heads[level] = slot;
      pool.previous[slot] = NIL;
    } else {
      const last = ladder.tails[level] ?? NIL;
      pool.nexts[last] = slot;
      pool.previous[slot] = last;
    }
    ladder.tails[level] = slot;
    ladder.counts[level] = count + 1;
    ladder.lots[level] = (ladder.lots[level] ?? 0) + leavesLots;
    pool.leavesLots[slot] = leavesLots;
    pool.nexts[slot] = NIL;
    pool.levels[slot] = level;
  }

  /** Takes a slot out of its queue without giving it back. */
  unlink(slot: number): void {
    const { ladder, pool } = this;
    const next = pool.nexts[slot] ?? NIL;
    const previous = pool.previous[slot] ?? NIL;
    const level = pool.levels[slot] ?? 0;
    if (previous === NIL) ladder.heads[level] = next;
    else pool.nexts[previous] = next;
    if (next === NIL) ladder.tails[level] = previous;
    else pool.previous[next] = previous;
    ladder.lots[level] = (ladder.lots[level] ?? 0) - (pool.leavesLots[slot] ?? 0);
    const count = (ladder.counts[level] ?? 0) - 1;
    ladder.counts[level] = count;
    if (count === 0) ladder.vacate(level);
  }

  /** Takes an order out of the book for good. */
  remove(slot: number): void {
    this.unlink(slot);
    this.pool.release(slot);
  }

  /** Lowers what an order shows in its place; `lots` is less than what it shows. */
  reduce(slot: number, lots: number): void {
    const { ladder, pool } = this;
    const level = pool.levels[slot] ?? 0;
    const leavesLots = (pool.leavesLots[slot] ?? 0) - lots;
    assert(leavesLots > 0, 'an order that is reduced keeps an open quantity');
    pool.leavesLots[slot] = leavesLots;
    ladder.lots[level] = (ladder.lots[level] ?? 0) - lots;
  }

  /** Makes a resting order an iceberg with `hiddenLots` behind what is shown. */
  markIceberg(slot: number, displayLots: number, hiddenLots: number): void {
    const { owners } = this.pool;
    this.icebergs ??= new IcebergLots();
    this.icebergs.set(slot, displayLots, hiddenLots, owners.length);
    owners[slot] = (owners[slot] ?? 0) | ICEBERG_BIT;
  }

  isIceberg(slot: number): boolean {
    return this.icebergs !== null && (this.pool.owners[slot] ?? 0) < 0;
  }

  /** Lots of an order that are not shown; 0 for a plain one. */
  hiddenOf(slot: number): number {
    return this.isIceberg(slot) ? (this.icebergs?.hiddenLots[slot] ?? 0) : 0;
  }

  /** Lots of a whole slice of an iceberg; 0 for a plain order, which shows all it has. */
  displayOf(slot: number): number {
    return this.isIceberg(slot) ? (this.icebergs?.displayLots[slot] ?? 0) : 0;
  }

  /** All that is open of an order, shown or not. */
  openOf(slot: number): number {
    return this.leavesOf(slot) + this.hiddenOf(slot);
  }

  /** The side of an occupied level. */
  sideOfLevel(level: number): SideCode {
    return level <= this.ladder.bestBid ? BUY : SELL;
  }

  orderIdOf(slot: number): number {
    return this.pool.orderIds[slot] ?? 0;
  }

  /** What an order shows, which is all it has unless it is an iceberg. */
  leavesOf(slot: number): number {
    return this.pool.leavesLots[slot] ?? 0;
  }

  nextOf(slot: number): number {
    return this.pool.nexts[slot] ?? NIL;
  }

  previousOf(slot: number): number {
    return this.pool.previous[slot] ?? NIL;
  }

  levelOf(slot: number): number {
    return this.pool.levels[slot] ?? 0;
  }

  ownerOf(slot: number): number {
    return (this.pool.owners[slot] ?? 0) & OWNER_BITS;
  }

  isPostOnly(slot: number): boolean {
    return ((this.pool.owners[slot] ?? 0) & POST_ONLY_BIT) !== 0;
  }

  private open(side: SideCode, level: number): void {
    const { ladder } = this;
    ladder.occupied.set(level);
    if (side === BUY) {
      if (level > ladder.bestBid) ladder.bestBid = level;
    } else if (level < ladder.bestAsk) ladder.bestAsk = level;
    assert(ladder.bestBid < ladder.bestAsk, 'a book is never crossed');
  }

  private levelInRange(priceTicks: number): number {
    const { ladder } = this;
    if (!ladder.isOnStep(priceTicks) || !ladder.isInRange(priceTicks)) return -1;
    if (ladder.levelOf(priceTicks) < 0) this.moveWindow(priceTicks);
    return ladder.levelOf(priceTicks);
  }

  private moveWindow(priceTicks: number): void {
    const { ladder, pool } = this;
    ladder.makeRoom(priceTicks);
    let level = ladder.occupied.above(-1);
    while (level < ladder.levels) {
      for (let slot = ladder.heads[level] ?? NIL; slot !== NIL; slot = this.nextOf(slot)) {
        pool.levels[slot] = level;
      }
      level = ladder.occupied.above(level);
    }
  }
}
