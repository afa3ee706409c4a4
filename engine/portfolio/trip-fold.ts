/**
 * Closed lots and round trips as a fold over fills in the order of their executions. It holds what is
 * open and nothing else: at most LOTS_PER_SYMBOL_MAX lots of each symbol that has ever been traded.
 * Its sums are those of positions to the micro: lots make what `fifoRealisedMicros` says, trips and
 * what is open have paid `feesMicros`.
 */
import { assert } from '../domain/assert.ts';
import type { ClosedLot, PositionSide, RoundTrip, TripFill } from '../domain/round-trip.ts';
import { OpenTrip } from './open-trip.ts';
import type { OpenTripState, PriceRanges } from './open-trip.ts';
import { TripLots, feeShare } from './trip-lots.ts';
import type { TripLot } from './trip-lots.ts';

/** What a fill has ended. */
export interface TripStep {
  /** In the order in which the lots were opened. */
  readonly closedLots: readonly ClosedLot[];
  readonly trip: RoundTrip | null;
}

/** One symbol as it can be stored and given back to the constructor. */
export interface SymbolTrips {
  readonly symbol: string;
  /** Number of its last finished trip; 0: none. */
  readonly finishedTrips: number;
  readonly open: OpenTripState | null;
  /** Oldest first. */
  readonly lots: readonly TripLot[];
}

/** A symbol that fills have changed; of its stored lots those below `keptFromId` are gone. */
export interface SymbolTripChanges extends SymbolTrips {
  readonly keptFromId: number;
  /** The new and the changed ones. */
  readonly lots: readonly TripLot[];
}

interface Holding {
  readonly lots: TripLots;
  finishedTrips: number;
  open: OpenTrip | null;
}

const NOTHING: TripStep = { closedLots: [], trip: null };

export class TripFold {
  readonly #holdings = new Map<string, Holding>();
  readonly #ranges: PriceRanges | null;
  readonly #changed = new Set<string>();
  #lastExecutionId = 0;

  /** `ranges`: what MAE and MFE know of the market between fills; null: the fills' prices alone. */
  constructor(saved: readonly SymbolTrips[] = [], ranges: PriceRanges | null = null) {
    this.#ranges = ranges;
    for (const { symbol, finishedTrips, open, lots } of saved) {
      const trip = open === null ? null : new OpenTrip(open);
      this.#holdings.set(symbol, { lots: new TripLots(lots), finishedTrips, open: trip });
    }
  }

  /** Applies a fill; execution ids grow from call to call. */
  fill(fill: TripFill): TripStep {
    assert(fill.executionId > this.#lastExecutionId, 'fills are folded in order of execution');
    this.#lastExecutionId = fill.executionId;
    this.#changed.add(fill.symbol);
    const held = this.#holding(fill.symbol);
    const { open } = held;
    if (open !== null) open.watch(fill, this.#ranges);
    const side: PositionSide = fill.side === 'buy' ? 'long' : 'short';
    if (open === null || open.side === side) {
      this.#enter(held, fill, side, fill.lastQtyLots, fill.feeMicros);
      return NOTHING;
    }
    const { closedLots, qtyLots, feeMicros } = closeLots(held.lots, fill, open.side);
    open.exit(fill, qtyLots, feeMicros);
    if (held.lots.count > 0) return { closedLots, trip: null };
    held.finishedTrips += 1;
    held.open = null;
    const trip = open.finished(fill);
    const leftLots = fill.lastQtyLots - qtyLots;
    if (leftLots > 0) this.#enter(held, fill, side, leftLots, fill.feeMicros - feeMicros);
    return { closedLots, trip };
  }

  /** Everything that is open, to be given to another fold's constructor. */
  saved(): SymbolTrips[] {
    return Array.from(this.#holdings, ([symbol, held]) => stateOf(symbol, held, held.lots.open()));
  }

  /** Symbols that fills have changed since the last call. */
  takeChanges(): SymbolTripChanges[] {
    const changes: SymbolTripChanges[] = [];
    for (const symbol of this.#changed) {
      const held = this.#holding(symbol);
      const keptFromId = held.lots.oldestId ?? this.#lastExecutionId + 1;
      changes.push({ ...stateOf(symbol, held, held.lots.takeChanged()), keptFromId });
    }
    this.#changed.clear();
    return changes;
  }

  #enter(held: Holding, fill: TripFill, side: PositionSide, lots: number, feeMicros: number): void {
    const costMicros = lots * lotMicros(fill);
    const { executionId, executedUs: openedUs } = fill;
    held.lots.add({ executionId, openedUs, qtyLots: lots, costMicros, feeMicros });
    held.open ??= OpenTrip.begin(fill, side, held.finishedTrips + 1);
    held.open.enter(fill, lots, feeMicros);
  }

  #holding(symbol: string): Holding {
    const known = this.#holdings.get(symbol);
    if (known !== undefined) return known;
    const flat: Holding = { lots: new TripLots(), finishedTrips: 0, open: null };
    this.#holdings.set(symbol, flat);
    return flat;
  }
}

/** Closes what the fill can, oldest first; `feeMicros` is the closing parts' share of its fee. */
function closeLots(
  lots: TripLots,
  fill: TripFill,
  side: PositionSide,
): { closedLots: ClosedLot[]; qtyLots: number; feeMicros: number } {
  const closedLots: ClosedLot[] = [];
  let left: number = fill.lastQtyLots;
  let feeLeft: number = fill.feeMicros;
  while (left > 0) {
    const lot = lots.close(left);
    if (lot === null) break;
    const closeFeeMicros = feeShare(feeLeft, lot.qtyLots, left);
    closedLots.push({
      symbol: fill.symbol,
      side,
      openExecutionId: lot.executionId,
      closeExecutionId: fill.executionId,
      openedUs: lot.openedUs,
      closedUs: fill.executedUs,
      qtyLots: lot.qtyLots,
      openMicros: lot.costMicros,
      closeMicros: lot.qtyLots * lotMicros(fill),
      openFeeMicros: lot.feeMicros,
      closeFeeMicros,
      tag: fill.tag,
    });
    left -= lot.qtyLots;
    feeLeft -= closeFeeMicros;
  }
  return { closedLots, qtyLots: fill.lastQtyLots - left, feeMicros: fill.feeMicros - feeLeft };
}

/** Money of one lot at the fill's price: a whole number, as gross is price x lots x tick value. */
function lotMicros(fill: TripFill): number {
  return fill.grossMicros / fill.lastQtyLots;
}

function stateOf(symbol: string, held: Holding, lots: readonly TripLot[]): SymbolTrips {
  const { finishedTrips, open } = held;
  return { symbol, finishedTrips, open: open?.state() ?? null, lots };
}
