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

  /**
   * Notes what a position had made before today, of which `carriedMicros` by what is open now; the rest is
   * what it has realised before. The fold counts what was booked today as if it had come at its price.
   */
  carry(position: Position, mark: Mark, carriedMicros: number): void {
    this.#set(position.symbol, mark, doneBefore(position, mark) + carriedMicros);
  }

  /**
   * Notes that a fill of an earlier day has made `after` of a position: what it had made at the mark, the
   * close of that day, is none of today's.
   */
  late(before: Position | null, after: Position, mark: Mark): void {
    const start = this.#bySymbol.get(after.symbol);
    const madeBefore = before === null ? 0 : madeMicros(before, mark);
    const isOfToday = before?.tradeDate === mark.tradeDate;
    const usual = before !== null && isOfToday ? doneBefore(before, mark) : madeBefore;
    const notToday = start?.tradeDate === mark.tradeDate ? start.pnlMicros : usual;
    this.#set(after.symbol, mark, notToday + madeMicros(after, mark) - madeBefore);
  }

  /** All of them, if any has changed since the last call; else null. */
  takeChanged(): readonly DayStart[] | null {
    if (!this.#hasChanged) return null;
    this.#hasChanged = false;
    return this.all();
  }

  #set(symbol: string, { markTicks, tradeDate }: Mark, pnlMicros: number): void {
    this.#bySymbol.set(symbol, { symbol, tradeDate, markTicks, pnlMicros });
    this.#hasChanged = true;
  }
}

/** What a position had realised before the mark's day, less fees. */
function doneBefore(position: Position, { tradeDate }: Mark): number {
  const { realisedMicros, feesMicros, dayRealisedMicros, dayFeesMicros } = position;
  const isToday = position.tradeDate === tradeDate;
  return realisedMicros - feesMicros - (isToday ? dayRealisedMicros - dayFeesMicros : 0);
}
