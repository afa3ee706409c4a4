/** No entry. */
export const NONE = -1;
/** Prices that are a multiple of this apart share a list; more than a book usually spans. */
const LISTS = 1_024;

/** Which entries are at which price: doubly linked lists over dense entries. */
export class RosterLinks {
  count: number = 0;
  /** Price of each entry, in steps. */
  readonly step: Float64Array;
  private readonly lengths: Int32Array = new Int32Array(LISTS);
  private readonly heads: Int32Array = new Int32Array(LISTS).fill(NONE);
  private readonly next: Int32Array;
  private readonly previous: Int32Array;

  constructor(capacity: number) {
    this.step = new Float64Array(capacity);
    this.next = new Int32Array(capacity);
    this.previous = new Int32Array(capacity);
  }

  /** Appends an entry and returns its index. */
  add(step: number): number {
    const index = this.count;
    this.count = index + 1;
    this.step[index] = step;
    const list = step % LISTS;
    const head = this.heads[list] ?? NONE;
    this.next[index] = head;
    this.previous[index] = NONE;
    if (head !== NONE) this.previous[head] = index;
    this.heads[list] = index;
    this.lengths[list] = (this.lengths[list] ?? 0) + 1;
    return index;
  }

  /** Takes an entry out; the last one moves to its index. Returns the index it had. */
  remove(index: number): number {
    this.unlink(index);
    const last = this.count - 1;
    this.count = last;
    if (index !== last) this.move(last, index);
    return last;
  }

  /** Number of entries at a price, and at prices a multiple of LISTS away. */
  lengthAt(step: number): number {
    return this.lengths[step % LISTS] ?? 0;
  }

  /** The newest entry at a price. */
  first(step: number): number {
    return this.nth(step, 0);
  }

  /** The entry `hops` after the newest at a price, or the oldest when there are fewer. */
  nth(step: number, hops: number): number {
    let found = NONE;
    let left = hops;
    let index = this.heads[step % LISTS] ?? NONE;
    while (index !== NONE && left >= 0) {
      if (this.step[index] === step) {
        found = index;
        left -= 1;
      }
      index = this.next[index] ?? NONE;
    }
    return found;
  }

  private unlink(index: number): void {
    const list = (this.step[index] ?? 0) % LISTS;
    const next = this.next[index] ?? NONE;
    const previous = this.previous[index] ?? NONE;
    this.lengths[list] = (this.lengths[list] ?? 0) - 1;
    if (previous === NONE) this.heads[list] = next;
    else this.next[previous] = next;
    if (next !== NONE) this.previous[next] = previous;
  }

  private move(from: number, to: number): void {
    const step = this.step[from] ?? 0;
    const next = this.next[from] ?? NONE;
    const previous = this.previous[from] ?? NONE;
    this.step[to] = step;
    this.next[to] = next;
    this.previous[to] = previous;
    if (previous === NONE) this.heads[step % LISTS] = to;
    else this.next[previous] = to;
    if (next !== NONE) this.previous[next] = to;
  }
}
