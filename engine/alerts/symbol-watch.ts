import { TAPE_TRADES_SEEN_MAX } from './bounds.ts';
import type { AlertMarket } from './alert-market.ts';
import { LevelWatch } from './level-watch.ts';
import type { Level } from './level-watch.ts';

/** A level of an instrument's price, and whose it is. */
export interface PriceLevel extends Level {
  readonly alertId: number;
}

/** All levels of one instrument's price, and how far its tape has been read. */
export class SymbolWatch {
  readonly levels: LevelWatch<PriceLevel>;
  readonly #market: AlertMarket;
  #readTo: number;

  constructor(market: AlertMarket, onChange: (level: PriceLevel, ticks: number) => void) {
    this.#market = market;
    this.#readTo = market.tape.lastNumber;
    this.levels = new LevelWatch(onChange);
  }

  /** Looks at every print since the last call, as far as the tape keeps them. */
  turn(): void {
    const { tape } = this.#market;
    const last = tape.lastNumber;
    if (last === this.#readTo) return;
    const first = Math.max(this.#readTo, last - TAPE_TRADES_SEEN_MAX) + 1;
    this.#readTo = last;
    for (let number = first; number <= last; number += 1) this.levels.take(tape.priceOf(number));
  }
}
