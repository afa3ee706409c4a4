/**
 * All orders that are in memory, working or ended, as rows of one Float64Array with their strings beside
 * it, found by their number and by their client's name for them. An order is named by its slot. Nothing
 * is allocated for an order but what its name takes: objects for 50,000 ended orders were what the
 * collector was busy with, and Maps a sixth of an order's whole path (`npm run bench -- core`). All that
 * finding and forgetting an order needs lies in one row of links, so that no other is read for it.
 */
import { grownIntegers, grownReals } from '../book/columns.ts';
import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { ORDER_WIDTH } from './order-row.ts';
import type { OrderTexts, RareTerms } from './order-row.ts';

/** Columns of a row behind those of the order (order-row.ts). */
/** Handle of its resting part in the matching engine, or of a stop that waits in the stop book. */
export const HANDLE: number = ORDER_WIDTH;
/** Event batch that has its client order id, and under which index; 0: none has. */
export const BATCH_SERIAL: number = ORDER_WIDTH + 1;
export const BATCH_ID_AT: number = ORDER_WIDTH + 2;
/** Its place in the queue of its price (queue-place.ts). */
export const PLACE: number = ORDER_WIDTH + 3;
export const PLACE_WIDTH = 7;
/** Numbers in a row: three lines of the processor's cache, of which the first two are the order's. */
export const ROW_WIDTH = 24;

/** Columns of a row of links, in half a line of the cache. */
const HASH = 0;
/** Low bits of the order's number, which choose its bucket. */
const NUMBER_BITS = 1;
/** Next slot in the bucket of its number and of its name; in a free slot the first is the next free one. */
const NEXT_BY_NUMBER = 2;
const NEXT_BY_NAME = 3;
/** Neighbours in its list. */
const BEFORE = 4;
const AFTER = 5;
const HAS_ENDED = 6;
const LINK_WIDTH = 8;

const SLOTS_AT_START = 1_024;

/** Slots in a list, in the order in which they joined it. */
interface SlotList {
  first: number;
  last: number;
  count: number;
}

export class OrderTable {
  /** Row of a slot from `slot * ROW_WIDTH` on; another array when it has grown. */
  rows: Float64Array = new Float64Array(SLOTS_AT_START * ROW_WIDTH);
  /** By slot; '' and null in those that are free or plain. */
  readonly clientOrderIds: string[] = [];
  readonly clientNames: string[] = [];
  readonly symbols: string[] = [];
  readonly tags: string[] = [];
  readonly rares: (RareTerms | null)[] = [];
  #links: Int32Array = new Int32Array(SLOTS_AT_START * LINK_WIDTH);
  readonly #working: SlotList = { first: NIL, last: NIL, count: 0 };
  readonly #ended: SlotList = { first: NIL, last: NIL, count: 0 };
  /** Slot by the low bits of an order's number, which are all different, and of its name's hash. */
  #byNumber: Int32Array = new Int32Array(SLOTS_AT_START).fill(NIL);
  #byName: Int32Array = new Int32Array(SLOTS_AT_START).fill(NIL);
  #slots = SLOTS_AT_START;
  #free = NIL;
  /** Slots that have ever been used; those from here on are free too. */
  #used = 0;
  /** The last name that was looked for, which is the next order's more often than not. */
  #lastName = '';
  #lastHash: number = hashOf('');

  get workingCount(): number {
    return this.#working.count;
  }

  get endedCount(): number {
    return this.#ended.count;
  }

  /** Slot of an order, working or ended; NIL when it is not here. */
  find(orderNumber: number): number {
    const links = this.#links;
    let slot = this.#byNumber[orderNumber & (this.#slots - 1)] ?? NIL;
    while (slot !== NIL && this.rows[slot * ROW_WIDTH] !== orderNumber) {
      slot = links[slot * LINK_WIDTH + NEXT_BY_NUMBER] ?? NIL;
    }
    return slot;
  }

  /** As `find`, of a working order only. */
  findWorking(orderNumber: number): number {
    const slot = this.find(orderNumber);
    return slot === NIL || !this.isWorking(slot) ? NIL : slot;
  }

  /** As `find`, by its client's name for it. */
  findName(name: string): number {
    const links = this.#links;
    const hash = hashOf(name);
    this.#lastName = name;
    this.#lastHash = hash;
    let slot = this.#byName[hash & (this.#slots - 1)] ?? NIL;
    while (slot !== NIL) {
      const at = slot * LINK_WIDTH;
      if (links[at + HASH] === hash && this.clientOrderIds[slot] === name) return slot;
      slot = links[at + NEXT_BY_NAME] ?? NIL;
    }
    return NIL;
  }

  isWorking(slot: number): boolean {
    return this.#links[slot * LINK_WIDTH + HAS_ENDED] === 0;
  }

  /** The strings of the order in a slot. */
  textsOf(slot: number): OrderTexts {
    return {
      clientOrderId: this.clientOrderIds[slot] ?? '',
      clientName: this.clientNames[slot] ?? '',
      symbol: this.symbols[slot] ?? '',
      tag: this.tags[slot] ?? '',
    };
  }

  /**
   * Takes an order that is not here yet, at the end of the working or of the ended ones, and returns its
   * slot, whose row is the caller's to fill. Numbers and names are unique among those that are here.
   */
  add(
    orderNumber: number,
    clientOrderId: string,
    clientName: string,
    symbol: string,
    tag: string,
    hasEnded: boolean,
  ): number {
    const slot = this.#take();
    this.clientOrderIds[slot] = clientOrderId;
    this.clientNames[slot] = clientName;
    this.symbols[slot] = symbol;
    this.tags[slot] = tag;
    this.rares[slot] = null;
    const row = slot * ROW_WIDTH;
    this.rows[row] = orderNumber;
    this.rows[row + BATCH_SERIAL] = 0;
    this.rows[row + PLACE] = 0;
    const at = slot * LINK_WIDTH;
    this.#links[at + HASH] =
      clientOrderId === this.#lastName ? this.#lastHash : hashOf(clientOrderId);
    this.#links[at + NUMBER_BITS] = orderNumber | 0;
    this.#push(slot);
    this.#join(slot, hasEnded ? this.#ended : this.#working, hasEnded);
    return slot;
  }

  /** Moves a working order to the end of those that have ended. */
  end(slot: number): void {
    assert(this.isWorking(slot), 'an order that ends is working');
    this.#leave(slot, this.#working);
    this.#join(slot, this.#ended, true);
  }

  /** Forgets the order that has ended first; there is one. */
  forgetOldest(): void {
    const slot = this.#ended.first;
    assert(slot !== NIL, 'an order that is forgotten has ended');
    this.#leave(slot, this.#ended);
    const links = this.#links;
    const mask = this.#slots - 1;
    const at = slot * LINK_WIDTH;
    pull(this.#byNumber, (links[at + NUMBER_BITS] ?? 0) & mask, links, NEXT_BY_NUMBER, slot);
    pull(this.#byName, (links[at + HASH] ?? 0) & mask, links, NEXT_BY_NAME, slot);
    this.clientOrderIds[slot] = '';
    this.rares[slot] = null;
    // No order has this number: what still names the slot finds none.
    this.rows[slot * ROW_WIDTH] = 0;
    links[at + NEXT_BY_NUMBER] = this.#free;
    this.#free = slot;
  }

  /** Slot of the working order that came first; NIL without one. */
  get firstWorking(): number {
    return this.#working.first;
  }

  /** Slot of the working order that came after the one in `slot`; NIL behind the last. */
  nextWorking(slot: number): number {
    return this.#links[slot * LINK_WIDTH + AFTER] ?? NIL;
  }

  #take(): number {
    const slot = this.#free;
    if (slot !== NIL) {
      this.#free = this.#links[slot * LINK_WIDTH + NEXT_BY_NUMBER] ?? NIL;
      return slot;
    }
    if (this.#used === this.#slots) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  /** Puts a slot at the front of both its buckets. */
  #push(slot: number): void {
    const links = this.#links;
    const mask = this.#slots - 1;
    const at = slot * LINK_WIDTH;
    const byNumber = (links[at + NUMBER_BITS] ?? 0) & mask;
    links[at + NEXT_BY_NUMBER] = this.#byNumber[byNumber] ?? NIL;
    this.#byNumber[byNumber] = slot;
    const byName = (links[at + HASH] ?? 0) & mask;
    links[at + NEXT_BY_NAME] = this.#byName[byName] ?? NIL;
    this.#byName[byName] = slot;
  }

  #join(slot: number, list: SlotList, hasEnded: boolean): void {
    const links = this.#links;
    const at = slot * LINK_WIDTH;
    links[at + HAS_ENDED] = hasEnded ? 1 : 0;
    links[at + BEFORE] = list.last;
    links[at + AFTER] = NIL;
    if (list.last === NIL) list.first = slot;
    else links[list.last * LINK_WIDTH + AFTER] = slot;
    list.last = slot;
    list.count += 1;
  }

  #leave(slot: number, list: SlotList): void {
    const links = this.#links;
    const before = links[slot * LINK_WIDTH + BEFORE] ?? NIL;
    const after = links[slot * LINK_WIDTH + AFTER] ?? NIL;
    if (before === NIL) list.first = after;
    else links[before * LINK_WIDTH + AFTER] = after;
    if (after === NIL) list.last = before;
    else links[after * LINK_WIDTH + BEFORE] = before;
    list.count -= 1;
  }

  /** Doubles slots and buckets; every slot is in use then. */
  #grow(): void {
    this.#slots *= 2;
    this.rows = grownReals(this.rows, this.#slots * ROW_WIDTH);
    this.#links = grownIntegers(this.#links, this.#slots * LINK_WIDTH);
    this.#byNumber = new Int32Array(this.#slots).fill(NIL);
    this.#byName = new Int32Array(this.#slots).fill(NIL);
    for (let slot = 0; slot < this.#used; slot += 1) this.#push(slot);
  }
}

/** Takes a slot out of a bucket, whose slots are linked by column `next`. */
function pull(
  buckets: Int32Array,
  bucket: number,
  links: Int32Array,
  next: number,
  slot: number,
): void {
  const after = links[slot * LINK_WIDTH + next] ?? NIL;
  let at = buckets[bucket] ?? NIL;
  if (at === slot) {
    buckets[bucket] = after;
    return;
  }
  while (at !== NIL && links[at * LINK_WIDTH + next] !== slot) {
    at = links[at * LINK_WIDTH + next] ?? NIL;
  }
  if (at !== NIL) links[at * LINK_WIDTH + next] = after;
}

/** FNV-1a over the characters, its high bits folded into the low ones that choose the bucket. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return hash ^ (hash >>> 15);
}
