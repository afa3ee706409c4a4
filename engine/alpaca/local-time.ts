/**
 * How much of a request's time is this computer's own: all but what it was at the socket. What is behind `fetch`
 * (undici) tells of itself when a request is made, when it goes out on a connection and when its answer is read.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';

const US_PER_MS = 1_000;

/** Which request is being made, where one is. */
const making = new AsyncLocalStorage<LocalTime>();
/** By undici's own object of the request. */
const under = new WeakMap<object, LocalTime>();
/** Connections that were made. */
let connections = 0;

/** Of one request, from now on. */
export class LocalTime {
  readonly #monotonicMs: () => number;
  readonly #startedMs: number;
  #madeMs: number | null = null;
  #sentMs: number | null = null;
  #readMs: number | null = null;
  #connections = 0;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
    this.#startedMs = monotonicMs();
  }

  /** Runs what makes the request. */
  run<Value>(make: () => Promise<Value>): Promise<Value> {
    return making.run(this, make);
  }

  made(request: object): void {
    under.set(request, this);
    this.#madeMs = this.#monotonicMs();
    this.#connections = connections;
  }

  sent(): void {
    if (this.#sentMs !== null || this.#madeMs === null) return;
    const nowMs = this.#monotonicMs();
    // The wait for a connection that was only then made is the network's.
    this.#sentMs = connections === this.#connections ? nowMs : this.#madeMs;
  }

  read(): void {
    this.#readMs = this.#monotonicMs();
  }

  /** Microseconds until now, but for those at the socket; null: it did not come that far, or nobody told. */
  ownUs(): number | null {
    if (this.#sentMs === null || this.#readMs === null) return null;
    return (this.#monotonicMs() - this.#startedMs - (this.#readMs - this.#sentMs)) * US_PER_MS;
  }
}

function requestOf(message: unknown): object | null {
  if (typeof message !== 'object' || message === null || !('request' in message)) return null;
  const { request } = message;
  return typeof request === 'object' ? request : null;
}

function timeOf(message: unknown): LocalTime | undefined {
  const request = requestOf(message);
  return request === null ? undefined : under.get(request);
}

subscribe('undici:request:create', (message) => {
  const request = requestOf(message);
  if (request !== null) making.getStore()?.made(request);
});
subscribe('undici:client:connected', () => {
  connections += 1;
});
subscribe('undici:client:sendHeaders', (message) => timeOf(message)?.sent());
subscribe('undici:request:trailers', (message) => timeOf(message)?.read());
