import { NO_WORDS, ORDER_ID, ORDER_WIDTH, STATUS, orderOfRow } from './order-row.ts';
import type { OrderWords, RareTerms } from './order-row.ts';
import type { Order } from '../domain/order.ts';

/** Numbers of an ended order: its row, the hash of its name, and the number of the event that ended it. */
const HASH: number = ORDER_WIDTH;
const END_SEQ: number = ORDER_WIDTH + 1;
const WIDTH: number = ORDER_WIDTH + 2;
/** Orders that it has room for at the start. A power of 2, as all its capacities are. */
const CAPACITY_AT_START = 256;
/** Places are given out again after so many, far more than are ever here; 30 bits, as callers negate them. */
const PLACES: number = 2 ** 30;

/**
 * The orders that have ended last, in a ring: written one behind the other and forgotten in the same
 * order, so that neither waits for memory, and without an object an order. The ring is as long as it
 * has to be: one that a burst has stretched would go on taking the processor's cache.
 */
export class EndedOrders {
  #rows: Float64Array = new Float64Array(CAPACITY_AT_START * WIDTH);
  #capacity = CAPACITY_AT_START;
  /** By index in the ring. */
  #clientOrderIds: string[] = [];
  #words: OrderWords[] = [];
  #rares: (RareTerms | null)[] = [];
  /** Orders that have ever been added and forgotten; the difference is here. */
  #added = 0;
  #forgotten = 0;

  get count(): number {
    return this.#added - this.#forgotten;
  }

  /** Takes the order of a row, with the hash of its name; returns its place, which it keeps. */
  add(
    rows: Float64Array,
    at: number,
    hash: number,
    endSeq: number,
    clientOrderId: string,
    words: OrderWords,
    rare: RareTerms | null,
  ): number {
    if (this.count === this.#capacity) this.#resize(2 * this.#capacity);
    const place = this.#added & (PLACES - 1);
    const index = this.#indexOf(place);
    const own = this.#rows;
    const start = index * WIDTH;
    for (let i = 0; i < ORDER_WIDTH; i += 1) own[start + i] = rows[at + i] ?? 0;
    own[start + HASH] = hash;
    own[start + END_SEQ] = endSeq;
    this.#clientOrderIds[index] = clientOrderId;
    this.#words[index] = words;
    this.#rares[index] = rare;
    this.#added += 1;
    return place;
  }

  /** Place of the order that has ended first of those that are here. */
  get oldest(): number {
    return this.#forgotten & (PLACES - 1);
  }

  /** Forgets the order that has ended first; there is one. */
  forgetOldest(): void {
    this.#forgotten += 1;
    const isFarTooLong = 8 * this.count < this.#capacity && this.#capacity > CAPACITY_AT_START;
    if (isFarTooLong) this.#resize(this.#capacity / 2);
  }

  numberAt(place: number): number {
    return this.#rows[this.#indexOf(place) * WIDTH + ORDER_ID] ?? 0;
  }

  /** An index into ORDER_STATUSES. */
  statusAt(place: number): number {
    return this.#rows[this.#indexOf(place) * WIDTH + STATUS] ?? 0;
  }

  hashAt(place: number): number {
    return this.#rows[this.#indexOf(place) * WIDTH + HASH] ?? 0;
  }

  /** Number of the event that ended the order. */
  endSeqAt(place: number): number {
    return this.#rows[this.#indexOf(place) * WIDTH + END_SEQ] ?? 0;
  }

  nameAt(place: number): string {
    return this.#clientOrderIds[this.#indexOf(place)] ?? '';
  }

  rareAt(place: number): RareTerms | null {
    return this.#rares[this.#indexOf(place)] ?? null;
  }

  orderAt(place: number): Order {
    const index = this.#indexOf(place);
    const name = this.nameAt(place);
    return orderOfRow(this.#rows, index * WIDTH, name, this.#words[index], this.rareAt(place));
  }

  #indexOf(place: number): number {
    return place & (this.#capacity - 1);
  }

  /** Gives the ring another length, which has room for all; every order keeps its place. */
  #resize(capacity: number): void {
    const rows = new Float64Array(capacity * WIDTH);
    const names: string[] = [];
    const words: OrderWords[] = [];
    const rares: (RareTerms | null)[] = [];
    // From the front, so that the columns stay arrays without holes.
    for (let index = 0; index < capacity; index += 1) {
      names.push('');
      words.push(NO_WORDS);
      rares.push(null);
    }
    for (let n = this.#forgotten; n < this.#added; n += 1) {
      const from = n & (this.#capacity - 1);
      const to = n & (capacity - 1);
      rows.set(this.#rows.subarray(from * WIDTH, (from + 1) * WIDTH), to * WIDTH);
      names[to] = this.#clientOrderIds[from] ?? '';
      words[to] = this.#words[from] ?? NO_WORDS;
      rares[to] = this.#rares[from] ?? null;
    }
    this.#rows = rows;
    this.#clientOrderIds = names;
    this.#words = words;
    this.#rares = rares;
    this.#capacity = capacity;
  }
}
