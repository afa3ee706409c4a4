/**
 * Compares with Alpaca what is here: orders, fills, positions and cash. Orders and fills are taken over
 * as if the stream had told of them; positions and cash are only compared, as they are folds of fills
 * here: what differs is told and never overwritten.
 */
import type { RestFault } from '../alpaca/rest-faults.ts';
import type { RestResult } from '../alpaca/rest-client.ts';
import type {
  WireAccount,
  WireFillActivity,
  WireOrder,
  WirePosition,
} from '../alpaca/wire-schemas.ts';
import type { VenueDifference } from '../contract/venues.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { timeUs } from '../domain/time.ts';
import { OTHER_ACCOUNT_FAULT } from './account-owner.ts';
import { differencesOf, heldOf } from './differences.ts';
import { GATEWAY_TIMES } from './gateway-options.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { fillOfActivity, reportOf } from './wire-orders.ts';
import type { InstrumentOf } from './wire-orders.ts';

/** Orders asked for one by one in a comparison; what is beyond comes with the next one. */
const SINGLE_ORDERS_MAX = 60;

/** Attempts to see an account at rest before it is taken over. */
const OPENING_ATTEMPTS = 5;

/** Fills before this are older than the venue's clock can be wrong by. */
const LATELY_US = 60 * 1_000_000;

/** Fills are asked for from so long before the newest one that is known: one may have been told late. */
const OVERLAP_US = 10 * 60 * 1_000_000;

/** What a comparison has seen. */
export interface Compared {
  readonly account: WireAccount;
  readonly positions: readonly WirePosition[];
  /** Whether nothing moved meanwhile, so that differences are such. */
  readonly isAtRest: boolean;
  readonly differences: readonly VenueDifference[];
}

interface Seen {
  readonly account: WireAccount;
  readonly positions: readonly WirePosition[];
  readonly orders: readonly WireOrder[];
}

export interface ReconcilerPorts {
  readonly isBusy: (id: OrderId) => boolean;
  /** Hears of the account; false: it is not the one that the store is of, and nothing of it counts. */
  readonly isOurs: (account: WireAccount) => boolean;
  /** Has an order resolved that has no place at Alpaca yet. */
  readonly resolve: (id: OrderId) => void;
}

export class Reconciler {
  readonly #options: GatewayOptions;
  readonly #instrumentOf: InstrumentOf;
  readonly #ports: ReconcilerPorts;
  /** Time of the newest fill that Alpaca has told of, by its clock. */
  #newestFillUs: number;
  /** Remote orders that Alpaca does not know any more: since when, on the monotonic clock. */
  #goneMs: ReadonlyMap<string, number> = new Map<string, number>();
  /** It has been said that there are orders of kinds that no order here can be. */
  #isOthersTold = false;

  constructor(options: GatewayOptions, instrumentOf: InstrumentOf, ports: ReconcilerPorts) {
    this.#options = options;
    this.#instrumentOf = instrumentOf;
    this.#ports = ports;
    this.#newestFillUs = options.core.lastFillUs;
  }

  /** Takes over what Alpaca says and compares the rest; the fault of the first question that failed. */
  async run(): Promise<Compared | RestFault> {
    const { core, api } = this.#options;
    if (core.ledger.openedUs === null) {
      const fault = await this.#open();
      if (fault !== null) return fault;
    }
    const openedUs = core.ledger.openedUs ?? 0;
    const afterUs = Math.max(openedUs, this.#newestFillUs - OVERLAP_US);
    const eventsBefore = core.lastSeq;
    // Not those that the stream tells of while the open orders are on their way.
    const strangers = [...core.remote.strangers.keys()];
    const [seen, fills] = await Promise.all([this.#look(), api.fillsSince(isoTime(afterUs))]);
    if ('outcome' in seen) return seen;
    if (!fills.ok) return fills.fault;
    const isTaken = this.#options.perform(() => {
      this.#takeOrders(seen.orders);
      this.#takeFills(fills.value);
    });
    const open = new Set(seen.orders.map(({ id }) => id));
    for (const id of strangers) if (!open.has(id)) core.remote.strangers.delete(id);
    const isWhole = await this.#lookForTheRest(seen.orders);
    const isAtRest = isTaken && isWhole && core.lastSeq === eventsBefore;
    const differences = differencesOf(core, seen.account, seen.positions, this.#instrumentOf);
    return { account: seen.account, positions: seen.positions, isAtRest, differences };
  }

  /** Fills of one remote order since it was made. */
  async fillsOf(remoteId: string): Promise<boolean> {
    const { core, api } = this.#options;
    const createdUs = core.remote.wordOf(remoteId)?.createdUs ?? 0;
    const afterUs = Math.max(core.ledger.openedUs ?? 0, createdUs - 1_000_000);
    const [order, fills] = await Promise.all([
      api.order(remoteId),
      api.fillsSince(isoTime(afterUs)),
    ]);
    if (!fills.ok || !order.ok) return false;
    const instrument = this.#instrumentOf(order.value.symbol);
    const report = reportOf(order.value, this.#instrumentOf);
    if (instrument === undefined || report === null) return true;
    const own = fills.value.filter((row) => row.order_id === remoteId);
    return this.#options.perform(() => {
      core.remote.hear(report);
      const taken = own.map((row) => fillOfActivity(row, instrument));
      core.remote.settle(remoteId, taken, report.filledLots);
    });
  }

  /** Asks for one remote order; whether all that there is of it was told. */
  async order(remoteId: string): Promise<boolean> {
    return (await this.#ask(remoteId)) !== 'untold';
  }

  async #ask(remoteId: string): Promise<'told' | 'gone' | 'untold'> {
    const answer = await this.#options.api.order(remoteId);
    if (!answer.ok) return answer.fault.status === 404 ? 'gone' : 'untold';
    const isTaken = this.#options.perform(() => {
      this.#takeOrders([answer.value]);
    });
    return isTaken ? 'told' : 'untold';
  }

  /** Takes the account over as it is, once it is seen twice alike: nothing fills in between then. */
  async #open(): Promise<RestFault | null> {
    const { core, api } = this.#options;
    let last = '';
    for (let attempt = 0; attempt <= OPENING_ATTEMPTS; attempt += 1) {
      const clock = await api.clock();
      if (!clock.ok) return clock.fault;
      const clockUs = clock.value.timestamp;
      const [seen, fills] = await Promise.all([
        this.#look(),
        api.fillsSince(isoTime(clockUs - LATELY_US)),
      ]);
      if ('outcome' in seen) return seen;
      if (!fills.ok) return fills.fault;
      // After every fill that is in the positions, however coarse that clock is.
      const lastUs = Math.max(0, ...fills.value.map((row) => row.transaction_time));
      const openedUs = timeUs(Math.max(clockUs, lastUs + 1));
      const rest = [seen.positions.map(restOf), seen.orders.map(fillsOfOrder)];
      const now = JSON.stringify([...rest, fills.value.length]);
      const isAlike = now === last;
      last = now;
      if (!isAlike && attempt < OPENING_ATTEMPTS) continue;
      this.#options.perform(() => {
        const { cashMicros, held } = heldOf(seen.account, seen.positions, this.#instrumentOf);
        core.ledger.open(cashMicros, held, openedUs);
        this.#newestFillUs = openedUs;
        for (const order of seen.orders) this.#takeOver(order);
      });
      return null;
    }
    return null;
  }

  /** What an open order had filled before is part of the positions that were taken over. */
  #takeOver(order: WireOrder): void {
    const report = reportOf(order, this.#instrumentOf);
    if (report !== null) this.#options.core.remote.takeOver(report);
  }

  async #look(): Promise<Seen | RestFault> {
    const { api } = this.#options;
    const [account, positions, orders] = await Promise.all([
      api.account(),
      api.positions(),
      api.openOrders(),
    ]);
    const failed = [account, positions, orders].find((one) => !one.ok);
    if (failed?.ok === false) return failed.fault;
    if (!this.#ports.isOurs(valueOf(account))) return OTHER_ACCOUNT_FAULT;
    const { orders: own, others } = valueOf(orders);
    this.#tellOthers(others.length);
    return { account: valueOf(account), positions: valueOf(positions), orders: own };
  }

  /** Once: they stay as they are, and what they fill shows as a difference. */
  #tellOthers(count: number): void {
    if (count === 0 || this.#isOthersTold) return;
    this.#isOthersTold = true;
    const orders = count === 1 ? '1 open order' : `${String(count)} open orders`;
    const text = `Alpaca has ${orders} of a kind that is not traded here, as of several option legs: not shown here.`;
    this.#options.notify('warning', 'venue.other_orders', text);
  }

  #takeOrders(orders: readonly WireOrder[]): void {
    for (const order of orders) {
      const report = reportOf(order, this.#instrumentOf);
      if (report !== null) this.#options.core.remote.hear(report);
    }
  }

  #takeFills(rows: readonly WireFillActivity[]): void {
    for (const row of rows) {
      const instrument = this.#instrumentOf(row.symbol);
      this.#newestFillUs = Math.max(this.#newestFillUs, row.transaction_time);
      if (instrument === undefined) continue;
      this.#options.core.remote.hearFill(fillOfActivity(row, instrument), null);
    }
  }

  /** Orders that work here and are not among the open ones there; whether all of them were told of. */
  async #lookForTheRest(open: readonly WireOrder[]): Promise<boolean> {
    const { core } = this.#options;
    const ids = new Set(open.map(({ id }) => id));
    const missing = new Map<string, Order>();
    for (const { order, remoteId } of core.working()) {
      const isBusy = this.#ports.isBusy(order.orderId);
      const isPending = order.status === 'pending_cancel' || order.status === 'pending_replace';
      const isToResolve = remoteId === null || isPending;
      if (isToResolve && !isBusy) this.#ports.resolve(order.orderId);
      if (remoteId === null || ids.has(remoteId)) continue;
      // What is asked of an order that is gone is never answered.
      if (isPending || !isBusy) missing.set(remoteId, order);
    }
    const asked = [...missing].slice(0, SINGLE_ORDERS_MAX);
    const told = await Promise.all(asked.map(([remoteId]) => this.#ask(remoteId)));
    this.#endGone(asked.filter((_one, i) => told[i] === 'gone'));
    return told.every((one) => one !== 'untold') && asked.length === missing.size;
  }

  /** Ends orders that Alpaca has not known for a while: a reset of a paper account takes them with it. */
  #endGone(gone: readonly (readonly [remoteId: string, order: Order])[]): void {
    const { core, monotonicMs, notify, perform, times = GATEWAY_TIMES } = this.#options;
    const nowMs = monotonicMs();
    const sinceMs = new Map(gone.map(([id]) => [id, this.#goneMs.get(id) ?? nowMs]));
    this.#goneMs = sinceMs;
    for (const [remoteId, { orderId, symbol }] of gone) {
      const isStill = core.workingOrder(orderId)?.remoteId === remoteId;
      if (!isStill || nowMs - (sinceMs.get(remoteId) ?? nowMs) < times.graceMs) continue;
      perform(() => {
        core.remote.lose(orderId);
      });
      const text = `Alpaca does not know order ${String(orderId)} (${symbol}) any more: it has ended here.`;
      notify('warning', 'venue.order_gone', text);
    }
  }
}

/** A time as Alpaca takes it. */
function isoTime(us: number): string {
  return new Date(us / 1_000).toISOString();
}

function valueOf<Value>(result: RestResult<Value>): Value {
  if (!result.ok) throw new Error('only answers have values');
  return result.value;
}

function restOf({ symbol, qty, avg_entry_price: price }: WirePosition): readonly string[] {
  return [symbol, qty, price];
}

function fillsOfOrder({ id, filled_qty: filled }: WireOrder): readonly string[] {
  return [id, filled];
}
