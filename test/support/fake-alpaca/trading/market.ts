import { nanosOf } from './decimals.ts';
import type { Nanos } from './decimals.ts';

/** Top of book and last trade of a symbol; 0 where a side is empty. */
export interface TopOfBook {
  readonly bid: Nanos;
  readonly ask: Nanos;
  readonly last: Nanos;
}

/** Prices that the fake's orders trade against: told by a test, or by the market that is played. */
export class FakeMarket {
  readonly #tops = new Map<string, TopOfBook>();
  readonly #listeners: ((symbol: string) => void)[] = [];

  /** Undefined for a symbol without prices. */
  top(symbol: string): TopOfBook | undefined {
    return this.#tops.get(symbol);
  }

  /** Calls back whenever a price of a symbol has changed. */
  onChange(listener: (symbol: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Sets what is given; `last` is the middle unless there was a trade. */
  set(symbol: string, given: { bid?: number; ask?: number; last?: number }): void {
    const was = this.#tops.get(symbol);
    const bid = nanosOf(given.bid) ?? was?.bid ?? 0n;
    const ask = nanosOf(given.ask) ?? was?.ask ?? 0n;
    const last = nanosOf(given.last) ?? was?.last ?? (bid + ask) / 2n;
    this.#tops.set(symbol, { bid, ask, last });
    for (const listener of this.#listeners) listener(symbol);
  }
}
