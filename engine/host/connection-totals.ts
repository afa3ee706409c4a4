import type { ClientConnection } from './client-connection.ts';
import { RequestRates } from './request-rates.ts';

/** Counts over all connections since the engine's start, those that have ended included. */
export class ConnectionTotals {
  readonly #open: ReadonlySet<ClientConnection>;
  readonly #rates = new RequestRates<ClientConnection>();
  #framesConflated = 0;
  #requests = 0;

  constructor(open: ReadonlySet<ClientConnection>) {
    this.#open = open;
  }

  /** Frames merged because clients were slow. */
  get framesConflated(): number {
    let frames = this.#framesConflated;
    for (const connection of this.#open) frames += connection.framesConflated;
    return frames;
  }

  get requests(): number {
    let requests = this.#requests;
    for (const connection of this.#open) requests += connection.requests;
    return requests;
  }

  /** Unanswered requests of the connection that has most of them. */
  get requestsPending(): number {
    let most = 0;
    for (const { requestsPending } of this.#open) most = Math.max(most, requestsPending);
    return most;
  }

  /** Unread bytes of the connection that has left most of them. */
  get unreadBytes(): number {
    let most = 0;
    for (const { unreadBytes } of this.#open) most = Math.max(most, unreadBytes);
    return most;
  }

  /** Subscriptions of all open connections. */
  get subscriptions(): number {
    let subscriptions = 0;
    for (const each of this.#open) subscriptions += each.subscriptions;
    return subscriptions;
  }

  /** Those that are open now. */
  get open(): ReadonlySet<ClientConnection> {
    return this.#open;
  }

  /** Longest time in milliseconds that a frame took to be acknowledged since the last call. */
  takeSlowestFrameMs(nowMs: number): number {
    let slowest = 0;
    for (const each of this.#open) slowest = Math.max(slowest, each.takeSlowestFrameMs(nowMs));
    return slowest;
  }

  /** The client that sent most requests between the last two calls of `takeBusiestPerS`; null: none sent any. */
  get busiest(): ClientConnection | null {
    return this.#rates.busiest;
  }

  /** Requests a second of the client that has sent most since the last call; null at the first. */
  takeBusiestPerS(nowMs: number): number | null {
    return this.#rates.look(this.#open, nowMs);
  }

  /** Keeps the counts of a connection that has just left the open ones. */
  ended({ framesConflated, requests }: ClientConnection): void {
    this.#framesConflated += framesConflated;
    this.#requests += requests;
  }
}
