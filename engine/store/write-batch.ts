/**
 * Journal writes as one message to the writer thread. Events travel packed (engine/orders/event-layout.ts):
 * their numbers are moved, not copied value by value, and the rows that they stand for are made by the
 * thread that binds them. Everything else is rare and travels as it is.
 */
import { EventBatch } from '../orders/event-batch.ts';
import { unpackedEvents } from '../orders/event-decoding.ts';
import type { PackedEvents } from '../orders/event-decoding.ts';
import type { JournalWrite } from '../ports.ts';
import { rowBatch } from './row-batch.ts';
import type { RowBatch } from './row-batch.ts';

/** A write other than of events. */
type OtherWrite = Exclude<JournalWrite, { readonly kind: 'events' }>;

/** What the writer thread is sent. */
export interface WriteBatch {
  /** In order; one message has several where several have gathered events. */
  readonly events: readonly PackedEvents[];
  readonly others: readonly OtherWrite[];
}

/** Gathers the writes of a loop turn into one batch. */
export class WriteGathering {
  readonly #own = new EventBatch();
  #others: OtherWrite[] = [];

  add(write: JournalWrite): void {
    if (write.kind !== 'events') this.#others.push(write);
    else for (const event of write.events) this.#own.addEvent(event);
  }

  /** What has gathered since the last call. */
  take(): WriteBatch {
    const others = this.#others;
    this.#others = [];
    return { events: this.#own.length === 0 ? [] : [this.#own.handOver()], others };
  }
}

/** Buffers of a batch that a message can move. */
export function buffersOf({ events }: WriteBatch): ArrayBuffer[] {
  return events.map(({ numbers }) => numbers.buffer);
}

/** The rows that a batch stands for. */
export function rowsOfBatch({ events, others }: WriteBatch): RowBatch {
  const unpacked = events.map((one) => ({ kind: 'events' as const, events: unpackedEvents(one) }));
  return rowBatch([...unpacked, ...others]);
}
