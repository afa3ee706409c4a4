/**
 * The open lots of one symbol, oldest first. A fill against the position closes from the front, one
 * with it adds a lot at the back, one through zero does both. Kept in flat columns with a moving head:
 * a fill makes no garbage, however many lots it closes.
 */
import { assert } from '../domain/assert.ts';
import type { Lot, LotChanges } from '../domain/lot.ts';
import { mulDiv } from '../domain/mul-div.ts';

/**
 * Lots of one symbol that are kept apart; beyond that a fill joins the newest lot, which then has
 * their average cost. Bounds memory and start (some 0.5 MB a symbol) for a position that only grows.
 */
export const LOTS_PER_SYMBOL_MAX = 10_000;

/** Closed lots at the front of the columns that are worth a copy of the rest. */
const COMPACT_FROM = 64;

export class LotQueue {
  readonly #symbol: string;
  readonly #ids: number[] = [];
  readonly #openedUs: number[] = [];
  readonly #qtyLots: number[] = [];
  readonly #costs: number[] = [];
  #head = 0;
  /** 1 long, -1 short; meaningless without lots. */
  #sign = 1;
  #lastId = 0;
  /** Lots from this place on have not been taken as changes. */
  #firstNew = 0;
  #hasHeadChanged = false;
  #hasChanged = false;

  /** `lots`: what the last run had open, oldest first. */
  constructor(symbol: string, lots: readonly Lot[] = []) {
    this.#symbol = symbol;
    for (const lot of lots) {
      this.#sign = lot.qtyLots > 0 ? 1 : -1;
      this.#push(lot.executionId, lot.openedUs, Math.abs(lot.qtyLots), lot.costMicros);
      this.#lastId = lot.executionId;
    }
    this.#firstNew = this.#ids.length;
  }

  get count(): number {
    return this.#ids.length - this.#head;
  }

  /** Oldest first. */
  lots(): Lot[] {
    return this.#from(this.#head);
  }

  /**
   * Applies a fill (`signedLots` > 0 for a buy) at `lotMicros` of money a lot. Execution ids grow.
   * Returns what it has realised against the oldest lots, in micros before fees.
   */
  fill(signedLots: number, lotMicros: number, executionId: number, us: number): number {
    assert(executionId > this.#lastId, 'lots are filled in the order of executions');
    const sign = signedLots > 0 ? 1 : -1;
    let left = Math.abs(signedLots);
    let costMicros = 0;
    let closedLots = 0;
    while (left > 0 && sign !== this.#sign && this.#head < this.#ids.length) {
      const held = this.#qtyLots[this.#head] ?? 0;
      const part = Math.min(held, left);
      costMicros += this.#closeFromHead(held, part);
      closedLots += part;
      left -= part;
    }
    this.#lastId = executionId;
    this.#hasChanged = true;
    if (left > 0) {
      this.#sign = sign;
      this.#open(left, left * lotMicros, executionId, us);
    }
    // Closed were lots of the other sign: longs by a sell, shorts by a buy.
    return sign < 0 ? closedLots * lotMicros - costMicros : costMicros - closedLots * lotMicros;
  }

  /** What has changed since the last call, or null. */
  takeChanges(): LotChanges | null {
    if (!this.#hasChanged) return null;
    const keptFromId = this.count > 0 ? (this.#ids[this.#head] ?? 0) : this.#lastId + 1;
    const lots = this.#from(Math.max(this.#firstNew, this.#head));
    if (this.#hasHeadChanged && this.#head < this.#firstNew) lots.unshift(this.#lotAt(this.#head));
    this.#firstNew = this.#ids.length;
    this.#hasHeadChanged = false;
    this.#hasChanged = false;
    return { symbol: this.#symbol, keptFromId, lots };
  }

  /** Takes `part` of the oldest lot, which has `held`; returns what that part cost. */
  #closeFromHead(held: number, part: number): number {
    const cost = this.#costs[this.#head] ?? 0;
    const closed = mulDiv(cost, part, held);
    if (part === held) {
      this.#head += 1;
      this.#hasHeadChanged = false;
      this.#compact();
    } else {
      this.#qtyLots[this.#head] = held - part;
      this.#costs[this.#head] = cost - closed;
      this.#hasHeadChanged = true;
    }
    return closed;
  }

  #open(qtyLots: number, costMicros: number, executionId: number, us: number): void {
    if (this.count < LOTS_PER_SYMBOL_MAX) {
      this.#push(executionId, us, qtyLots, costMicros);
      return;
    }
    const newest = this.#ids.length - 1;
    this.#qtyLots[newest] = (this.#qtyLots[newest] ?? 0) + qtyLots;
    this.#costs[newest] = (this.#costs[newest] ?? 0) + costMicros;
    this.#firstNew = Math.min(this.#firstNew, newest);
  }

  #push(executionId: number, us: number, qtyLots: number, costMicros: number): void {
    this.#ids.push(executionId);
    this.#openedUs.push(us);
    this.#qtyLots.push(qtyLots);
    this.#costs.push(costMicros);
  }

  #compact(): void {
    if (this.#head < COMPACT_FROM || 2 * this.#head < this.#ids.length) return;
    for (const column of [this.#ids, this.#openedUs, this.#qtyLots, this.#costs]) {
      column.copyWithin(0, this.#head);
      column.length -= this.#head;
    }
    this.#firstNew = Math.max(0, this.#firstNew - this.#head);
    this.#head = 0;
  }

  #from(start: number): Lot[] {
    const lots: Lot[] = [];
    for (let i = start; i < this.#ids.length; i += 1) lots.push(this.#lotAt(i));
    return lots;
  }

  #lotAt(i: number): Lot {
    return {
      executionId: this.#ids[i] ?? 0,
      openedUs: this.#openedUs[i] ?? 0,
      qtyLots: this.#sign * (this.#qtyLots[i] ?? 0),
      costMicros: this.#costs[i] ?? 0,
    };
  }
}
