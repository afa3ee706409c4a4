import type { Trade } from '../domain/market.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { sideOf } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { timeUs } from '../domain/time.ts';

/** Prints kept by instrument: what a tape panel shows at once, and 50 ms of the fastest flow. */
export const TAPE_TRADES_KEPT = 1_000;

/** The newest prints of one instrument, in a ring of columns. */
export class TradeTape {
  readonly #prices: Float64Array = new Float64Array(TAPE_TRADES_KEPT);
  readonly #lots: Float64Array = new Float64Array(TAPE_TRADES_KEPT);
  readonly #times: Float64Array = new Float64Array(TAPE_TRADES_KEPT);
  readonly #aggressors: Uint8Array = new Uint8Array(TAPE_TRADES_KEPT);
  #count = 0;

  /** Number of the newest print, 0 before the first. */
  get lastNumber(): number {
    return this.#count;
  }

  append(price: number, lots: number, aggressor: SideCode, us: number): void {
    const at = this.#count % TAPE_TRADES_KEPT;
    this.#prices[at] = price;
    this.#lots[at] = lots;
    this.#times[at] = us;
    this.#aggressors[at] = aggressor;
    this.#count += 1;
  }

  /** Price of one of the newest prints; 0 of one that is not kept any more. */
  priceOf(tradeNumber: number): number {
    const isKept = tradeNumber > this.#count - TAPE_TRADES_KEPT && tradeNumber <= this.#count;
    return isKept ? (this.#prices[(tradeNumber - 1) % TAPE_TRADES_KEPT] ?? 0) : 0;
  }

  /** Prints after number `after`, oldest first, as far as they are kept. */
  since(after: number): Trade[] {
    const first = Math.max(after, this.#count - TAPE_TRADES_KEPT);
    const trades: Trade[] = [];
    for (let n = first; n < this.#count; n += 1) trades.push(this.#at(n));
    return trades;
  }

  #at(index: number): Trade {
    const at = index % TAPE_TRADES_KEPT;
    return {
      tradeNumber: index + 1,
      priceTicks: priceTicks(this.#prices[at] ?? 0),
      qtyLots: qtyLots(this.#lots[at] ?? 0),
      aggressor: sideOf(this.#aggressors[at] === 0 ? 0 : 1),
      executedUs: timeUs(this.#times[at] ?? 0),
    };
  }
}
