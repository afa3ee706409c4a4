import { CLIENT_REQUESTS_PENDING_MAX } from '../../engine/contract/bounds.ts';
import type { ReplyMap, RequestBody, RequestType } from '../../engine/contract/messages.ts';
import { refusal } from '../../engine/domain/refusal.ts';
import type { ClientEnvironment } from './environment.ts';
import { ConnectionLostError, RefusalError } from './errors.ts';

/** After this long without an answer a request is given up. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** The same of what stops the engine's thread by itself: a snapshot of its heap. */
const PROFILE_TIMEOUT_MS = 60_000;

/** Reading again changes nothing: these wait for a connection and are asked again after a loss. */
const QUERIES: ReadonlySet<RequestType> = new Set([
  'settings.load',
  'advisor.status',
  'advisor.incidents',
  'advisor.export',
  'alert.list',
  'document.get',
  'document.list',
  'bars.history',
  'fills.page',
  'orders.page',
  'history.fills',
  'history.orders',
  'history.trips',
  'history.lots',
  'history.days',
  'history.totals',
  'history.places',
]);

/** Commands with a clientOrderId for their orders: the same one again gives the first one's answer. */
const IDEMPOTENT: ReadonlySet<RequestType> = new Set([
  'order.submit',
  'positions.flatten',
  'positions.close',
  'positions.reverse',
]);

type AnyReply = ReplyMap[RequestType];

interface Entry {
  readonly id: number;
  readonly body: RequestBody;
  readonly startedMs: number;
  readonly resolve: (result: AnyReply) => void;
  readonly reject: (error: Error) => void;
  readonly cancelTimer: () => void;
  /** Whether the line in use has carried it. */
  sent: boolean;
  /** Whether any line has ever carried it. */
  everSent: boolean;
}

/** Requests without an answer. Each is settled exactly once: by a reply, a time-out or a loss. */
export class PendingRequests {
  readonly #entries = new Map<number, Entry>();
  readonly #environment: ClientEnvironment;
  readonly #onTimeout: (startedMs: number) => void;
  #lastId = 0;

  /** `onTimeout` hears of each request given up and when it was asked. */
  constructor(environment: ClientEnvironment, onTimeout: (startedMs: number) => void) {
    this.#environment = environment;
    this.#onTimeout = onTimeout;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Adds a request; the caller sends it with `sendUnsent` if there is a line. */
  add(body: RequestBody, connected: boolean): Promise<AnyReply> {
    return new Promise((resolve, reject) => {
      if (!connected && !QUERIES.has(body.type)) {
        reject(
          new ConnectionLostError('No connection to the engine: nothing was sent', 'not_sent'),
        );
        return;
      }
      if (this.#entries.size >= CLIENT_REQUESTS_PENDING_MAX) {
        const rule = `at most ${CLIENT_REQUESTS_PENDING_MAX} requests without an answer`;
        reject(new RefusalError(refusal('contract.too_many_requests', '', '', rule)));
        return;
      }
      this.#lastId += 1;
      const id = this.#lastId;
      this.#entries.set(id, {
        id,
        body,
        startedMs: this.#environment.nowMs(),
        resolve,
        reject,
        cancelTimer: this.#environment.after(
          body.type === 'profile.take' ? PROFILE_TIMEOUT_MS : REQUEST_TIMEOUT_MS,
          () => this.#timeOut(id),
        ),
        sent: false,
        everSent: false,
      });
    });
  }

  /** Hands every request that this line has not carried yet to `send`, oldest first. */
  sendUnsent(send: (id: number, body: RequestBody) => void): void {
    for (const entry of this.#entries.values()) {
      if (entry.sent) continue;
      entry.sent = true;
      entry.everSent = true;
      send(entry.id, entry.body);
    }
  }

  /** Settles one; returns what was asked and when, or null when it had been given up before. */
  settle(
    id: number,
    answer: AnyReply | RefusalError,
  ): { body: RequestBody; startedMs: number } | null {
    const entry = this.#take(id);
    if (entry === null) return null;
    if (answer instanceof RefusalError) entry.reject(answer);
    else entry.resolve(answer);
    return entry;
  }

  /** The line has died: what may be asked again stays for the next one, the rest is rejected. */
  loseLine(reason: string): void {
    for (const entry of [...this.#entries.values()]) {
      entry.sent = false;
      if (QUERIES.has(entry.body.type) || IDEMPOTENT.has(entry.body.type)) continue;
      this.#take(entry.id)?.reject(
        new ConnectionLostError(`${reason}: outcome unknown`, 'unknown'),
      );
    }
  }

  /** The line leads to another store, which does not know what the one before was asked: rejects all commands. */
  changeStore(reason: string): void {
    this.#reject(reason, ({ body }) => !QUERIES.has(body.type));
  }

  /** No line will come: rejects all. */
  rejectAll(reason: string): void {
    this.#reject(reason, () => true);
  }

  #reject(reason: string, isOver: (entry: Entry) => boolean): void {
    for (const entry of [...this.#entries.values()].filter(isOver)) {
      const outcome = entry.everSent ? 'unknown' : 'not_sent';
      this.#take(entry.id)?.reject(new ConnectionLostError(reason, outcome));
    }
  }

  #take(id: number): Entry | null {
    const entry = this.#entries.get(id) ?? null;
    if (entry === null) return null;
    this.#entries.delete(id);
    entry.cancelTimer();
    return entry;
  }

  #timeOut(id: number): void {
    const entry = this.#take(id);
    if (entry === null) return;
    const outcome = entry.everSent ? 'unknown' : 'not_sent';
    entry.reject(new ConnectionLostError('The engine has not answered for 10 s', outcome));
    this.#onTimeout(entry.startedMs);
  }
}
