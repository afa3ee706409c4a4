import type { Venue } from '../domain/order.ts';
import type { Exchange } from '../market/exchange.ts';
import type { AccountDesk } from '../orders/account-desk.ts';
import type { ExecutionReports } from '../orders/execution-reports.ts';
import type { OrderNumbers } from '../orders/order-numbers.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { RemoteAction, RemoteNeeds } from './remote-actions.ts';
import type { RemoteLinks } from './remote-links.ts';

/** What the desks of a remote venue share. */
export interface RemotePorts {
  readonly venue: Venue;
  readonly exchange: Exchange;
  readonly orders: OrderRegistry;
  readonly reports: ExecutionReports;
  readonly numbers: OrderNumbers;
  readonly links: RemoteLinks;
  readonly outbox: RemoteOutbox;
  readonly accounts: () => AccountDesk;
}

/** How many words of the venue were taken, told again or too late, and not understood. */
export interface WordCounts {
  taken: number;
  repeated: number;
  unknown: number;
}

/** What a call to the core wants done outside, until it is taken. */
export class RemoteOutbox {
  readonly words: WordCounts = { taken: 0, repeated: 0, unknown: 0 };
  #actions: RemoteAction[] = [];
  #sayings: string[] = [];
  readonly #fillsOf = new Set<string>();
  readonly #orders = new Set<string>();

  /** Says something to the trader. */
  say(text: string): void {
    this.#sayings.push(text);
  }

  takeSayings(): readonly string[] {
    const sayings = this.#sayings;
    if (sayings.length > 0) this.#sayings = [];
    return sayings;
  }

  send(action: RemoteAction): void {
    this.#actions.push(action);
  }

  /** Fills of a remote order are missing. */
  wantFills(remoteId: string): void {
    this.#fillsOf.add(remoteId);
  }

  /** A remote order is only known by its id. */
  wantOrder(remoteId: string): void {
    this.#orders.add(remoteId);
  }

  /** In order; each must be asked of the venue once all that is written so far is on disk. */
  takeActions(): readonly RemoteAction[] {
    const actions = this.#actions;
    if (actions.length > 0) this.#actions = [];
    return actions;
  }

  takeNeeds(): RemoteNeeds | null {
    if (this.#fillsOf.size === 0 && this.#orders.size === 0) return null;
    const needs = { fillsOf: [...this.#fillsOf], orders: [...this.#orders] };
    this.#fillsOf.clear();
    this.#orders.clear();
    return needs;
  }
}
