import { US_PER_SECOND } from '../domain/time.ts';

/**
 * Orders in a window of one second that moves with time. It keeps the times of the last `max` orders in
 * a ring: one more is within the limit when the oldest of them is a second old.
 */
export class OrderRate {
  readonly max: number;
  /** Market times in microseconds; the oldest at `#next` once there are `max`. Grows up to that. */
  readonly #times: number[] = [];
  #next = 0;

  constructor(max: number) {
    this.max = max;
  }

  /** Whether one more order at `us` is within the limit. */
  hasRoom(us: number): boolean {
    const oldest = this.#times.length < this.max ? undefined : this.#times[this.#next];
    return oldest === undefined || us - oldest >= US_PER_SECOND;
  }

  /** Counts an order at `us`, not earlier than the last one. */
  count(us: number): void {
    this.#times[this.#next] = us;
    this.#next = (this.#next + 1) % this.max;
  }

  /** When the last order was counted; -Infinity when none was. */
  get lastUs(): number {
    const at = (this.#next + this.#times.length - 1) % Math.max(1, this.#times.length);
    return this.#times[at] ?? Number.NEGATIVE_INFINITY;
  }

  /** Takes over what another window has counted, as far as there is room. */
  takeOver(other: OrderRate): void {
    const { length } = other.#times;
    const start = length < other.max ? 0 : other.#next;
    for (let i = Math.max(0, length - this.max); i < length; i += 1) {
      this.count(other.#times[(start + i) % length] ?? 0);
    }
  }
}
