import type { RequestType } from '../contract/messages.ts';

const MS_PER_S = 1_000;

/** Lets through so many requests a second, and as many at once after a quiet second. */
export class RequestBound {
  readonly perSecond: number;
  #left: number;
  #filledMs: number | null = null;

  constructor(perSecond: number) {
    this.perSecond = perSecond;
    this.#left = perSecond;
  }

  /** Whether one more may pass now. */
  take(nowMs: number): boolean {
    const passedMs = nowMs - (this.#filledMs ?? nowMs);
    this.#filledMs = nowMs;
    this.#left = Math.min(this.perSecond, this.#left + (passedMs * this.perSecond) / MS_PER_S);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

/** What takes a trader out of the market is never held back. */
const NEVER_BOUND: ReadonlySet<RequestType> = new Set<RequestType>([
  'order.cancel',
  'order.cancel_by_client_id',
  'orders.cancel_all',
  'positions.flatten',
  'positions.close',
  'risk.kill',
]);

/** Whether requests of this type count and wait. */
export function isBound(type: RequestType): boolean {
  return !NEVER_BOUND.has(type);
}
