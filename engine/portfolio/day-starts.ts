import type { DayStart } from '../contract/account.ts';
import type { Position } from '../domain/order.ts';
import { madeMicros } from './valuation.ts';
import type { Mark } from './valuation.ts';

/**
 * What positions that were open at the turn of their trading day had made until then. With the fold of
 * fills it gives the day's result; it is the only thing of the portfolio that fills do not give. One
 * entry a symbol.
 */
export class DayStarts {
  readonly #bySymbol: Map<string, DayStart>;
  #hasChanged = false;

  constructor(recovered: readonly DayStart[]) {
    this.#bySymbol = new Map(recovered.map((start) => [start.symbol, start]));
  }

  of(symbol: string): DayStart | undefined {
    return this.#bySymbol.get(symbol);
  }

  all(): readonly DayStart[] {
    return [...this.#bySymbol.values()];
  }

  /**
   * To be called when a trading day has begun and before anything trades in it: notes what is open,
   * forgets earlier days. A position that has traded in the new day already stays as it is.
   */
  turn(positions: readonly Position[], markOf: (symbol: string) => Mark | null): void {
    for (const position of positions) {
      const { symbol, qtyLots, tradeDate } = position;
      const mark = markOf(symbol);
      const known = this.#bySymbol.get(symbol);
      if (mark === null || known?.tradeDate === mark.tradeDate) continue;
      if (qtyLots !== 0 && tradeDate !== mark.tradeDate) {
        const pnlMicros = madeMicros(position, mark);
        const { markTicks, tradeDate: today } = mark;
        this.#bySymbol.set(symbol, { symbol, tradeDate: today, markTicks, pnlMicros });
        this.#hasChanged = true;
      } else if (this.#bySymbol.delete(symbol)) this.#hasChanged = true;
    }
  }

  /** All of them, if any has changed since the last call; else null. */
  takeChanged(): readonly DayStart[] | null {
    if (!this.#hasChanged) return null;
    this.#hasChanged = false;
    return this.all();
  }
}
