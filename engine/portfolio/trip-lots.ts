/**
 * The open lots of one symbol with their fees, for closed lots and round trips. The same arithmetic as
 * lot-queue.ts has on the way of an order, which needs no fees and tells of nothing closed.
 */
import { mulDiv } from '../domain/mul-div.ts';
import { LOTS_PER_SYMBOL_MAX } from './lot-queue.ts';

/** What is left of one opening fill. */
export interface TripLot {
  readonly executionId: number;
  readonly openedUs: number;
  /** Above 0. */
  readonly qtyLots: number;
  /** What `qtyLots` cost or brought, in micros. */
  readonly costMicros: number;
  /** What is left of the opening fill's fee, in micros. */
  readonly feeMicros: number;
}

/** Places before the head at which the list is cut down to what is open. */
const SPENT_MAX = 1_024;

export class TripLots {
  #lots: TripLot[];
  /** Lots before it are closed. */
  #head = 0;
  /** Lots from here on have not been taken as changes. */
  #firstNew: number;
  #hasHeadChanged = false;

  /** Oldest first. */
  constructor(lots: readonly TripLot[] = []) {
    this.#lots = [...lots];
    this.#firstNew = lots.length;
  }

  get count(): number {
    return this.#lots.length - this.#head;
  }

  /** Oldest first. */
  open(): TripLot[] {
    return this.#lots.slice(this.#head);
  }

  /** Takes at most `mostLots` off the oldest lot and returns that part of it; null: nothing is open. */
  close(mostLots: number): TripLot | null {
    const oldest = this.#lots[this.#head];
    if (oldest === undefined) return null;
    const held = oldest.qtyLots;
    if (mostLots >= held) {
      this.#head += 1;
      this.#firstNew = Math.max(this.#firstNew, this.#head);
      this.#hasHeadChanged = false;
      if (this.#head > SPENT_MAX && 2 * this.#head > this.#lots.length) this.#cut();
      return oldest;
    }
    const part: TripLot = {
      ...oldest,
      qtyLots: mostLots,
      costMicros: mulDiv(oldest.costMicros, mostLots, held),
      feeMicros: feeShare(oldest.feeMicros, mostLots, held),
    };
    this.#lots[this.#head] = {
      ...oldest,
      qtyLots: held - mostLots,
      costMicros: oldest.costMicros - part.costMicros,
      feeMicros: oldest.feeMicros - part.feeMicros,
    };
    this.#hasHeadChanged = true;
    return part;
  }

  /** Adds the newest lot; beyond the bound it joins the one before it, as in lot-queue.ts. */
  add(lot: TripLot): void {
    const newest = this.#lots.at(-1);
    if (this.count < LOTS_PER_SYMBOL_MAX || newest === undefined) {
      this.#lots.push(lot);
      return;
    }
    const last = this.#lots.length - 1;
    this.#lots[last] = {
      ...newest,
      qtyLots: newest.qtyLots + lot.qtyLots,
      costMicros: newest.costMicros + lot.costMicros,
      feeMicros: newest.feeMicros + lot.feeMicros,
    };
    this.#firstNew = Math.min(this.#firstNew, last);
  }

  /** Lots that are new or changed since the last call; of those before the first open one none is left. */
  takeChanged(): TripLot[] {
    const changed = this.#lots.slice(this.#firstNew);
    const head = this.#lots[this.#head];
    if (this.#hasHeadChanged && this.#firstNew > this.#head && head !== undefined) {
      changed.unshift(head);
    }
    this.#firstNew = this.#lots.length;
    this.#hasHeadChanged = false;
    return changed;
  }

  /** Execution of the oldest open lot; null: none is open. */
  get oldestId(): number | null {
    return this.#lots[this.#head]?.executionId ?? null;
  }

  #cut(): void {
    this.#lots = this.#lots.slice(this.#head);
    this.#firstNew = Math.max(0, this.#firstNew - this.#head);
    this.#head = 0;
  }
}

/** `fee * part / whole` to nearest; a fee below 0 is a rebate. The rest is for what is left. */
export function feeShare(feeMicros: number, part: number, whole: number): number {
  return feeMicros < 0 ? -mulDiv(-feeMicros, part, whole) : mulDiv(feeMicros, part, whole);
}
