import type { OrderTrace, TracedCommand } from '../contract/telemetry.ts';
import { TRACES_KEPT, TRACED_COMMANDS } from '../contract/telemetry.ts';

/** Columns of a row: all times in microseconds of the engine's monotonic clock, 0 where there is none. */
const COMMAND = 0;
const ORDER_ID = 1;
const RECEIVED = 2;
const MATCHED = 3;
const BEGAN = 4;
const SYNCED = 5;
const TOLD = 6;
const COLUMNS = 7;

/** When the newest transaction was begun, and when it was on disk. */
export interface CommitTimes {
  readonly beganUs: number;
  readonly syncedUs: number;
}

/** The stages of the newest commands on orders, in a ring of numbers. */
export class OrderTraces {
  readonly #rows = new Float64Array(TRACES_KEPT * COLUMNS);
  #count = 0;

  get length(): number {
    return Math.min(this.#count, TRACES_KEPT);
  }

  /** `commit`: null when the command wrote nothing. */
  push(
    command: TracedCommand,
    orderId: number,
    receivedUs: number,
    matchedUs: number,
    commit: CommitTimes | null,
    toldUs: number,
  ): void {
    const at = (this.#count % TRACES_KEPT) * COLUMNS;
    const rows = this.#rows;
    rows[at + COMMAND] = TRACED_COMMANDS.indexOf(command);
    rows[at + ORDER_ID] = orderId;
    rows[at + RECEIVED] = receivedUs;
    rows[at + MATCHED] = matchedUs;
    rows[at + BEGAN] = commit?.beganUs ?? 0;
    rows[at + SYNCED] = commit?.syncedUs ?? 0;
    rows[at + TOLD] = toldUs;
    this.#count += 1;
  }

  /** At most `limit`, newest first. `wallUs` is the wall clock's time at `monotonicUs`. */
  newest(limit: number, wallUs: number, monotonicUs: number): OrderTrace[] {
    return Array.from({ length: Math.min(limit, this.length) }, (_, i) => {
      const at = ((this.#count - 1 - i) % TRACES_KEPT) * COLUMNS;
      const column = (index: number): number => this.#rows[at + index] ?? 0;
      const orNull = (index: number): number | null => (column(index) === 0 ? null : column(index));
      return {
        command: TRACED_COMMANDS[column(COMMAND)] ?? 'order.submit',
        orderId: column(ORDER_ID),
        atUs: Math.round(wallUs - (monotonicUs - column(RECEIVED))),
        receivedUs: column(RECEIVED),
        matchedUs: column(MATCHED),
        beganUs: orNull(BEGAN),
        syncedUs: orNull(SYNCED),
        toldUs: column(TOLD),
      };
    });
  }
}
