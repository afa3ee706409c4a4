import { grownReals } from '../book/columns.ts';
import { assert } from '../domain/assert.ts';
import { ORDER_ID, ORDER_WIDTH, STATUS, orderOfRow } from './order-row.ts';
import type { OrderWords, RareTerms } from './order-row.ts';
import type { Order } from '../domain/order.ts';

/** Numbers of an ended order: its row, and the hash of its name. */
const HASH: number = ORDER_WIDTH;
const WIDTH: number = ORDER_WIDTH + 1;
/** Orders that it has room for at the start; doubled until orders are forgotten. A power of 2. */
const CAPACITY_AT_START = 256;

/**
 * The orders that have ended last, in a ring: written one behind the other and forgotten in the same
 * order, so that neither waits for memory, and without an object an order.
 */
export class EndedOrders {
  #rows: Float64Array = new Float64Array(CAPACITY_AT_START * WIDTH);
  #capacity = CAPACITY_AT_START;
  /** By place. */
  readonly #clientOrderIds: string[] = [];
  readonly #words: OrderWords[] = [];
  readonly #rares: (RareTerms | null)[] = [];
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
    clientOrderId: string,
    words: OrderWords,
    rare: RareTerms | null,
  ): number {
    if (this.count === this.#capacity) this.#grow();
    const place = this.#added & (this.#capacity - 1);
    const own = this.#rows;
    const start = place * WIDTH;
    for (let i = 0; i < ORDER_WIDTH; i += 1) own[start + i] = rows[at + i] ?? 0;
    own[start + HASH] = hash;
    this.#clientOrderIds[place] = clientOrderId;
    this.#words[place] = words;
    this.#rares[place] = rare;
    this.#added += 1;
    return place;
  }

  /** Place of the order that has ended first of those that are here. */
  get oldest(): number {
    return this.#forgotten & (this.#capacity - 1);
  }

  /** Forgets the order that has ended first; there is one. */
  forgetOldest(): void {
    this.#forgotten += 1;
  }

  numberAt(place: number): number {
    return this.#rows[place * WIDTH + ORDER_ID] ?? 0;
  }

  /** An index into ORDER_STATUSES. */
  statusAt(place: number): number {
    return this.#rows[place * WIDTH + STATUS] ?? 0;
  }

  hashAt(place: number): number {
    return this.#rows[place * WIDTH + HASH] ?? 0;
  }

  nameAt(place: number): string {
    return this.#clientOrderIds[place] ?? '';
  }

  rareAt(place: number): RareTerms | null {
    return this.#rares[place] ?? null;
  }

  orderAt(place: number): Order {
    const words = this.#words[place];
    const name = this.nameAt(place);
    return orderOfRow(this.#rows, place * WIDTH, name, words, this.rareAt(place));
  }

  /** Doubles the ring, in which every order keeps its place, since it has not gone round yet. */
  #grow(): void {
    assert(this.#forgotten === 0, 'a ring grows before anything is forgotten');
    this.#capacity *= 2;
    this.#rows = grownReals(this.#rows, this.#capacity * WIDTH);
  }
}
