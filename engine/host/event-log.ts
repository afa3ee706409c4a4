import { CATCH_UP_EVENTS_MAX } from '../contract/bounds.ts';
import type { OrderEvent } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';

/** Events kept when memory is short: who was away for longer begins with a snapshot. */
const TRIMMED_TO = 100;

/** The newest events of the venue, so that a client that was away gets just what it missed. */
export class EventLog {
  #events: OrderEvent[] = [];

  /** `recent`: the newest events of the store, in order. */
  constructor(recent: readonly OrderEvent[]) {
    this.append(recent);
  }

  /** Events kept: at most twice what a client is caught up with. */
  get length(): number {
    return this.#events.length;
  }

  append(events: readonly OrderEvent[]): void {
    for (const event of events) {
      const last = this.#events.at(-1);
      assert(last === undefined || event.seq === last.seq + 1, 'events are numbered without gaps');
      this.#events.push(event);
    }
    // Trimmed by half, so that the cost of moving the rest is spread over many appends.
    if (this.#events.length > 2 * CATCH_UP_EVENTS_MAX) {
      this.#events = this.#events.slice(-CATCH_UP_EVENTS_MAX);
    }
  }

  /** Lets go of all but the very newest; returns of how many. */
  trim(): number {
    const { length } = this.#events;
    this.#events = this.#events.slice(-TRIMMED_TO);
    return length - this.#events.length;
  }

  /** Events after `seq` up to the newest, or null when too many were missed or `seq` is unknown. */
  after(seq: number, lastSeq: number): readonly OrderEvent[] | null {
    if (seq === lastSeq) return [];
    const first = this.#events[0];
    if (first === undefined || seq > lastSeq || seq < first.seq - 1) return null;
    const missed = this.#events.slice(seq + 1 - first.seq);
    return missed.length <= CATCH_UP_EVENTS_MAX ? missed : null;
  }
}
