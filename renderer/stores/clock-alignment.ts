/**
 * The engine's monotonic clock as this window sees it. A ping is four times, two by each clock: on its way
 * there the offset cannot be more than it took by both clocks, on its way back not less, and the same holds
 * for whatever else the engine sends with a time. A page that is busy lets answers wait for it, so that no
 * ping alone says enough: what all of the last ones leave possible does, and its middle counts.
 */

/** Times of one ping: ours in milliseconds, the engine's in microseconds, both monotonic. */
export interface Ping {
  readonly sentMs: number;
  readonly receivedUs: number;
  readonly answeredUs: number;
  readonly heardMs: number;
}

const US_PER_MS = 1_000;
/** Clocks drift apart by some microseconds a second, so what is old is let go. */
const PINGS_KEPT = 8;

/** Engine's clock minus ours, and how far off that may be, in microseconds. */
export interface ClockOffset {
  readonly offsetUs: number;
  readonly errorUs: number;
}

/** What the offset was at least and at most, by a ping and all that was heard until the next one. */
interface Possible {
  leastUs: number;
  readonly mostUs: number;
}

export class ClockAlignment {
  #possible: Possible[] = [];

  add({ sentMs, receivedUs, answeredUs, heardMs }: Ping): void {
    const leastUs = answeredUs - heardMs * US_PER_MS;
    const mostUs = receivedUs - sentMs * US_PER_MS;
    this.#possible = [...this.#possible, { leastUs, mostUs }].slice(-PINGS_KEPT);
  }

  /** Something that the engine sent at `sentUs` by its clock has come; nothing before the first ping. */
  hear(sentUs: number, heardMs: number): void {
    const newest = this.#possible.at(-1);
    if (newest === undefined) return;
    newest.leastUs = Math.max(newest.leastUs, sentUs - heardMs * US_PER_MS);
  }

  /** The engine has begun anew, and its clock with it. */
  reset(): void {
    this.#possible = [];
  }

  /** null before the first ping. */
  get offset(): ClockOffset | null {
    if (this.#possible.length === 0) return null;
    const leastUs = Math.max(...this.#possible.map((each) => each.leastUs));
    const mostUs = Math.min(...this.#possible.map((each) => each.mostUs));
    // Where the clocks have drifted the two may have passed each other.
    return { offsetUs: (leastUs + mostUs) / 2, errorUs: Math.abs(mostUs - leastUs) / 2 };
  }

  /** A time of the engine's clock by ours, in milliseconds of performance.now(); null when unknown. */
  toWindowMs(engineUs: number): number | null {
    const { offset } = this;
    return offset === null ? null : (engineUs - offset.offsetUs) / US_PER_MS;
  }
}

/** The one of this page: it has one engine. */
export const engineClock: ClockAlignment = new ClockAlignment();
