import { assert } from '../domain/assert.ts';
import type { PositionSide, RoundTrip, TripFill } from '../domain/round-trip.ts';

/** Lowest and highest price in ticks that the market is known to have seen. */
export interface PriceRange {
  readonly lowTicks: number;
  readonly highTicks: number;
}

/**
 * What the market did strictly between two moments, from whatever is known of it (stored bars that lie
 * wholly between them); null: nothing is known.
 */
export type PriceRanges = (symbol: string, afterUs: number, beforeUs: number) => PriceRange | null;

/** Different tags that a trip remembers; a trader has a handful of strategies, not one for each fill. */
export const TRIP_TAGS_MAX = 16;

/** A round trip that has not ended, as it can be stored. */
export interface OpenTripState {
  readonly symbol: string;
  readonly side: PositionSide;
  readonly number: number;
  readonly openedUs: number;
  /** Of the last fill. */
  readonly lastUs: number;
  /** Held now, above 0. */
  readonly heldLots: number;
  readonly peakQtyLots: number;
  /** Sum of what was added to the position. */
  readonly entryQtyLots: number;
  readonly entryMicros: bigint;
  readonly exitMicros: bigint;
  /** Received less paid, in micros; what it made when it ends. */
  readonly movedMicros: number;
  readonly feesMicros: number;
  readonly fills: number;
  readonly firstExecutionId: number;
  readonly tag: string;
  readonly tags: readonly string[];
  readonly maeMicros: number;
  readonly mfeMicros: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The sums of one trip while it is open. */
export class OpenTrip {
  readonly #state: Mutable<OpenTripState>;

  constructor(state: OpenTripState) {
    this.#state = { ...state };
  }

  /** The trip that a fill begins; `enter` then counts it. */
  static begin(fill: TripFill, side: PositionSide, number: number): OpenTrip {
    return new OpenTrip({
      symbol: fill.symbol,
      side,
      number,
      openedUs: fill.executedUs,
      lastUs: fill.executedUs,
      heldLots: 0,
      peakQtyLots: 0,
      entryQtyLots: 0,
      entryMicros: 0n,
      exitMicros: 0n,
      movedMicros: 0,
      feesMicros: 0,
      fills: 0,
      firstExecutionId: fill.executionId,
      tag: fill.tag,
      tags: [],
      maeMicros: 0,
      mfeMicros: 0,
    });
  }

  get side(): PositionSide {
    return this.#state.side;
  }

  state(): OpenTripState {
    return { ...this.#state };
  }

  /** What the position made or lost until this fill, and at its price, which the fill does not change. */
  watch(fill: TripFill, ranges: PriceRanges | null): void {
    const state = this.#state;
    const between = ranges?.(state.symbol, state.lastUs, fill.executedUs) ?? null;
    const tickMicros = fill.grossMicros / fill.lastQtyLots / fill.lastPriceTicks;
    if (between !== null) {
      this.#see(between.lowTicks * tickMicros);
      this.#see(between.highTicks * tickMicros);
    }
    this.#see(fill.lastPriceTicks * tickMicros);
  }

  /** Adds lots of a fill to the position, with their share of its fee. */
  enter(fill: TripFill, qtyLots: number, feeMicros: number): void {
    const state = this.#state;
    const value = this.#count(fill, qtyLots, feeMicros);
    state.heldLots += qtyLots;
    state.peakQtyLots = Math.max(state.peakQtyLots, state.heldLots);
    state.entryQtyLots += qtyLots;
    state.entryMicros += BigInt(value);
    state.movedMicros += state.side === 'long' ? -value : value;
  }

  /** Takes lots off the position. */
  exit(fill: TripFill, qtyLots: number, feeMicros: number): void {
    const state = this.#state;
    const value = this.#count(fill, qtyLots, feeMicros);
    state.heldLots -= qtyLots;
    state.exitMicros += BigInt(value);
    state.movedMicros += state.side === 'long' ? value : -value;
  }

  /** The trip that the fill has ended. */
  finished(fill: TripFill): RoundTrip {
    const { entryQtyLots, movedMicros, lastUs, heldLots, ...state } = this.#state;
    assert(heldLots === 0, 'a round trip ends when nothing is held');
    return {
      ...state,
      closedUs: lastUs,
      qtyLots: entryQtyLots,
      grossMicros: movedMicros,
      lastExecutionId: fill.executionId,
    };
  }

  /** Counts a fill's part and returns its value. */
  #count(fill: TripFill, qtyLots: number, feeMicros: number): number {
    const state = this.#state;
    state.fills += 1;
    state.feesMicros += feeMicros;
    state.lastUs = fill.executedUs;
    const isNew = fill.tag !== '' && !state.tags.includes(fill.tag);
    if (isNew && state.tags.length < TRIP_TAGS_MAX) state.tags = [...state.tags, fill.tag];
    return (fill.grossMicros / fill.lastQtyLots) * qtyLots;
  }

  /** Notes the result at a price, given as the money of one lot. */
  #see(lotMicros: number): void {
    const state = this.#state;
    const held = state.heldLots * lotMicros;
    const made = state.movedMicros + (state.side === 'long' ? held : -held);
    state.maeMicros = Math.min(state.maeMicros, made);
    state.mfeMicros = Math.max(state.mfeMicros, made);
  }
}
