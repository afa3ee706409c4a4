import type { AccountSettings } from '../contract/account.ts';
import { NO_FEES } from '../domain/fee-model.ts';
import type { Position } from '../domain/order.ts';
import { assert } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { LotChanges, SymbolLots } from '../domain/lot.ts';
import { LotQueue } from './lot-queue.ts';
import { flatPosition, foldFill } from './position-fold.ts';
import type { FoldedFill, PositionFill } from './position-fold.ts';

/** Free trading, buying power shown and not asked for, everything easy to borrow. */
export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = {
  fees: NO_FEES,
  marginMode: 'off',
  notShortable: [],
};

/** Cash that a new local account starts with: 100,000 dollars in micros. */
export const START_CASH_MICROS = 100_000_000_000;

interface Holding {
  position: Position;
  readonly lots: LotQueue;
}

/** Cash, positions and lots of one venue's account, kept up to date by fills only. */
export class Account {
  /** What it charges from now on, and what it allows. */
  settings: AccountSettings = DEFAULT_ACCOUNT_SETTINGS;
  readonly #holdings = new Map<string, Holding>();
  #cashMicros: number;
  /** Sum of `sizeMicros` over the positions. */
  #positionsMicros = 0;

  constructor(cashMicros: number, positions: readonly Position[], lots: readonly SymbolLots[]) {
    this.#cashMicros = cashMicros;
    const lotsOf = new Map(lots.map((one) => [one.symbol, one.lots]));
    for (const position of positions) {
      const { symbol } = position;
      const queue = new LotQueue(symbol, lotsOf.get(symbol) ?? []);
      this.#holdings.set(symbol, { position, lots: queue });
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
    return Array.from(this.#holdings.values(), ({ position }) => position);
  }

  /** Signed open quantity; 0 when never traded. */
  qtyLots(symbol: string): number {
    return this.#holdings.get(symbol)?.position.qtyLots ?? 0;
  }

  /** Open lots of every symbol that has some. */
  lots(): SymbolLots[] {
    return Array.from(this.#holdings, ([symbol, { lots }]) => ({
      symbol,
      lots: lots.lots(),
    })).filter(({ lots }) => lots.length > 0);
  }

  /** Applies a fill; execution ids grow from call to call. */
  applyFill(instrument: Instrument, fill: PositionFill, executionId: number): FoldedFill {
    const holding = this.#holding(instrument.symbol, fill);
    const before = holding.position;
    const signedLots = fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots;
    const lotMicros = fill.lastPriceTicks * instrument.tickValueMicros;
    const fifoMicros = holding.lots.fill(signedLots, lotMicros, executionId, fill.executedUs);
    const folded = foldFill(instrument, before, fill, fifoMicros);
    holding.position = folded.position;
    this.#positionsMicros += sizeMicros(folded.position) - sizeMicros(before);
    this.#cashMicros += folded.cashDeltaMicros;
    assert(Number.isSafeInteger(this.#cashMicros), 'cash is a safe integer of micros');
    return folded;
  }

  /** What fills have done to the lots since the last call. */
  takeLotChanges(): LotChanges[] {
    const changes: LotChanges[] = [];
    for (const { lots } of this.#holdings.values()) {
      const changed = lots.takeChanges();
      if (changed !== null) changes.push(changed);
    }
    return changes;
  }

  #holding(symbol: string, { tradeDate, executedUs }: PositionFill): Holding {
    const known = this.#holdings.get(symbol);
    if (known !== undefined) return known;
    const holding: Holding = {
      position: flatPosition(symbol, tradeDate, executedUs),
      lots: new LotQueue(symbol),
    };
    this.#holdings.set(symbol, holding);
    return holding;
  }
}

function sizeMicros({ costMicros, realisedMicros }: Position): number {
  return costMicros + Math.abs(realisedMicros);
}
