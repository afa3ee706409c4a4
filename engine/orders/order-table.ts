/**
 * All orders that are in memory, found by their number and by their client's name for them. Working ones
 * are rows of one Float64Array with their strings beside it, each named by its slot; ended ones are in a
 * ring (ended-orders.ts). So what works stays close together in memory, what has ended is written and
 * forgotten in sequence, and nothing is allocated for an order but its name. Objects for 50,000 ended
 * orders were what the collector was busy with, and Maps a sixth of an order's whole path
 * (`npm run bench -- core`).
 */
import { grownIntegers, grownReals } from '../book/columns.ts';
import { NIL } from '../book/order-pool.ts';
import { ORDER_STATUSES } from '../domain/order.ts';
import type { Order, OrderStatus } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { EndedOrders } from './ended-orders.ts';
import { NameIndex, hashOf } from './name-index.ts';
import { NumberIndex } from './number-index.ts';
import { NO_WORDS, ORDER_ID, ORDER_WIDTH, STATUS, orderOfRow } from './order-row.ts';
import type { OrderWords, RareTerms } from './order-row.ts';

/** Columns of a row behind those of the order (order-row.ts). */
/** Handle of its resting part in the matching engine, or of a stop that waits in the stop book. */
export const HANDLE: number = ORDER_WIDTH;
/** Event batch that has its client order id, and under which index; 0: none has. */
export const BATCH_SERIAL: number = ORDER_WIDTH + 1;
export const BATCH_ID_AT: number = ORDER_WIDTH + 2;
/** Its place in the queue of its price (queue-place.ts). */
export const PLACE: number = ORDER_WIDTH + 3;
/** Numbers in a row: three lines of the processor's cache, of which the first two are the order's. */
export const ROW_WIDTH = 24;

/** Columns of a row of links: hash of the name, and neighbours among the working orders. */
const HASH = 0;
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
  readonly #ended = new EndedOrders();
  readonly #endedKept: number;
  readonly #endedMax: number;
  /** Slot of a working order; of an ended one its place in the ring, as -2 - place. */
  readonly #byNumber = new NumberIndex((place) =>
    place >= 0 ? (this.rows[place * ROW_WIDTH + ORDER_ID] ?? 0) : this.#ended.numberAt(-2 - place),
  );
  readonly #byName = new NameIndex();
  #links: Int32Array = new Int32Array(SLOTS_AT_START * LINK_WIDTH);
  #first = NIL;
  #last = NIL;
  #workingCount = 0;
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
    return this.#ended.count;
  }

  /** Slot of a working order; NIL when none has this number. */
  findWorking(orderNumber: number): number {
    const place = this.#byNumber.find(orderNumber);
    return place < 0 ? NIL : place;
  }

  /** An order, working or ended, as it stands now. */
  find(orderNumber: number): Order | null {
    return this.#orderAt(this.#byNumber.find(orderNumber));
  }

  /** The same by its client's name for it. */
  findName(name: string): Order | null {
    return this.#orderAt(this.#placeOf(name));
  }

  /** Number of the order of a name, or why it was refused; null when it is not here. */
  findResult(name: string): number | Refusal | null {
    const place = this.#placeOf(name);
    if (place === NIL) return null;
    const ring = -2 - place;
    const rare = place >= 0 ? this.rares[place] : this.#ended.rareAt(ring);
    const number = place >= 0 ? this.rows[place * ROW_WIDTH] : this.#ended.numberAt(ring);
    return rare?.refusal ?? number ?? 0;
  }

  /** Status of an order; null when it is not here. */
  findStatus(orderNumber: number): OrderStatus | null {
    const place = this.#byNumber.find(orderNumber);
    if (place === NIL) return null;
    const status =
      place >= 0 ? this.rows[place * ROW_WIDTH + STATUS] : this.#ended.statusAt(-2 - place);
    return ORDER_STATUSES[status ?? 0] ?? null;
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
   * Moves an order that has ended by an event, as its row says, out of its slot; forgets the oldest beyond
   * the bounds.
   */
  retire(slot: number, endSeq: number): void {
    const { rows } = this;
    const links = this.#links;
    const at = slot * LINK_WIDTH;
    const hash = links[at + HASH] ?? 0;
    const number = rows[slot * ROW_WIDTH] ?? 0;
    const name = this.clientOrderIds[slot] ?? '';
    const words = this.words[slot] ?? NO_WORDS;
    const rare = this.rares[slot] ?? null;
    const place = -2 - this.#ended.add(rows, slot * ROW_WIDTH, hash, endSeq, name, words, rare);
    this.#byNumber.move(number, slot, place);
    const before = links[at + BEFORE] ?? NIL;
    const after = links[at + AFTER] ?? NIL;
    if (before === NIL) this.#first = after;
    else links[before * LINK_WIDTH + AFTER] = after;
    if (after === NIL) this.#last = before;
    else links[after * LINK_WIDTH + BEFORE] = before;
    this.#workingCount -= 1;
    links[at + AFTER] = this.#free;
    this.#free = slot;
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
    const ended = this.#ended;
    const { count } = ended;
    if (count <= this.#endedKept) return false;
    return count > this.#endedMax || ended.endSeqAt(ended.oldest) <= this.writtenSeq;
  }

  #forgetOldest(): void {
    const ended = this.#ended;
    const { oldest } = ended;
    const number = ended.numberAt(oldest);
    this.#byNumber.remove(number, -2 - oldest);
    this.#byName.remove(ended.hashAt(oldest), number);
    ended.forgetOldest();
  }

  #placeOf(name: string): number {
    const hash = hashOf(name);
    this.#lastName = name;
    this.#lastHash = hash;
    const index = this.#byName;
    for (let cell = index.next(hash, hash); cell !== NIL; cell = index.next(hash, cell + 1)) {
      const place = this.#byNumber.find(index.numberAt(cell));
      const found = place >= 0 ? this.clientOrderIds[place] : this.#ended.nameAt(-2 - place);
      if (found === name) return place;
    }
    return NIL;
  }

  #orderAt(place: number): Order | null {
    if (place >= 0) return this.orderAt(place);
    return place === NIL ? null : this.#ended.orderAt(-2 - place);
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
