/**
 * Volume traded at the prices at which traders' orders wait. A print costs one comparison while
 * nobody waits, and one look-up otherwise; prices are as many as the working orders at most.
 */
export class WatchedPrices {
  readonly #byTicks = new Map<number, { lots: number; watchers: number }>();

  /** Counts what trades at a price, from now on if nobody has watched it yet. */
  watch(priceTicks: number): void {
    const watched = this.#byTicks.get(priceTicks);
    if (watched === undefined) this.#byTicks.set(priceTicks, { lots: 0, watchers: 1 });
    else watched.watchers += 1;
  }

  /** One watcher less; the last one ends the count. */
  unwatch(priceTicks: number): void {
    const watched = this.#byTicks.get(priceTicks);
    if (watched === undefined) return;
    watched.watchers -= 1;
    if (watched.watchers === 0) this.#byTicks.delete(priceTicks);
  }

  /** Takes a print. */
  traded(priceTicks: number, lots: number): void {
    if (this.#byTicks.size === 0) return;
    const watched = this.#byTicks.get(priceTicks);
    if (watched !== undefined) watched.lots += lots;
  }

  /** Lots traded at a price since its first watcher came; 0 when nobody watches it. */
  tradedLots(priceTicks: number): number {
    return this.#byTicks.get(priceTicks)?.lots ?? 0;
  }
}
