/**
 * Which levels of a price ladder hold orders: one bit a level, and two layers above it in which a
 * bit says that a word of the layer below is not zero. The nearest occupied level is found with a
 * few `clz32`, whatever the gap. Indices are 0 to levels - 1; the caller keeps to them.
 */
export class LevelBitmap {
  private readonly levels: number;
  private readonly words: Int32Array;
  private readonly middle: Int32Array;
  /** At most 64 words at the ladder's bound of 2^21 levels, so it is scanned. */
  private readonly top: Int32Array;

  /** `levels` is a multiple of 32. */
  constructor(levels: number) {
    this.levels = levels;
    this.words = new Int32Array(levels >>> 5);
    this.middle = new Int32Array((this.words.length + 31) >>> 5);
    this.top = new Int32Array((this.middle.length + 31) >>> 5);
  }

  has(level: number): boolean {
    return (((this.words[level >>> 5] ?? 0) >>> (level & 31)) & 1) === 1;
  }

  set(level: number): void {
    const word = level >>> 5;
    const before = this.words[word] ?? 0;
    this.words[word] = before | (1 << (level & 31));
    if (before !== 0) return;
    const group = word >>> 5;
    this.middle[group] = (this.middle[group] ?? 0) | (1 << (word & 31));
    this.top[group >>> 5] = (this.top[group >>> 5] ?? 0) | (1 << (group & 31));
  }

  clear(level: number): void {
    const word = level >>> 5;
    const after = (this.words[word] ?? 0) & ~(1 << (level & 31));
    this.words[word] = after;
    if (after !== 0) return;
    const group = word >>> 5;
    const groupAfter = (this.middle[group] ?? 0) & ~(1 << (word & 31));
    this.middle[group] = groupAfter;
    if (groupAfter !== 0) return;
    this.top[group >>> 5] = (this.top[group >>> 5] ?? 0) & ~(1 << (group & 31));
  }

  /** The lowest occupied level above `level` (from -1), or the number of levels when there is none. */
  above(level: number): number {
    const from = level + 1;
    if (from >= this.levels) return this.levels;
    const bits = (this.words[from >>> 5] ?? 0) & (-1 << (from & 31));
    if (bits !== 0) return (from & ~31) + lowestBit(bits);
    const word = this.wordAbove(from >>> 5);
    return word < 0 ? this.levels : word * 32 + lowestBit(this.words[word] ?? 0);
  }

  /** The highest occupied level below `level` (up to the number of levels), or -1. */
  below(level: number): number {
    const from = level - 1;
    if (from < 0) return -1;
    const bits = (this.words[from >>> 5] ?? 0) & (-1 >>> (31 - (from & 31)));
    if (bits !== 0) return (from & ~31) + highestBit(bits);
    const word = this.wordBelow(from >>> 5);
    return word < 0 ? -1 : word * 32 + highestBit(this.words[word] ?? 0);
  }

  /** The first word after `word` that is not zero, or -1. Masks of two shifts: `<< 32` is `<< 0`. */
  private wordAbove(word: number): number {
    const group = word >>> 5;
    const inGroup = (this.middle[group] ?? 0) & ((-1 << (word & 31)) << 1);
    if (inGroup !== 0) return group * 32 + lowestBit(inGroup);
    let index = group >>> 5;
    let bits = (this.top[index] ?? 0) & ((-1 << (group & 31)) << 1);
    while (bits === 0) {
      index += 1;
      if (index >= this.top.length) return -1;
      bits = this.top[index] ?? 0;
    }
    const found = index * 32 + lowestBit(bits);
    return found * 32 + lowestBit(this.middle[found] ?? 0);
  }

  /** The last word before `word` that is not zero, or -1. */
  private wordBelow(word: number): number {
    const group = word >>> 5;
    const inGroup = (this.middle[group] ?? 0) & ((1 << (word & 31)) - 1);
    if (inGroup !== 0) return group * 32 + highestBit(inGroup);
    let index = group >>> 5;
    let bits = (this.top[index] ?? 0) & ((1 << (group & 31)) - 1);
    while (bits === 0) {
      index -= 1;
      if (index < 0) return -1;
      bits = this.top[index] ?? 0;
    }
    const found = index * 32 + highestBit(bits);
    return found * 32 + highestBit(this.middle[found] ?? 0);
  }
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function highestBit(bits: number): number {
  return 31 - Math.clz32(bits);
}
