import { NIL } from '../book/order-pool.ts';

/** Cells at the start, half of which are used at most. A power of 2. */
const CELLS_AT_START = 512;
/** Hash of a free cell. */
const FREE = 0;

/**
 * Numbers of orders by the hashes of their names, with open addressing and linear probing. A cell is a
 * hash and, beside it, a number, so that a name costs one line of the processor's cache when it comes and
 * one when it goes. Whether an order has the name itself, its owner says.
 */
export class NameIndex {
  /** Two numbers a cell: hash and order number. */
  #cells: Float64Array = new Float64Array(2 * CELLS_AT_START);
  #mask: number = CELLS_AT_START - 1;
  #count = 0;

  /** The first cell from `cell` on (at first the hash itself) that has this hash; NIL for no further one. */
  next(hash: number, cell: number): number {
    const cells = this.#cells;
    const mask = this.#mask;
    let at = cell & mask;
    for (;;) {
      const found = cells[2 * at];
      if (found === hash) return at;
      if (found === FREE) return NIL;
      at = (at + 1) & mask;
    }
  }

  numberAt(cell: number): number {
    return this.#cells[2 * cell + 1] ?? 0;
  }

  add(hash: number, orderNumber: number): void {
    if (2 * this.#count > this.#mask) this.#grow();
    this.#count += 1;
    this.#put(hash, orderNumber);
  }

  /** Forgets an order that is here. */
  remove(hash: number, orderNumber: number): void {
    const cells = this.#cells;
    const mask = this.#mask;
    this.#count -= 1;
    let free = hash & mask;
    while (cells[2 * free] !== hash || cells[2 * free + 1] !== orderNumber) {
      free = (free + 1) & mask;
    }
    // What comes behind moves up, unless its own search begins behind the free cell.
    for (let at = (free + 1) & mask; cells[2 * at] !== FREE; at = (at + 1) & mask) {
      const begins = (cells[2 * at] ?? 0) & mask;
      if (((at - begins) & mask) < ((at - free) & mask)) continue;
      cells[2 * free] = cells[2 * at] ?? FREE;
      cells[2 * free + 1] = cells[2 * at + 1] ?? 0;
      free = at;
    }
    cells[2 * free] = FREE;
  }

  #put(hash: number, orderNumber: number): void {
    const cells = this.#cells;
    let at = hash & this.#mask;
    while (cells[2 * at] !== FREE) at = (at + 1) & this.#mask;
    cells[2 * at] = hash;
    cells[2 * at + 1] = orderNumber;
  }

  #grow(): void {
    const cells = this.#cells;
    this.#cells = new Float64Array(2 * cells.length);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < cells.length; at += 2) {
      const hash = cells[at] ?? FREE;
      if (hash !== FREE) this.#put(hash, cells[at + 1] ?? 0);
    }
  }
}

/** FNV-1a over the characters, its high bits folded into the low ones that choose the cell; never 0. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return hash ^ (hash >>> 15) || 1;
}
