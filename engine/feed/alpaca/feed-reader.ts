import type { Frame, FrameQueue } from './frame-queue.ts';
import { decodeFrame } from './stream-codec.ts';
import type { StreamEncoding } from './stream-codec.ts';
import {
  isBands,
  isBar,
  isBook,
  isCancel,
  isCorrection,
  isQuote,
  isStatus,
  isTrade,
} from './wire-messages.ts';
import type {
  WireBands,
  WireBar,
  WireBook,
  WireCancel,
  WireCorrection,
  WireQuote,
  WireStatus,
  WireTrade,
} from './wire-messages.ts';

/** Hears of each frame, in microseconds from the socket on: when it is opened, and when the last of it was applied. */
export type FrameTimesListener = (stage: 'feed.wait' | 'feed.lag', us: number) => void;

/** Takes market data in the order of its delivery, each message held to its form. */
export interface FeedSink {
  trade(message: WireTrade): void;
  quote(message: WireQuote): void;
  bar(message: WireBar): void;
  status(message: WireStatus): void;
  bands(message: WireBands): void;
  correction(message: WireCorrection): void;
  cancel(message: WireCancel): void;
  book(message: WireBook): void;
  /** Some of a symbol's book could not be read; null: a frame, which may have held some of any. */
  bookLost(symbol: string | null): void;
  /** A control message that came among market data. */
  control(message: Readonly<Record<string, unknown>>): void;
}

/** What has gone through a reader since it was made. */
export interface FeedCounts {
  messages: number;
  /** Quotes that a newer one of the same symbol took the place of before anybody saw them. */
  conflated: number;
  /** Messages of a type that is not known, and frames or messages that are not what they should be. */
  unknown: number;
  invalid: number;
  /** From the socket to being applied of the last frame that was, in microseconds. */
  lagUs: number;
}

/**
 * How long one call may keep orders waiting, as long as the queue is not far behind: a burst is read in
 * slices of a quarter of a millisecond, between which the loop takes what else has come.
 */
const SLICE_US = 250;
/** Messages between two looks at the clock. */
const LOOK_EVERY = 16;

/**
 * Decodes what waits in a queue, a bounded number of messages at a time. While the queue is far behind
 * only the newest quote of each symbol is passed on; trades and all else always are.
 */
export class FeedReader {
  readonly counts: FeedCounts = { messages: 0, conflated: 0, unknown: 0, invalid: 0, lagUs: 0 };
  readonly #queue: FrameQueue;
  readonly #encoding: StreamEncoding;
  readonly #monotonicUs: () => number;
  /** The rest of a frame that did not fit into the last call. */
  #messages: readonly unknown[] = [];
  #next = 0;
  /** When the frame that is read was taken from the socket. */
  #receivedUs = 0;
  /** Newest quotes held back in this call, in order of their symbols' first. */
  readonly #quotes = new Map<string, WireQuote>();
  /** When the frames were received that have ended in this call, while their quotes are held back. */
  #heldUs: number[] = [];
  #isConflating = false;
  /** When the first frame was received of those that the last call has read. */
  #oldestUs: number | null = null;
  #hear: FrameTimesListener = () => undefined;

  constructor(queue: FrameQueue, encoding: StreamEncoding, monotonicUs: () => number) {
    this.#queue = queue;
    this.#encoding = encoding;
    this.#monotonicUs = monotonicUs;
  }

  /** Whether there is more to read. */
  get hasMore(): boolean {
    return this.#next < this.#messages.length || this.#queue.length > 0;
  }

  /** When the oldest of what the last `read` has passed on was taken from the socket; null: it had nothing. */
  get oldestUs(): number | null {
    return this.#oldestUs;
  }

  onFrameTimes(hear: FrameTimesListener): void {
    this.#hear = hear;
  }

  /** Passes on at most `max` messages, fewer when they take long; returns how many. */
  read(max: number, sink: FeedSink): number {
    this.#isConflating = this.#queue.isBehind;
    const endUs = this.#monotonicUs() + SLICE_US;
    this.#oldestUs = this.#next < this.#messages.length ? this.#receivedUs : null;
    let read = 0;
    while (read < max && this.#hasMessage(sink)) {
      const message = this.#messages[this.#next];
      this.#next += 1;
      read += 1;
      this.#pass(message, sink);
      if (this.#next >= this.#messages.length) this.#ended();
      // What is held back is only worth it over many messages.
      const isLooking = read % LOOK_EVERY === 0 && !this.#isConflating;
      if (isLooking && this.#monotonicUs() >= endUs) break;
    }
    this.counts.messages += read;
    this.#passHeld(sink);
    return read;
  }

  #hasMessage(sink: FeedSink): boolean {
    while (this.#next >= this.#messages.length) {
      const frame = this.#queue.shift();
      if (frame === undefined) return false;
      this.#open(frame, sink);
      if (this.#messages.length === 0) this.#ended();
    }
    return true;
  }

  /** All of a frame was passed on, but for the quotes that are held back. */
  #ended(): void {
    if (this.#isConflating) this.#heldUs.push(this.#receivedUs);
    else this.#applied(this.#receivedUs, this.#monotonicUs());
  }

  /** Passes on what was held back. */
  #passHeld(sink: FeedSink): void {
    for (const quote of this.#quotes.values()) sink.quote(quote);
    this.#quotes.clear();
    if (this.#heldUs.length === 0) return;
    const nowUs = this.#monotonicUs();
    for (const receivedUs of this.#heldUs) this.#applied(receivedUs, nowUs);
    this.#heldUs = [];
  }

  #applied(receivedUs: number, nowUs: number): void {
    this.counts.lagUs = Math.max(0, nowUs - receivedUs);
    this.#hear('feed.lag', this.counts.lagUs);
  }

  #open({ data, receivedUs }: Frame, sink: FeedSink): void {
    this.#next = 0;
    this.#receivedUs = receivedUs;
    this.#oldestUs ??= receivedUs;
    this.#hear('feed.wait', Math.max(0, this.#monotonicUs() - receivedUs));
    try {
      this.#messages = decodeFrame(this.#encoding, data);
    } catch {
      // A frame that cannot be read says nothing; the next one may. It is counted and shown.
      this.counts.invalid += 1;
      this.#messages = [];
      sink.bookLost(null);
    }
  }

  #pass(message: unknown, sink: FeedSink): void {
    if (typeof message !== 'object' || message === null || !('T' in message)) {
      this.counts.invalid += 1;
      return;
    }
    if (!this.#deliver(message, message.T, sink)) this.counts.invalid += 1;
  }

  /** False when a message of a known type is not of its form. */
  #deliver(message: object, type: unknown, sink: FeedSink): boolean {
    switch (type) {
      case 't':
        if (!isTrade(message)) return false;
        sink.trade(message);
        return true;
      case 'q':
        if (!isQuote(message)) return false;
        this.#quote(message, sink);
        return true;
      case 'b':
      case 'u':
      case 'd':
        if (!isBar(message)) return false;
        sink.bar(message);
        return true;
      default:
        return this.#deliverRare(message, type, sink);
    }
  }

  #deliverRare(message: object, type: unknown, sink: FeedSink): boolean {
    switch (type) {
      case 's':
        if (!isStatus(message)) return false;
        sink.status(message);
        return true;
      case 'l':
        if (!isBands(message)) return false;
        sink.bands(message);
        return true;
      case 'o':
        if (isBook(message)) {
          sink.book(message);
          return true;
        }
        if ('S' in message && typeof message.S === 'string') sink.bookLost(message.S);
        return false;
      case 'c':
        if (!isCorrection(message)) return false;
        sink.correction(message);
        return true;
      case 'x':
        if (!isCancel(message)) return false;
        sink.cancel(message);
        return true;
      case 'success':
      case 'subscription':
      case 'error':
        sink.control({ ...message });
        return true;
      default:
        this.counts.unknown += 1;
        return true;
    }
  }

  #quote(quote: WireQuote, sink: FeedSink): void {
    if (!this.#isConflating) {
      sink.quote(quote);
      return;
    }
    if (this.#quotes.has(quote.S)) this.counts.conflated += 1;
    this.#quotes.set(quote.S, quote);
  }
}
