/**
 * Journal writes as one message to the writer thread. Events travel packed (engine/orders/event-layout.ts):
 * their numbers are moved, not copied value by value, and the rows that they stand for are made by the
 * thread that binds them. Everything else is rare and travels as it is.
 */
import { assert } from '../domain/assert.ts';
import { EventBatch } from '../orders/event-batch.ts';
import type { EventSpan } from '../orders/event-batch.ts';
import { unpackedEvents } from '../orders/event-decoding.ts';
import type { PackedEvents } from '../orders/event-decoding.ts';
import type { JournalWrite } from '../ports.ts';
import { rowBatch } from './row-batch.ts';
import type { RowBatch, RowWrite } from './row-batch.ts';

/** A write other than of events. */
type OtherWrite = Exclude<RowWrite, { readonly kind: 'events' }>;

/** What the writer thread is sent. */
export interface WriteBatch {
  /** In order; one message has several where several have gathered events. */
  readonly events: readonly PackedEvents[];
  readonly others: readonly OtherWrite[];
}

/** Gathers the writes of a loop turn into one batch. */
export class WriteGathering {
  readonly #own = new EventBatch();
  /** Batches that hold what has gathered, in the order of their events. */
  #batches: EventBatch[] = [];
  /** The last span of a batch that is not our own. */
  #last: EventSpan | null = null;
  #others: OtherWrite[] = [];

  add(write: JournalWrite): void {
    if (write.kind === 'packed_events') {
      this.#last = write.events;
      this.#note(write.events.batch);
    } else if (write.kind === 'events') {
      for (const event of write.events) this.#own.addEvent(event);
      if (write.events.length > 0) this.#note(this.#own);
    } else this.#others.push(write);
  }

  /** What has gathered since the last call. */
  take(): WriteBatch {
    const { to, batch } = this.#last ?? { to: 0, batch: this.#own };
    const isWhole = this.#last === null || to === batch.length;
    assert(isWhole, 'what the core has packed is appended before it is sent');
    const events = this.#batches.map((one) => one.handOver());
    const others = this.#others;
    this.#batches = [];
    this.#last = null;
    this.#others = [];
    return { events, others };
  }

  #note(batch: EventBatch): void {
    if (this.#batches.at(-1) === batch) return;
    assert(!this.#batches.includes(batch), 'events of two batches are not mixed in one turn');
    this.#batches.push(batch);
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
