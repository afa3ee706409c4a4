import { NIL } from '../book/order-pool.ts';

const CELLS_AT_START = 512;
/** Cells by number of orders, at least: one that works long is not pushed out by those that come after it. */
const CELLS_PER_NUMBER = 4;

/**
 * Places by numbers that are given out one after another, as orders' are: a number's low bits choose its
 * cell, so neighbours lie side by side, and only one that is older than all cells together and still
 * here has to make room for a new one and is found in a Map. A cell is the place alone, four bytes, since
 * what lies there knows its number.
 */
export class NumberIndex {
  /** By the low bits of a number: the place of the one that has the cell, NIL for none. */
  #places: Int32Array = new Int32Array(CELLS_AT_START).fill(NIL);
  readonly #old = new Map<number, number>();
  readonly #numberAt: (place: number) => number;
  #count = 0;

  /** `numberAt`: the number of what lies in a place that has been added and not removed. */
  constructor(numberAt: (place: number) => number) {
    this.#numberAt = numberAt;
  }

  /** Place of a number; NIL when it is not here. */
  find(number: number): number {
    const place = this.#places[number & (this.#places.length - 1)] ?? NIL;
    if (place !== NIL && this.#numberAt(place) === number) return place;
    return this.#old.size === 0 ? NIL : (this.#old.get(number) ?? NIL);
  }

  /** Adds a number, above 0, that is not here; it lies in its place already. */
  add(number: number, place: number): void {
    if (CELLS_PER_NUMBER * this.#count >= this.#places.length) this.#grow();
    this.#count += 1;
    this.#put(number, place);
  }

  /** Forgets a number that is here. */
  remove(number: number, place: number): void {
    const cell = number & (this.#places.length - 1);
    if (this.#places[cell] === place) this.#places[cell] = NIL;
    else this.#old.delete(number);
    this.#count -= 1;
  }

  #put(number: number, place: number): void {
    const cell = number & (this.#places.length - 1);
    const before = this.#places[cell] ?? NIL;
    if (before !== NIL) this.#old.set(this.#numberAt(before), before);
    this.#places[cell] = place;
  }

  #grow(): void {
    const places = this.#places;
    const old = [...this.#old];
    this.#places = new Int32Array(2 * places.length).fill(NIL);
    this.#old.clear();
    for (const [number, place] of old) this.#put(number, place);
    for (const place of places) if (place !== NIL) this.#put(this.#numberAt(place), place);
  }
}
