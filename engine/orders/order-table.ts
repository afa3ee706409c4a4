/**
 * All orders that are in memory, found by their number and by their client's name for them: rows of one
 * Float64Array with their strings beside it, each named by its slot. An order keeps its slot from its
 * acceptance until it is forgotten; when it ends it only moves from the list of the working ones to that
 * of the ended ones, oldest first. So nothing is allocated or copied for an order: objects for 50,000
 * ended orders were what the collector was busy with, Maps a sixth of an order's whole path, and moving
 * rows and names of ended ones to a ring of their own a fifteenth of it (`npm run bench -- core`).
 */
import { grownIntegers, grownReals } from '../book/columns.ts';
import { NIL } from '../book/order-pool.ts';
import { ORDER_STATUSES } from '../domain/order.ts';
import type { Order, OrderStatus } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { NameIndex, hashOf } from './name-index.ts';
import { NumberIndex } from './number-index.ts';
import { NONE, NO_WORDS, ORDER_ID, ORDER_WIDTH, STATUS, orderOfRow } from './order-row.ts';
import type { OrderWords, RareTerms } from './order-row.ts';

/** Columns of a row behind those of the order (order-row.ts). */
/** Handle of its resting part in the matching engine, or of a stop that waits in the stop book. */
export const HANDLE: number = ORDER_WIDTH;
/** Event batch that has its client order id, and under which index; 0: none has. */
export const BATCH_SERIAL: number = ORDER_WIDTH + 1;
export const BATCH_ID_AT: number = ORDER_WIDTH + 2;
/** Its place in the queue of its price (queue-place.ts): seven numbers. */
export const PLACE: number = ORDER_WIDTH + 3;
/** Number of the event that ended it; NONE while it works. */
const END_SEQ: number = ORDER_WIDTH + 10;
/** Numbers in a row: three lines of the processor's cache, of which the first two are the order's. */
export const ROW_WIDTH = 24;

/** Columns of a row of links: hash of the name, and neighbours among the working or the ended orders. */
const HASH = 0;
/** Of a working order alone. */
const BEFORE = 1;
/** In a free slot the next free one. */
const AFTER = 2;
const LINK_WIDTH = 4;

const SLOTS_AT_START = 128;
/** Orders forgotten at most when one ends: what a burst has left goes bit by bit. */
const FORGOTTEN_AT_ONCE = 2;

export class OrderTable {
  /** Row of a slot from `slot * ROW_WIDTH` on; another array when it has grown. */
  rows: Float64Array = new Float64Array(SLOTS_AT_START * ROW_WIDTH);
  /** By slot; those of free ones are left over. */
  readonly clientOrderIds: string[] = [];
  readonly words: OrderWords[] = [];
  readonly rares: (RareTerms | null)[] = [];
  /** Events up to this number are on disk. */
  writtenSeq = 0;
  readonly #endedKept: number;
  readonly #endedMax: number;
  /** Slots. */
  readonly #byNumber = new NumberIndex((slot) => this.rows[slot * ROW_WIDTH + ORDER_ID] ?? 0);
  readonly #byName = new NameIndex();
  #links: Int32Array = new Int32Array(SLOTS_AT_START * LINK_WIDTH);
  #first = NIL;
  #last = NIL;
  #workingCount = 0;
  #firstEnded = NIL;
  #lastEnded = NIL;
  #endedCount = 0;
  #slots = SLOTS_AT_START;
  #free = NIL;
  /** Slots that have ever been used; those from here on are free too. */
  #used = 0;
  /** The last name that was looked for, which is the next order's more often than not. */
  #lastName = '';
  #lastHash: number = hashOf('');
  #lastWords: OrderWords = NO_WORDS;

  /** `endedKept`: ended orders that are kept when they are on disk, `endedMax` when they are not. */
  constructor(endedKept: number, endedMax: number) {
    this.#endedKept = endedKept;
    this.#endedMax = endedMax;
  }

  get workingCount(): number {
    return this.#workingCount;
  }

  get endedCount(): number {
    return this.#endedCount;
  }

  /** Slot of a working order; NIL when none has this number. */
  findWorking(orderNumber: number): number {
    const slot = this.#byNumber.find(orderNumber);
    return slot !== NIL && this.rows[slot * ROW_WIDTH + END_SEQ] === NONE ? slot : NIL;
  }

  /** An order, working or ended, as it stands now. */
  find(orderNumber: number): Order | null {
    const slot = this.#byNumber.find(orderNumber);
    return slot === NIL ? null : this.orderAt(slot);
  }

  /** The same by its client's name for it. */
  findName(name: string): Order | null {
    const slot = this.#slotOf(name);
    return slot === NIL ? null : this.orderAt(slot);
  }

  /** Number of the order of a name, or why it was refused; null when it is not here. */
  findResult(name: string): number | Refusal | null {
    const slot = this.#slotOf(name);
    if (slot === NIL) return null;
    return this.rares[slot]?.refusal ?? this.rows[slot * ROW_WIDTH + ORDER_ID] ?? 0;
  }

  /** Status of an order; null when it is not here. */
  findStatus(orderNumber: number): OrderStatus | null {
    const slot = this.#byNumber.find(orderNumber);
    if (slot === NIL) return null;
    return ORDER_STATUSES[this.rows[slot * ROW_WIDTH + STATUS] ?? 0] ?? null;
  }

  /** The order in a slot as it stands now. */
  orderAt(slot: number): Order {
    const name = this.clientOrderIds[slot] ?? '';
    const words = this.words[slot] ?? NO_WORDS;
    return orderOfRow(this.rows, slot * ROW_WIDTH, name, words, this.rares[slot] ?? null);
  }

  symbolAt(slot: number): string {
    return this.words[slot]?.symbol ?? '';
  }

  /**
   * Takes an order that is not here yet, behind all working ones, and returns its slot, whose row is the
   * caller's to fill. Numbers and names are unique among those that are here.
   */
  add(
    orderNumber: number,
    clientOrderId: string,
    clientName: string,
    symbol: string,
    tag: string,
  ): number {
    const slot = this.#take();
    this.clientOrderIds[slot] = clientOrderId;
    this.words[slot] = this.#wordsOf(clientName, symbol, tag);
    this.rares[slot] = null;
    const row = slot * ROW_WIDTH;
    this.rows[row + ORDER_ID] = orderNumber;
    this.rows[row + BATCH_SERIAL] = 0;
    this.rows[row + PLACE] = 0;
    this.rows[row + END_SEQ] = NONE;
    const hash = clientOrderId === this.#lastName ? this.#lastHash : hashOf(clientOrderId);
    this.#byNumber.add(orderNumber, slot);
    this.#byName.add(hash, orderNumber);
    const links = this.#links;
    const at = slot * LINK_WIDTH;
    links[at + HASH] = hash;
    links[at + BEFORE] = this.#last;
    links[at + AFTER] = NIL;
    if (this.#last === NIL) this.#first = slot;
    else links[this.#last * LINK_WIDTH + AFTER] = slot;
    this.#last = slot;
    this.#workingCount += 1;
    return slot;
  }

  /**
   * Takes an order that has ended by an event, as its row says, out of the working ones;
   * forgets the oldest beyond the bounds.
   */
  retire(slot: number, endSeq: number): void {
    const links = this.#links;
    const at = slot * LINK_WIDTH;
    const before = links[at + BEFORE] ?? NIL;
    const after = links[at + AFTER] ?? NIL;
    if (before === NIL) this.#first = after;
    else links[before * LINK_WIDTH + AFTER] = after;
    if (after === NIL) this.#last = before;
    else links[after * LINK_WIDTH + BEFORE] = before;
    this.#workingCount -= 1;
    this.rows[slot * ROW_WIDTH + END_SEQ] = endSeq;
    links[at + AFTER] = NIL;
    if (this.#lastEnded === NIL) this.#firstEnded = slot;
    else links[this.#lastEnded * LINK_WIDTH + AFTER] = slot;
    this.#lastEnded = slot;
    this.#endedCount += 1;
    for (let i = 0; i < FORGOTTEN_AT_ONCE && this.#canForget(); i += 1) this.#forgetOldest();
  }

  /** Slot of the working order that came first; NIL without one. */
  get firstWorking(): number {
    return this.#first;
  }

  /** Slot of the working order that came after the one in `slot`; NIL behind the last. */
  nextWorking(slot: number): number {
    return this.#links[slot * LINK_WIDTH + AFTER] ?? NIL;
  }

  #canForget(): boolean {
    const count = this.#endedCount;
    if (count <= this.#endedKept) return false;
    const endSeq = this.rows[this.#firstEnded * ROW_WIDTH + END_SEQ] ?? 0;
    return count > this.#endedMax || endSeq <= this.writtenSeq;
  }

  #forgetOldest(): void {
    const links = this.#links;
    const slot = this.#firstEnded;
    const at = slot * LINK_WIDTH;
    const number = this.rows[slot * ROW_WIDTH + ORDER_ID] ?? 0;
    this.#byNumber.remove(number, slot);
    this.#byName.remove(links[at + HASH] ?? 0, number);
    this.#firstEnded = links[at + AFTER] ?? NIL;
    if (this.#firstEnded === NIL) this.#lastEnded = NIL;
    this.#endedCount -= 1;
    links[at + AFTER] = this.#free;
    this.#free = slot;
  }

  #slotOf(name: string): number {
    const hash = hashOf(name);
    this.#lastName = name;
    this.#lastHash = hash;
    const index = this.#byName;
    for (let cell = index.next(hash, hash); cell !== NIL; cell = index.next(hash, cell + 1)) {
      const slot = this.#byNumber.find(index.numberAt(cell));
      if (this.clientOrderIds[slot] === name) return slot;
    }
    return NIL;
  }

  /** The words of an order, shared with the last one's as far as they are the same. */
  #wordsOf(clientName: string, symbol: string, tag: string): OrderWords {
    const last = this.#lastWords;
    if (last.tag === tag && last.symbol === symbol && last.clientName === clientName) return last;
    this.#lastWords = { clientName, symbol, tag };
    return this.#lastWords;
  }

  #take(): number {
    const slot = this.#free;
    if (slot !== NIL) {
      this.#free = this.#links[slot * LINK_WIDTH + AFTER] ?? NIL;
      return slot;
    }
    if (this.#used === this.#slots) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    this.#slots *= 2;
    this.rows = grownReals(this.rows, this.#slots * ROW_WIDTH);
    this.#links = grownIntegers(this.#links, this.#slots * LINK_WIDTH);
  }
}
