import { NIL } from '../book/order-pool.ts';

/** Cells at the start, half of which are used at most. A power of 2. */
const CELLS_AT_START = 2_048;

/**
 * Places by the hashes of names, in one array of pairs (open addressing with linear probing), so that a
 * name that is new, as almost every order's is, costs the reading of one line of the cache. Whether a
 * place has the name itself, its owner says.
 */
export class NameIndex {
  /** By cell: hash, and place; NIL in a free cell. */
  #pairs: Int32Array = new Int32Array(2 * CELLS_AT_START).fill(NIL);
  #mask: number = CELLS_AT_START - 1;
  #count = 0;

  /**
   * The next cell from `cell` on (the first: `firstCell`) whose name has this hash; NIL when there is
   * none any more. Its place is `placeAt`; another one may be behind it.
   */
  next(hash: number, cell: number): number {
    const pairs = this.#pairs;
    for (let at = cell & this.#mask; pairs[2 * at + 1] !== NIL; at = (at + 1) & this.#mask) {
      if (pairs[2 * at] === hash) return at;
    }
    return NIL;
  }

  /** Cell at which the search for a hash begins. */
  firstCell(hash: number): number {
    return hash & this.#mask;
  }

  placeAt(cell: number): number {
    return this.#pairs[2 * cell + 1] ?? NIL;
  }

  add(hash: number, place: number): void {
    if (2 * this.#count > this.#mask) this.#grow();
    this.#count += 1;
    this.#put(hash, place);
  }

  /** Gives what is at a place another place. */
  move(hash: number, from: number, to: number): void {
    this.#pairs[2 * this.#cellOf(hash, from) + 1] = to;
  }

  /** Forgets what is at a place. */
  remove(hash: number, place: number): void {
    const pairs = this.#pairs;
    const mask = this.#mask;
    this.#count -= 1;
    let free = this.#cellOf(hash, place);
    // What comes behind moves up, unless its own search begins behind the free cell.
    for (let at = (free + 1) & mask; pairs[2 * at + 1] !== NIL; at = (at + 1) & mask) {
      const begins = (pairs[2 * at] ?? 0) & mask;
      if (((at - begins) & mask) < ((at - free) & mask)) continue;
      pairs[2 * free] = pairs[2 * at] ?? 0;
      pairs[2 * free + 1] = pairs[2 * at + 1] ?? NIL;
      free = at;
    }
    pairs[2 * free + 1] = NIL;
  }

  #cellOf(hash: number, place: number): number {
    const pairs = this.#pairs;
    let at = hash & this.#mask;
    while (pairs[2 * at + 1] !== place) at = (at + 1) & this.#mask;
    return at;
  }

  #put(hash: number, place: number): void {
    const pairs = this.#pairs;
    let at = hash & this.#mask;
    while (pairs[2 * at + 1] !== NIL) at = (at + 1) & this.#mask;
    pairs[2 * at] = hash;
    pairs[2 * at + 1] = place;
  }

  #grow(): void {
    const pairs = this.#pairs;
    this.#pairs = new Int32Array(2 * pairs.length).fill(NIL);
    this.#mask = 2 * this.#mask + 1;
    for (let i = 0; i < pairs.length; i += 2) {
      const place = pairs[i + 1] ?? NIL;
      if (place !== NIL) this.#put(pairs[i] ?? 0, place);
    }
  }
}

/** FNV-1a over the characters, its high bits folded into the low ones that choose the cell. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return hash ^ (hash >>> 15);
}
