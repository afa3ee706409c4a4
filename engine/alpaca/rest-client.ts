/**
 * Requests to Alpaca's REST: within the budget, with a time-out, tried again only where that cannot do
 * anything twice. Answers are held to a schema before anybody uses them.
 */
import { z } from 'zod';
import type { AlpacaKeys, Timers } from './access.ts';
import { LocalTime } from './local-time.ts';
import type { RequestBudget, RequestPriority } from './request-budget.ts';
import {
  faultOfAnswer,
  faultOfBudget,
  faultOfForm,
  faultOfSilence,
  faultOfWithdrawal,
  WITHDRAWN,
} from './rest-faults.ts';
import type { RestFault } from './rest-faults.ts';

export type RestResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: RestFault };

export interface RestCall<Value> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with a slash in front; parts that are not ours are encoded by the caller. */
  readonly path: string;
  /** Values of '' and null are left out. */
  readonly query?: Readonly<Record<string, string | number | null>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly priority: RequestPriority;
  /** What a good answer looks like; an empty one (204) is null. */
  readonly schema: z.ZodType<Value>;
  /** Reads the body of a good answer in place of JSON.parse; undefined: it is not what it should be. */
  readonly read?: (text: string) => Promise<unknown>;
  /** Gives the call up, also while it waits for the budget, and once it is sent. */
  readonly signal?: AbortSignal;
  /** Asked before each attempt, when the budget has let it go: whether it is still wanted. */
  readonly mayGo?: () => boolean;
}

export interface RestClientOptions {
  /** Address without a path, `https://host`. */
  readonly host: string;
  readonly keys: AlpacaKeys;
  readonly budget: RequestBudget;
  readonly timers: Timers;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly timeoutMs?: number;
  /** First wait before another attempt; doubles. */
  readonly retryMs?: number;
  /** Attempts at a query, the first included; default: four. */
  readonly attemptsMax?: number;
  /** Called with the time from sending to answer of each request, in microseconds. */
  readonly onRoundTrip?: (path: string, us: number) => void;
}

const TIMEOUT_MS = 10_000;
const RETRY_MS = 300;
/** The budget is renewed within a minute; more is said by a computer's clock that is wrong, or for another program. */
const WAIT_MAX_MS = 60_000;
const ATTEMPTS_MAX = 4;

export class RestClient {
  readonly #options: RestClientOptions;

  constructor(options: RestClientOptions) {
    this.#options = options;
  }

  /** Carries a call out. Never rejects but for `signal`. */
  async call<Value>(call: RestCall<Value>): Promise<RestResult<Value>> {
    const attemptsMax = this.#options.attemptsMax ?? ATTEMPTS_MAX;
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#attempt(call);
      if (result.ok || attempt >= attemptsMax || !mayRepeat(call.method, result.fault)) {
        return result;
      }
      await this.#pause(this.#waitMs(attempt, result.fault), call.signal);
    }
  }

  async #attempt<Value>(call: RestCall<Value>): Promise<RestResult<Value>> {
    const { budget } = this.#options;
    const signal = call.signal ?? NEVER;
    if (!(await budget.take(call.priority, signal))) {
      return { ok: false, fault: faultOfBudget(budget.state.waiting) };
    }
    if (call.mayGo?.() === false) return { ok: false, fault: faultOfWithdrawal() };
    const isChange = call.method !== 'GET';
    const startedMs = this.#options.monotonicMs();
    const local = new LocalTime(this.#options.monotonicMs);
    let response: Response;
    let text: string;
    try {
      response = await local.run(() => this.#send(call, signal));
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      return { ok: false, fault: faultOfSilence(problemOf(error), wasSent(error), isChange) };
    }
    const tookUs = Math.round((this.#options.monotonicMs() - startedMs) * 1_000);
    this.#options.onRoundTrip?.(call.path, tookUs);
    budget.answered(tookUs, response.status);
    this.#noteBudget(response);
    const result = await this.#resultOf(call, response, text);
    const ownUs = local.ownUs();
    // What reads an answer by itself gives way to all else on purpose.
    if (ownUs !== null && call.read === undefined) budget.handled(ownUs);
    return result;
  }

  async #resultOf<Value>(
    call: RestCall<Value>,
    response: Response,
    text: string,
  ): Promise<RestResult<Value>> {
    const isChange = call.method !== 'GET';
    const isRead = call.read !== undefined && response.ok;
    const json = isRead ? await call.read(text) : jsonOf(text);
    if (json === undefined && response.ok) {
      const problem = `not JSON: ${text.slice(0, 80)}`;
      return { ok: false, fault: faultOfForm(response.status, problem, isChange) };
    }
    if (!response.ok) {
      const { status } = response;
      const retryAfterMs = this.#retryAfterMs(response);
      if (status === 429) this.#options.budget.refused(retryAfterMs ?? RETRY_MS);
      return { ok: false, fault: faultOfAnswer(status, json, retryAfterMs, isChange) };
    }
    const parsed = call.schema.safeParse(json);
    if (parsed.success) return { ok: true, value: parsed.data };
    const problem = z.prettifyError(parsed.error).slice(0, 200);
    return { ok: false, fault: faultOfForm(response.status, problem, isChange) };
  }

  #send(call: RestCall<unknown>, signal: AbortSignal): Promise<Response> {
    const { host, keys, timeoutMs } = this.#options;
    const url = new URL(call.path, host);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== null && value !== '') url.searchParams.set(name, String(value));
    }
    return fetch(url, {
      method: call.method,
      headers: {
        'APCA-API-KEY-ID': keys.keyId,
        'APCA-API-SECRET-KEY': keys.secret,
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      // Keys must not follow to wherever an answer points.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS)]),
    });
  }

  #noteBudget({ headers }: Response): void {
    const left = headers.get('X-RateLimit-Remaining');
    if (left !== null && /^\d+$/.test(left)) {
      this.#options.budget.told(Number(left), this.#renewedInMs(headers) ?? 1_000);
    }
  }

  #retryAfterMs({ headers, status }: Response): number | null {
    const seconds = headers.get('Retry-After');
    if (seconds !== null && /^\d+$/.test(seconds)) return Number(seconds) * 1_000;
    // Every answer tells when the budget is renewed; it only matters to one that was too many.
    return status === 429 ? this.#renewedInMs(headers) : null;
  }

  /** Until the budget is renewed, as its header says, which holds UNIX seconds. */
  #renewedInMs(headers: Headers): number | null {
    const reset = headers.get('X-RateLimit-Reset');
    if (reset === null || !/^\d+$/.test(reset)) return null;
    const ms = Number(reset) * 1_000 - this.#options.wallMs();
    return Math.min(Math.max(0, ms), WAIT_MAX_MS);
  }

  #waitMs(attempt: number, { retryAfterMs }: RestFault): number {
    const { random, retryMs = RETRY_MS } = this.#options;
    const waitMs = retryAfterMs ?? retryMs * 2 ** (attempt - 1) * (0.5 + random());
    return Math.min(waitMs, WAIT_MAX_MS);
  }

  #pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        cancel();
        reject(signal?.reason instanceof Error ? signal.reason : new Error('canceled'));
      };
      const cancel = this.#options.timers.after(ms, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}

const NEVER: AbortSignal = new AbortController().signal;

/** Faults of requests that stayed here, which another attempt would not change. */
const NOT_SENT: ReadonlySet<string> = new Set(['venue.busy', WITHDRAWN]);

/**
 * A query may be asked again whenever Alpaca did not answer it. A command only where Alpaca has said
 * that it was one request too many, since that one was not carried out.
 */
function mayRepeat(method: RestCall<unknown>['method'], fault: RestFault): boolean {
  if (fault.outcome !== 'unavailable' || NOT_SENT.has(fault.refusal.code)) return false;
  return method === 'GET' || fault.status === 429;
}

/** The value of a body, null for an empty one; undefined: a gateway's page, or a cut answer. */
function jsonOf(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // What it means depends on the status, which the caller has.
    return undefined;
  }
}

/** Whether a request may have left before it failed: all but a connection that never came about. */
function wasSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'].includes(code);
}

/** What happened, in words; the request itself holds keys and is never part of them. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
