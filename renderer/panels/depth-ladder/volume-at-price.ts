import type { Trade } from '../../../engine/domain/market.ts';

/** Prices remembered at most: far more than any ladder shows; the farthest are forgotten first. */
export const VOLUME_PRICES_MAX = 4_096;

/** What has traded at each price since the ladder began to watch. Owned by one ladder. */
export class VolumeAtPrice {
  readonly #lots = new Map<number, number>();
  #lastTradeNumber = 0;

  /** Adds prints; those counted before (a feed that starts anew repeats some) are left out. */
  add(trades: readonly Trade[]): void {
    for (const trade of trades) {
      if (trade.tradeNumber <= this.#lastTradeNumber) continue;
      this.#lastTradeNumber = trade.tradeNumber;
      const held = this.#lots.get(trade.priceTicks) ?? 0;
      this.#lots.set(trade.priceTicks, held + trade.qtyLots);
    }
    const last = trades.at(-1);
    if (last !== undefined && this.#lots.size > VOLUME_PRICES_MAX) this.#forget(last.priceTicks);
  }

  /** Lots traded at the price; 0 when none. */
  at(priceTicks: number): number {
    return this.#lots.get(priceTicks) ?? 0;
  }

  /** Begins anew, for another symbol or another run of the engine. */
  clear(): void {
    this.#lots.clear();
    this.#lastTradeNumber = 0;
  }

  #forget(nearTicks: number): void {
    const byDistance = [...this.#lots.keys()].sort(
      (a, b) => Math.abs(b - nearTicks) - Math.abs(a - nearTicks),
    );
    for (const price of byDistance.slice(0, VOLUME_PRICES_MAX / 4)) this.#lots.delete(price);
  }
}
