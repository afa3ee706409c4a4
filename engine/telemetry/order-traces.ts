import type { OrderTrace, TracedCommand } from '../contract/telemetry.ts';
import { SLOWEST_KEPT, TRACES_KEPT, TRACED_COMMANDS } from '../contract/telemetry.ts';

/** Columns of a row: all times in microseconds of the engine's monotonic clock, 0 where there is none. */
const COMMAND = 0;
const ORDER_ID = 1;
const ORDERS = 2;
const RECEIVED = 3;
const MATCHED = 4;
const BEGAN = 5;
const SYNCED = 6;
const TOLD = 7;
const COLUMNS = 8;

/** When the newest transaction was begun, and when it was on disk. */
export interface CommitTimes {
  readonly beganUs: number;
  readonly syncedUs: number;
}

/** The stages of the newest commands on orders, and of the slowest of the run, in rows of numbers. */
export class OrderTraces {
  readonly #newest = new Float64Array(TRACES_KEPT * COLUMNS);
  readonly #slowest = new Float64Array(SLOWEST_KEPT * COLUMNS);
  #count = 0;
  /** Where the least slow of the slowest is, and how long it took. */
  #leastAt = 0;
  #leastUs = 0;

  get length(): number {
    return Math.min(this.#count, TRACES_KEPT);
  }

  /** `orders`: how many it was about, `orderId` the first of them. `commit`: null when it wrote nothing. */
  push(
    command: TracedCommand,
    orderId: number,
    orders: number,
    receivedUs: number,
    matchedUs: number,
    commit: CommitTimes | null,
    toldUs: number,
  ): void {
    const at = (this.#count % TRACES_KEPT) * COLUMNS;
    const rows = this.#newest;
    rows[at + COMMAND] = TRACED_COMMANDS.indexOf(command);
    rows[at + ORDER_ID] = orderId;
    rows[at + ORDERS] = orders;
    rows[at + RECEIVED] = receivedUs;
    rows[at + MATCHED] = matchedUs;
    rows[at + BEGAN] = commit?.beganUs ?? 0;
    rows[at + SYNCED] = commit?.syncedUs ?? 0;
    rows[at + TOLD] = toldUs;
    this.#count += 1;
    if (toldUs - receivedUs > this.#leastUs) this.#keepSlow(at);
  }

  /**
   * At most `limit`, newest first: the newest, and then the slowest that are older. `wallUs` is the wall
   * clock's time at `monotonicUs`.
   */
  told(limit: number, wallUs: number, monotonicUs: number): OrderTrace[] {
    const newest = Array.from({ length: Math.min(limit, this.length) }, (_, i) => {
      const at = ((this.#count - 1 - i) % TRACES_KEPT) * COLUMNS;
      return traceAt(this.#newest, at, wallUs, monotonicUs);
    });
    const oldestUs = newest.at(-1)?.receivedUs ?? 0;
    const slowest = Array.from({ length: Math.min(SLOWEST_KEPT, this.#count) }, (_, i) =>
      traceAt(this.#slowest, i * COLUMNS, wallUs, monotonicUs),
    );
    const older = slowest.filter(({ receivedUs }) => receivedUs > 0 && receivedUs < oldestUs);
    older.sort((a, b) => b.receivedUs - a.receivedUs);
    return [...newest, ...older].slice(0, limit);
  }

  /** Puts the row at that place of the newest in that of the least slow one. */
  #keepSlow(at: number): void {
    const rows = this.#slowest;
    for (let i = 0; i < COLUMNS; i += 1) {
      rows[this.#leastAt * COLUMNS + i] = this.#newest[at + i] ?? 0;
    }
    this.#leastUs = Number.POSITIVE_INFINITY;
    for (let row = 0; row < SLOWEST_KEPT; row += 1) {
      const us = (rows[row * COLUMNS + TOLD] ?? 0) - (rows[row * COLUMNS + RECEIVED] ?? 0);
      if (us >= this.#leastUs) continue;
      this.#leastUs = us;
      this.#leastAt = row;
    }
  }
}

function traceAt(rows: Float64Array, at: number, wallUs: number, monotonicUs: number): OrderTrace {
  const column = (index: number): number => rows[at + index] ?? 0;
  const orNull = (index: number): number | null => (column(index) === 0 ? null : column(index));
  return {
    command: TRACED_COMMANDS[column(COMMAND)] ?? 'order.submit',
    orderId: column(ORDER_ID),
    orders: column(ORDERS),
    atUs: Math.round(wallUs - (monotonicUs - column(RECEIVED))),
    receivedUs: column(RECEIVED),
    matchedUs: column(MATCHED),
    beganUs: orNull(BEGAN),
    syncedUs: orNull(SYNCED),
    toldUs: column(TOLD),
  };
}
