/** Cells at the start, half of which are used at most. A power of 2. */
const CELLS_AT_START = 64;
/** Price of a free cell. */
const FREE = 0;

/**
 * Volume traded at the prices at which traders' orders wait. A print costs one comparison while
 * nobody waits, and one look-up otherwise; prices are as many as the working orders at most. They are
 * kept in typed arrays with open addressing, as each order that rests asks four times.
 */
export class WatchedPrices {
  #prices: Float64Array = new Float64Array(CELLS_AT_START);
  #lots: Float64Array = new Float64Array(CELLS_AT_START);
  #watchers: Int32Array = new Int32Array(CELLS_AT_START);
  #mask: number = CELLS_AT_START - 1;
  #count = 0;

  /**
   * Counts what trades at a price (above 0), from now on if nobody has watched it yet; returns the lots
   * that have been counted before.
   */
  watch(priceTicks: number): number {
    let cell = this.#cellOf(priceTicks);
    if (this.#prices[cell] === FREE) {
      if (2 * this.#count > this.#mask) {
        this.#grow();
        cell = this.#cellOf(priceTicks);
      }
      this.#count += 1;
      this.#prices[cell] = priceTicks;
      this.#lots[cell] = 0;
      this.#watchers[cell] = 0;
    }
    this.#watchers[cell] = (this.#watchers[cell] ?? 0) + 1;
    return this.#lots[cell] ?? 0;
  }

  /** One watcher less; the last one ends the count. */
  unwatch(priceTicks: number): void {
    const cell = this.#cellOf(priceTicks);
    if (this.#prices[cell] === FREE) return;
    const watchers = (this.#watchers[cell] ?? 0) - 1;
    this.#watchers[cell] = watchers;
    if (watchers === 0) this.#remove(cell);
  }

  /** Takes a print. */
  traded(priceTicks: number, lots: number): void {
    if (this.#count === 0) return;
    const cell = this.#cellOf(priceTicks);
    if (this.#prices[cell] !== FREE) this.#lots[cell] = (this.#lots[cell] ?? 0) + lots;
  }

  /** Lots traded at a price since its first watcher came; 0 when nobody watches it. */
  tradedLots(priceTicks: number): number {
    const cell = this.#cellOf(priceTicks);
    return this.#prices[cell] === FREE ? 0 : (this.#lots[cell] ?? 0);
  }

  /** Cell of a price, or the free one that it would have. */
  #cellOf(priceTicks: number): number {
    const prices = this.#prices;
    const mask = this.#mask;
    let cell = beginsAt(priceTicks) & mask;
    for (;;) {
      const price = prices[cell];
      if (price === priceTicks || price === FREE) return cell;
      cell = (cell + 1) & mask;
    }
  }

  #remove(cell: number): void {
    const prices = this.#prices;
    const mask = this.#mask;
    this.#count -= 1;
    let free = cell;
    // What comes behind moves up, unless its own search begins behind the free cell.
    for (let at = (free + 1) & mask; prices[at] !== FREE; at = (at + 1) & mask) {
      const begins = beginsAt(prices[at] ?? 0) & mask;
      if (((at - begins) & mask) < ((at - free) & mask)) continue;
      this.#copy(at, free);
      free = at;
    }
    prices[free] = FREE;
  }

  #copy(from: number, to: number): void {
    this.#prices[to] = this.#prices[from] ?? FREE;
    this.#lots[to] = this.#lots[from] ?? 0;
    this.#watchers[to] = this.#watchers[from] ?? 0;
  }

  #grow(): void {
    const prices = this.#prices;
    const lots = this.#lots;
    const watchers = this.#watchers;
    this.#mask = 2 * this.#mask + 1;
    this.#prices = new Float64Array(this.#mask + 1);
    this.#lots = new Float64Array(this.#mask + 1);
    this.#watchers = new Int32Array(this.#mask + 1);
    prices.forEach((price, i) => {
      if (price === FREE) return;
      const cell = this.#cellOf(price);
      this.#prices[cell] = price;
      this.#lots[cell] = lots[i] ?? 0;
      this.#watchers[cell] = watchers[i] ?? 0;
    });
  }
}

/** A number whose low bits choose a price's cell: prices lie a step apart, whatever that is. */
function beginsAt(priceTicks: number): number {
  const hash = Math.imul(priceTicks | 0, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
