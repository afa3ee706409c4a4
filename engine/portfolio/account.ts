import type { AccountSettings } from '../contract/account.ts';
import { DEFAULT_ACCOUNT_SETTINGS } from '../contract/defaults.ts';
import type { Position } from '../domain/order.ts';
import type { TimeUs } from '../domain/time.ts';
import { assert } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { LotChanges, SymbolLots } from '../domain/lot.ts';
import { LotQueue } from './lot-queue.ts';
import { FILL_CASH_DELTA, PositionFold, flatPosition } from './position-fold.ts';
import type { FoldedFill, PositionFill } from './position-fold.ts';

/** Cash that a new local account starts with: 100,000 dollars in micros. */
export const START_CASH_MICROS = 100_000_000_000;

/** Asked for after every command, of which most fill nothing. */
const NO_CHANGES: readonly LotChanges[] = [];
const NONE_TOUCHED: readonly LotQueue[] = [];

interface Holding {
  readonly fold: PositionFold;
  readonly lots: LotQueue;
}

/** Cash, positions and lots of one venue's account, kept up to date by fills only. */
export class Account {
  /** What it charges from now on, and what it allows. */
  settings: AccountSettings = DEFAULT_ACCOUNT_SETTINGS;
  readonly #holdings = new Map<string, Holding>();
  #last: Holding | undefined = undefined;
  /** Lots of what has traded since its changes were taken. */
  #touched: readonly LotQueue[] = NONE_TOUCHED;
  #cashMicros: number;
  /** Sum of `sizeMicros` over the positions. */
  #positionsMicros = 0;

  constructor(cashMicros: number, positions: readonly Position[], lots: readonly SymbolLots[]) {
    this.#cashMicros = cashMicros;
    const lotsOf = new Map(lots.map((one) => [one.symbol, one.lots]));
    for (const position of positions) {
      const { symbol } = position;
      const queue = new LotQueue(symbol, lotsOf.get(symbol) ?? []);
      const fold = new PositionFold(position);
      this.#holdings.set(symbol, { fold, lots: queue });
      this.#positionsMicros += fold.sizeMicros;
    }
  }

  get cashMicros(): number {
    return this.#cashMicros;
  }

  /** Begins with other cash than the store did: a remote venue's account has its own. */
  startWith(cashMicros: number): void {
    this.#cashMicros = cashMicros;
  }

  /** What cash and positions come to, each of them counted as positive; a fill adds at most twice its value. */
  get sizeMicros(): number {
    return Math.abs(this.#cashMicros) + this.#positionsMicros;
  }

  /** All positions ever held, flat ones included, because they hold realised results. */
  positions(): readonly Position[] {
    return Array.from(this.#holdings.values(), ({ fold }) => fold.position());
  }

  /** The position in a symbol, flat ones included; null when never traded. */
  position(symbol: string): Position | null {
    return this.#known(symbol)?.fold.position() ?? null;
  }

  /** Signed open quantity; 0 when never traded. */
  qtyLots(symbol: string): number {
    return this.#known(symbol)?.fold.qtyLots ?? 0;
  }

  /** Open lots of every symbol that has some. */
  lots(): SymbolLots[] {
    return Array.from(this.#holdings, ([symbol, { lots }]) => ({
      symbol,
      lots: lots.lots(),
    })).filter(({ lots }) => lots.length > 0);
  }

  /** Applies a fill and says what it did; execution ids grow from call to call. */
  applyFill(instrument: Instrument, fill: PositionFill, executionId: number): FoldedFill {
    const { side, lastQtyLots, lastPriceTicks, feeMicros, tradeDate, executedUs } = fill;
    const lots = side === 'buy' ? lastQtyLots : -lastQtyLots;
    return this.fill(
      instrument,
      lots,
      lastPriceTicks,
      feeMicros,
      tradeDate,
      executedUs,
      executionId,
    ).folded();
  }

  /** As `applyFill`, of `signedLots` (> 0 for a buy); the fold is the position, which goes on changing. */
  fill(
    instrument: Instrument,
    signedLots: number,
    priceTicks: number,
    feeMicros: number,
    tradeDate: string,
    us: TimeUs,
    executionId: number,
  ): PositionFold {
    const { symbol } = instrument;
    const { fold, lots } = this.#known(symbol) ?? this.#meet(symbol, tradeDate, us);
    const lotMicros = priceTicks * instrument.tickValueMicros;
    const fifoMicros = lots.fill(signedLots, lotMicros, executionId, us);
    const before = fold.sizeMicros;
    fold.fill(instrument, signedLots, priceTicks, feeMicros, fifoMicros, tradeDate, us);
    this.#positionsMicros += fold.sizeMicros - before;
    this.#cashMicros += fold.numbers[FILL_CASH_DELTA] ?? 0;
    assert(Number.isSafeInteger(this.#cashMicros), 'cash is a safe integer of micros');
    // Mostly one: an array made by `push` has room for seventeen, and all of them were a tenth of the path.
    if (this.#touched.length === 0) this.#touched = [lots];
    else if (!this.#touched.includes(lots)) this.#touched = [...this.#touched, lots];
    return fold;
  }

  /** What fills have done to the lots since the last call. */
  takeLotChanges(): readonly LotChanges[] {
    const touched = this.#touched;
    const [only] = touched;
    if (only === undefined) return NO_CHANGES;
    this.#touched = NONE_TOUCHED;
    if (touched.length > 1) return touched.map((lots) => lots.takeChanges()).filter(isChange);
    const changed = only.takeChanges();
    return changed === null ? NO_CHANGES : [changed];
  }

  #known(symbol: string): Holding | undefined {
    // Most questions are about the same symbol as the one before.
    if (this.#last?.fold.symbol === symbol) return this.#last;
    const holding = this.#holdings.get(symbol);
    if (holding !== undefined) this.#last = holding;
    return holding;
  }

  #meet(symbol: string, tradeDate: string, us: TimeUs): Holding {
    const fold = new PositionFold(flatPosition(symbol, tradeDate, us));
    const holding: Holding = { fold, lots: new LotQueue(symbol) };
    this.#holdings.set(symbol, holding);
    return holding;
  }
}

function isChange(changes: LotChanges | null): changes is LotChanges {
  return changes !== null;
}
