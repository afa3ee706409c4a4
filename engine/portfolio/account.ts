import type { Position } from '../domain/order.ts';
import { assert } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import { flatPosition, foldFill } from './position-fold.ts';
import type { FoldedFill, PositionFill } from './position-fold.ts';

/** Cash that a new local account starts with: 100,000 dollars in micros. */
export const START_CASH_MICROS = 100_000_000_000;

/** Cash and positions of one venue's account, kept up to date by fills only. */
export class Account {
  readonly #positions = new Map<string, Position>();
  #cashMicros: number;
  /** Sum of `sizeMicros` over the positions. */
  #positionsMicros = 0;

  constructor(cashMicros: number, positions: readonly Position[]) {
    this.#cashMicros = cashMicros;
    for (const position of positions) {
      this.#positions.set(position.symbol, position);
      this.#positionsMicros += sizeMicros(position);
    }
  }

  get cashMicros(): number {
    return this.#cashMicros;
  }

  /** What cash and positions come to, each of them counted as positive; a fill adds at most twice its value. */
  get sizeMicros(): number {
    return Math.abs(this.#cashMicros) + this.#positionsMicros;
  }

  /** All positions ever held, flat ones included, because they hold realised results. */
  positions(): readonly Position[] {
    return [...this.#positions.values()];
  }

  /** Signed open quantity; 0 when never traded. */
  qtyLots(symbol: string): number {
    return this.#positions.get(symbol)?.qtyLots ?? 0;
  }

  applyFill(instrument: Instrument, fill: PositionFill): FoldedFill {
    const { symbol } = instrument;
    const before =
      this.#positions.get(symbol) ?? flatPosition(symbol, fill.tradeDate, fill.executedUs);
    const folded = foldFill(instrument, before, fill);
    this.#positions.set(symbol, folded.position);
    this.#positionsMicros += sizeMicros(folded.position) - sizeMicros(before);
    this.#cashMicros += folded.cashDeltaMicros;
    assert(Number.isSafeInteger(this.#cashMicros), 'cash is a safe integer of micros');
    return folded;
  }
}

function sizeMicros({ costMicros, realisedMicros }: Position): number {
  return costMicros + Math.abs(realisedMicros);
}
