/**
 * Requests to Alpaca within its limit: at most `limit` in any minute, waiting ones in order of priority.
 * What Alpaca itself says of the budget counts when it is less: another program may use the same key.
 */
import { assert } from '../domain/assert.ts';
import type { Timers } from './access.ts';

/** Hears of each request, in microseconds: sent to answered, and how much of it was this computer's own. */
export type RequestTimesListener = (stage: 'api.round_trip' | 'api.overhead', us: number) => void;

/** Orders overtake all else; history comes last and leaves a reserve to the others. */
export const REQUEST_PRIORITIES = ['order', 'state', 'screen', 'history'] as const;
export type RequestPriority = (typeof REQUEST_PRIORITIES)[number];

/** Alpaca's limit a minute and key. Source: Alpaca's API reference. */
export const REQUESTS_PER_MINUTE = 200;

/** Of the limit, what only orders, and only orders and state, may use. */
const KEPT_FOR_ORDERS = 20;
const KEPT_FROM_HISTORY = 60;

/** Requests that may wait, ten minutes' worth; more are refused. */
const WAITING_MAX = 2_000;

const MINUTE_MS = 60_000;
/** HTTP status of a request beyond the limit. */
const TOO_MANY = 429;

export interface RequestBudgetOptions {
  readonly monotonicMs: () => number;
  readonly timers: Timers;
  /** Requests in any minute; default: Alpaca's. */
  readonly limit?: number;
}

export interface BudgetState {
  readonly limit: number;
  /** Requests that could be sent now, by what Alpaca has said of them where that is less. */
  readonly left: number;
  readonly waiting: number;
  readonly waitingBound: number;
  /** Until requests may be sent again, in milliseconds; 0: they may. */
  readonly blockedForMs: number;
  /** Requests that Alpaca has refused as too many. */
  readonly refusals: number;
}

interface Waiting {
  readonly grant: () => void;
  isCanceled: boolean;
}

export class RequestBudget {
  readonly #options: RequestBudgetOptions;
  readonly #limit: number;
  /** Times of the last `limit` requests, oldest at `#oldest`. */
  readonly #sentMs: Float64Array;
  #oldest = 0;
  #waiting: Record<RequestPriority, Waiting[]> = { order: [], state: [], screen: [], history: [] };
  #refusals = 0;
  #blockedUntilMs = Number.NEGATIVE_INFINITY;
  /** The least that Alpaca has said to be left, without what was sent since; until then. */
  #toldLeft = Number.POSITIVE_INFINITY;
  #toldUntilMs = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #answered = 0;
  #throttled = 0;
  #hear: RequestTimesListener = () => undefined;

  constructor(options: RequestBudgetOptions) {
    this.#options = options;
    this.#limit = options.limit ?? REQUESTS_PER_MINUTE;
    assert(this.#limit > 0, 'a budget allows something');
    this.#sentMs = new Float64Array(this.#limit).fill(Number.NEGATIVE_INFINITY);
  }

  get state(): BudgetState {
    const nowMs = this.#options.monotonicMs();
    const waiting = REQUEST_PRIORITIES.reduce((sum, one) => sum + this.#waiting[one].length, 0);
    return {
      limit: this.#limit,
      left:
        nowMs < this.#blockedUntilMs ? 0 : Math.min(this.#freeAt(nowMs), this.#toldLeftAt(nowMs)),
      waiting,
      waitingBound: WAITING_MAX,
      blockedForMs: Math.max(0, Math.round(this.#blockedUntilMs - nowMs)),
      refusals: this.#refusals,
    };
  }

  /** Requests that were answered since start, and those of them that were too many. */
  get traffic(): { readonly answered: number; readonly throttled: number } {
    return { answered: this.#answered, throttled: this.#throttled };
  }

  onRequestTimes(hear: RequestTimesListener): void {
    this.#hear = hear;
  }

  /** Counts an answer by its HTTP status. */
  answered(us: number, status: number): void {
    this.#answered += 1;
    if (status === TOO_MANY) this.#throttled += 1;
    this.#hear('api.round_trip', us);
  }

  /** Notes how much of a request's time was this computer's own, once the caller has what was asked for. */
  handled(us: number): void {
    this.#hear('api.overhead', us);
  }

  /**
   * Resolves when a request may be sent, and counts it then; false when too many wait already.
   * `signal` takes it out of the queue; the promise rejects with its reason then.
   */
  async take(priority: RequestPriority, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (this.state.waiting >= WAITING_MAX && priority !== 'order') return false;
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        waiting.isCanceled = true;
        reject(signal.reason instanceof Error ? signal.reason : new Error('canceled'));
        this.#pump();
      };
      const waiting: Waiting = {
        isCanceled: false,
        grant() {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting[priority].push(waiting);
      this.#pump();
    });
    return true;
  }

  /** Takes what an answer said of the budget; `left` 0 stops all requests until it is renewed. */
  told(left: number, renewedInMs: number): void {
    if (left <= 0) this.block(renewedInMs);
    const nowMs = this.#options.monotonicMs();
    // Answers may overtake each other, and one with more left can be the older.
    if (left > this.#toldLeftAt(nowMs)) return;
    this.#toldLeft = left;
    this.#toldUntilMs = nowMs + Math.min(Math.max(0, renewedInMs), MINUTE_MS);
  }

  /** Takes it that Alpaca has refused a request as one too many; lets nothing out for a while. */
  refused(ms: number): void {
    this.#refusals += 1;
    this.block(ms);
  }

  /** Lets nothing out for a while: Alpaca has said that there were too many. */
  block(ms: number): void {
    const untilMs = this.#options.monotonicMs() + Math.min(Math.max(0, ms), MINUTE_MS);
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, untilMs);
  }

  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const nowMs = this.#options.monotonicMs();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const priority of REQUEST_PRIORITIES) {
      const queue = this.#waiting[priority].filter(({ isCanceled }) => !isCanceled);
      let granted = 0;
      while (granted < queue.length && this.#mayGo(priority, nowMs)) {
        this.#sentMs[this.#oldest] = nowMs;
        this.#oldest = (this.#oldest + 1) % this.#limit;
        this.#toldLeft -= 1;
        queue[granted]?.grant();
        granted += 1;
      }
      this.#waiting[priority] = queue.slice(granted);
      if (granted < queue.length) nextMs = Math.min(nextMs, this.#nextMs(priority, nowMs));
    }
    if (nextMs === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = this.#options.timers.after(Math.max(1, nextMs - nowMs), () => {
      this.#pump();
    });
  }

  /** Without bound while nothing is known. */
  #toldLeftAt(nowMs: number): number {
    return nowMs < this.#toldUntilMs ? Math.max(0, this.#toldLeft) : Number.POSITIVE_INFINITY;
  }

  #mayGo(priority: RequestPriority, nowMs: number): boolean {
    return nowMs >= this.#blockedUntilMs && this.#freeAt(nowMs) > this.#kept(priority);
  }

  /** Requests of the limit that a priority leaves to those before it. */
  #kept(priority: RequestPriority): number {
    const share = this.#limit / REQUESTS_PER_MINUTE;
    if (priority === 'history') return Math.floor(KEPT_FROM_HISTORY * share);
    return priority === 'order' ? 0 : Math.floor(KEPT_FOR_ORDERS * share);
  }

  #freeAt(nowMs: number): number {
    let free = 0;
    while (free < this.#limit) {
      const sentMs = this.#sentMs[(this.#oldest + free) % this.#limit] ?? 0;
      if (sentMs > nowMs - MINUTE_MS) break;
      free += 1;
    }
    return free;
  }

  /** When a request of this priority can go at the earliest. */
  #nextMs(priority: RequestPriority, nowMs: number): number {
    const needed = this.#kept(priority);
    const sentMs = this.#sentMs[(this.#oldest + needed) % this.#limit] ?? nowMs;
    return Math.max(this.#blockedUntilMs, sentMs + MINUTE_MS);
  }
}
