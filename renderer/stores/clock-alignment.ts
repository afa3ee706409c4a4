/**
 * The engine's monotonic clock as this window sees it. A ping is four times, two by each clock: the
 * offset is exact if both ways take as long, and off by at most half of what the ways take together.
 * The quickest of the last pings has the least error and counts.
 */

/** Times of one ping: ours in milliseconds, the engine's in microseconds, both monotonic. */
export interface Ping {
  readonly sentMs: number;
  readonly receivedUs: number;
  readonly answeredUs: number;
  readonly heardMs: number;
}

const US_PER_MS = 1_000;
/** Clocks drift apart by some microseconds a second, so old pings are let go. */
const PINGS_KEPT = 8;

/** Engine's clock minus ours, and how far off that may be, in microseconds. */
export interface ClockOffset {
  readonly offsetUs: number;
  readonly errorUs: number;
}

export class ClockAlignment {
  #pings: ClockOffset[] = [];

  add({ sentMs, receivedUs, answeredUs, heardMs }: Ping): void {
    const sentUs = sentMs * US_PER_MS;
    const heardUs = heardMs * US_PER_MS;
    const waysUs = heardUs - sentUs - (answeredUs - receivedUs);
    const offsetUs = (receivedUs - sentUs + (answeredUs - heardUs)) / 2;
    this.#pings = [...this.#pings, { offsetUs, errorUs: Math.max(0, waysUs / 2) }].slice(
      -PINGS_KEPT,
    );
  }

  /** The engine has begun anew, and its clock with it. */
  reset(): void {
    this.#pings = [];
  }

  /** By the quickest ping; null before the first one. */
  get offset(): ClockOffset | null {
    return this.#pings.reduce<ClockOffset | null>(
      (best, ping) => (best === null || ping.errorUs < best.errorUs ? ping : best),
      null,
    );
  }

  /** A time of the engine's clock by ours, in milliseconds of performance.now(); null when unknown. */
  toWindowMs(engineUs: number): number | null {
    const { offset } = this;
    return offset === null ? null : (engineUs - offset.offsetUs) / US_PER_MS;
  }
}

/** The one of this page: it has one engine. */
export const engineClock: ClockAlignment = new ClockAlignment();
