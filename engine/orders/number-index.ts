import { NIL } from '../book/order-pool.ts';

const CELLS_AT_START = 512;

/**
 * Places by numbers that are given out one after another, as orders' are: a number's low bits choose its
 * cell, so neighbours lie side by side, and only one that is older than all cells together and still
 * here has to make room for a new one and is found in a Map.
 */
export class NumberIndex {
  /** By the low bits of a number: the number that has the cell, 0 for none, and its place. */
  #numbers: Float64Array = new Float64Array(CELLS_AT_START);
  #places: Int32Array = new Int32Array(CELLS_AT_START);
  readonly #old = new Map<number, number>();
  #count = 0;

  /** Place of a number; NIL when it is not here. */
  find(number: number): number {
    const cell = number & (this.#places.length - 1);
    if (this.#numbers[cell] === number) return this.#places[cell] ?? NIL;
    return this.#old.size === 0 ? NIL : (this.#old.get(number) ?? NIL);
  }

  /** Adds a number, above 0, that is not here. */
  add(number: number, place: number): void {
    if (2 * this.#count >= this.#places.length) this.#grow();
    this.#count += 1;
    this.#put(number, place);
  }

  /** Gives a number that is here another place. */
  move(number: number, place: number): void {
    const cell = number & (this.#places.length - 1);
    if (this.#numbers[cell] === number) this.#places[cell] = place;
    else this.#old.set(number, place);
  }

  /** Forgets a number that is here. */
  remove(number: number): void {
    const cell = number & (this.#places.length - 1);
    if (this.#numbers[cell] === number) this.#numbers[cell] = 0;
    else this.#old.delete(number);
    this.#count -= 1;
  }

  #put(number: number, place: number): void {
    const cell = number & (this.#places.length - 1);
    const before = this.#numbers[cell] ?? 0;
    if (before !== 0) this.#old.set(before, this.#places[cell] ?? NIL);
    this.#numbers[cell] = number;
    this.#places[cell] = place;
  }

  #grow(): void {
    const numbers = this.#numbers;
    const places = this.#places;
    const old = [...this.#old];
    this.#numbers = new Float64Array(2 * numbers.length);
    this.#places = new Int32Array(2 * numbers.length);
    this.#old.clear();
    for (const [number, place] of old) this.#put(number, place);
    numbers.forEach((number, cell) => {
      if (number !== 0) this.#put(number, places[cell] ?? NIL);
    });
  }
}
