/**
 * The open lots of one symbol, oldest first. A fill against the position closes from the front, one
 * with it adds a lot at the back, one through zero does both. Kept in typed columns that are used as a
 * ring: a fill makes no garbage, however many lots it closes.
 */
import { assert } from '../domain/assert.ts';
import type { Lot, LotChanges } from '../domain/lot.ts';
import { mulDiv } from '../domain/mul-div.ts';

/**
 * Lots of one symbol that are kept apart; beyond that a fill joins the newest lot, which then has
 * their average cost. Bounds memory and start (some 0.5 MB a symbol) for a position that only grows.
 */
export const LOTS_PER_SYMBOL_MAX = 10_000;

/** Places of a new queue; doubled when they are taken. A power of 2. */
const FIRST_CAPACITY = 16;

export class LotQueue {
  readonly #symbol: string;
  // The columns: place (#head + i) & #mask has lot i, the oldest being 0.
  #ids = new Float64Array(FIRST_CAPACITY);
  #openedUs = new Float64Array(FIRST_CAPACITY);
  #qtyLots = new Float64Array(FIRST_CAPACITY);
  #costs = new Float64Array(FIRST_CAPACITY);
  #mask = FIRST_CAPACITY - 1;
  #head = 0;
  #count = 0;
  /** 1 long, -1 short; meaningless without lots. */
  #sign = 1;
  #lastId = 0;
  /** Lots from this one on, counted from the oldest, have not been taken as changes. */
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
    this.#firstNew = this.#count;
  }

  get count(): number {
    return this.#count;
  }

  /** Oldest first. */
  lots(): Lot[] {
    return this.#from(0);
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
    while (left > 0 && sign !== this.#sign && this.#count > 0) {
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
    const keptFromId = this.#count > 0 ? (this.#ids[this.#head] ?? 0) : this.#lastId + 1;
    const isHeadBefore = this.#hasHeadChanged && this.#firstNew > 0;
    const changed = this.#from(this.#firstNew);
    const lots = isHeadBefore ? [this.#lotAt(0), ...changed] : changed;
    this.#firstNew = this.#count;
    this.#hasHeadChanged = false;
    this.#hasChanged = false;
    return { symbol: this.#symbol, keptFromId, lots };
  }

  /** Takes `part` of the oldest lot, which has `held`; returns what that part cost. */
  #closeFromHead(held: number, part: number): number {
    const cost = this.#costs[this.#head] ?? 0;
    if (part === held) {
      this.#head = (this.#head + 1) & this.#mask;
      this.#count -= 1;
      this.#firstNew = Math.max(0, this.#firstNew - 1);
      this.#hasHeadChanged = false;
      return cost;
    }
    const perLot = cost / held;
    // A lot of one fill has one price; only one that others have joined divides with a rest.
    const closed = Number.isInteger(perLot) ? perLot * part : mulDiv(cost, part, held);
    this.#qtyLots[this.#head] = held - part;
    this.#costs[this.#head] = cost - closed;
    this.#hasHeadChanged = true;
    return closed;
  }

  #open(qtyLots: number, costMicros: number, executionId: number, us: number): void {
    if (this.#count < LOTS_PER_SYMBOL_MAX) {
      this.#push(executionId, us, qtyLots, costMicros);
      return;
    }
    const newest = (this.#head + this.#count - 1) & this.#mask;
    this.#qtyLots[newest] = (this.#qtyLots[newest] ?? 0) + qtyLots;
    this.#costs[newest] = (this.#costs[newest] ?? 0) + costMicros;
    this.#firstNew = Math.min(this.#firstNew, this.#count - 1);
  }

  #push(executionId: number, us: number, qtyLots: number, costMicros: number): void {
    if (this.#count > this.#mask) this.#grow();
    const at = (this.#head + this.#count) & this.#mask;
    this.#ids[at] = executionId;
    this.#openedUs[at] = us;
    this.#qtyLots[at] = qtyLots;
    this.#costs[at] = costMicros;
    this.#count += 1;
  }

  #grow(): void {
    const capacity = 2 * (this.#mask + 1);
    const grown = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const larger = new Float64Array(capacity);
      // The oldest to the front: what lies behind the head, then what had gone round.
      larger.set(column.subarray(this.#head));
      larger.set(column.subarray(0, this.#head), column.length - this.#head);
      return larger;
    };
    this.#ids = grown(this.#ids);
    this.#openedUs = grown(this.#openedUs);
    this.#qtyLots = grown(this.#qtyLots);
    this.#costs = grown(this.#costs);
    this.#mask = capacity - 1;
    this.#head = 0;
  }

  #from(first: number): Lot[] {
    // As after most fills; `push` would make room for seventeen.
    if (first === this.#count - 1) return [this.#lotAt(first)];
    const lots: Lot[] = [];
    for (let i = first; i < this.#count; i += 1) lots.push(this.#lotAt(i));
    return lots;
  }

  #lotAt(i: number): Lot {
    const at = (this.#head + i) & this.#mask;
    return {
      executionId: this.#ids[at] ?? 0,
      openedUs: this.#openedUs[at] ?? 0,
      qtyLots: this.#sign * (this.#qtyLots[at] ?? 0),
      costMicros: this.#costs[at] ?? 0,
    };
  }
}
