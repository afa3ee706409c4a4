import { NIL } from '../book/order-pool.ts';

/** Cells at the start, half of which are used at most. A power of 2. */
const CELLS_AT_START = 512;
/** Hash of a free cell. */
const FREE = 0;

/**
 * Numbers of orders by the hashes of their names, with open addressing and linear probing. A name that
 * is new, as almost every order's is, costs the reading of one line of hashes; the numbers lie apart. Whether
 * an order has the name itself, its owner says.
 */
export class NameIndex {
  #hashes: Int32Array = new Int32Array(CELLS_AT_START);
  #numbers: Float64Array = new Float64Array(CELLS_AT_START);
  #mask: number = CELLS_AT_START - 1;
  #count = 0;

  /** The first cell from `cell` on (at first the hash itself) that has this hash; NIL for no further one. */
  next(hash: number, cell: number): number {
    const hashes = this.#hashes;
    for (let at = cell & this.#mask; hashes[at] !== FREE; at = (at + 1) & this.#mask) {
      if (hashes[at] === hash) return at;
    }
    return NIL;
  }

  numberAt(cell: number): number {
    return this.#numbers[cell] ?? 0;
  }

  add(hash: number, orderNumber: number): void {
    if (2 * this.#count > this.#mask) this.#grow();
    this.#count += 1;
    this.#put(hash, orderNumber);
  }

  /** Forgets an order that is here. */
  remove(hash: number, orderNumber: number): void {
    const hashes = this.#hashes;
    const numbers = this.#numbers;
    const mask = this.#mask;
    this.#count -= 1;
    let free = hash & mask;
    while (hashes[free] !== hash || numbers[free] !== orderNumber) free = (free + 1) & mask;
    // What comes behind moves up, unless its own search begins behind the free cell.
    for (let at = (free + 1) & mask; hashes[at] !== FREE; at = (at + 1) & mask) {
      const begins = (hashes[at] ?? 0) & mask;
      if (((at - begins) & mask) < ((at - free) & mask)) continue;
      hashes[free] = hashes[at] ?? FREE;
      numbers[free] = numbers[at] ?? 0;
      free = at;
    }
    hashes[free] = FREE;
  }

  #put(hash: number, orderNumber: number): void {
    let at = hash & this.#mask;
    while (this.#hashes[at] !== FREE) at = (at + 1) & this.#mask;
    this.#hashes[at] = hash;
    this.#numbers[at] = orderNumber;
  }

  #grow(): void {
    const hashes = this.#hashes;
    const numbers = this.#numbers;
    this.#hashes = new Int32Array(2 * hashes.length);
    this.#numbers = new Float64Array(2 * hashes.length);
    this.#mask = 2 * this.#mask + 1;
    hashes.forEach((hash, cell) => {
      if (hash !== FREE) this.#put(hash, numbers[cell] ?? 0);
    });
  }
}

/** FNV-1a over the characters, its high bits folded into the low ones that choose the cell; never 0. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return hash ^ (hash >>> 15) || 1;
}
