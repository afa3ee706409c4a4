/**
 * Sends orders, cancels and changes, each once. What has no answer is unknown, not undone: it is asked
 * for by the order's own name until Alpaca has told what became of it, and never sent again blindly. Only
 * a cancel may be repeated, since twice cancelled is cancelled, and a closing order that Alpaca has refused
 * because of orders that were being cancelled for it. That one goes when they are done, and is as large as
 * what is held then.
 */
import { WITHDRAWN } from '../alpaca/rest-faults.ts';
import type { RestFault } from '../alpaca/rest-faults.ts';
import type { RestResult } from '../alpaca/rest-client.ts';
import type { WireOrder } from '../alpaca/wire-schemas.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { RemoteAction } from '../remote/remote-actions.ts';
import type { OpenRemote } from '../remote/remote-core.ts';
import { GATEWAY_TIMES } from './gateway-options.ts';
import type { GatewayOptions, GatewayTimes } from './gateway-options.ts';
import { changeRequest, orderRequest, reportOf } from './wire-orders.ts';
import type { InstrumentOf } from './wire-orders.ts';

/** A request whose outcome is not known. */
interface Unknown {
  /** When its sending ended, by the monotonic clock. */
  readonly sinceMs: number;
  attempts: number;
  cancels: number;
}

type Submit = Extract<RemoteAction, { kind: 'submit' }>;

/** Times that a cancel which Alpaca does not act on is sent. */
const CANCELS_MAX = 4;

/** Times that a closing order is tried which other orders of its symbol keep from closing: some 20 s. */
const CLOSINGS_MAX = 5;

/** Refusals that may go with the orders that are being cancelled. */
const BY_OTHERS: ReadonlySet<string> = new Set([
  'venue.canceling',
  'venue.qty_available',
  'venue.wash_trade',
  'venue.not_held',
]);

export class OrderSender {
  readonly #options: GatewayOptions;
  readonly #times: GatewayTimes;
  readonly #instrumentOf: InstrumentOf;
  /** Orders with a request on its way. */
  readonly #sending = new Set<OrderId>();
  readonly #unknown = new Map<OrderId, Unknown>();
  /** Orders to be cancelled as soon as their place is known and no change is on its way. */
  readonly #wanted = new Set<OrderId>();
  readonly #timers = new Set<() => void>();
  #asking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: GatewayOptions, instrumentOf: InstrumentOf) {
    this.#options = options;
    this.#times = options.times ?? GATEWAY_TIMES;
    this.#instrumentOf = instrumentOf;
  }

  /** Requests without an answer so far. */
  get unresolved(): number {
    return new Set([...this.#sending, ...this.#unknown.keys()]).size;
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  /** Whether something is on its way for an order. */
  isBusy(id: OrderId): boolean {
    return this.#sending.has(id) || this.#unknown.has(id);
  }

  /** Cancels what could not be cancelled before: to be called when the venue has said something. */
  goOn(): void {
    for (const id of this.#wanted) {
      const open = this.#workingOf(id);
      const isReady = open === null || (open.remoteId !== null && !this.#sending.has(id));
      if (!isReady || open?.order.status === 'pending_replace') continue;
      this.#wanted.delete(id);
      if (open === null) continue;
      if (open.order.status === 'pending_cancel') void this.#cancel(id);
      else this.#perform(() => this.#options.core.cancel(id));
    }
  }

  async send(action: RemoteAction): Promise<void> {
    if (this.#isStopped) return;
    switch (action.kind) {
      case 'submit':
        await this.#submit(action);
        break;
      case 'cancel':
        return this.#cancel(action.orderId);
      case 'replace':
        await this.#replace(action);
    }
    // What the stream had to say may have come before the answer, or nothing may come by it at all.
    this.goOn();
  }

  /** Asks what became of an order whose last request has no known outcome. */
  resolve(id: OrderId): void {
    if (this.#unknown.has(id) || this.#isStopped) return;
    const sinceMs = this.#options.monotonicMs();
    this.#unknown.set(id, { sinceMs, attempts: 0, cancels: 0 });
    this.#askLater(id);
  }

  /** Alpaca has refused to cancel an order after it had taken that: asks what it is now, and cancels again. */
  cancelRefused(wire: WireOrder): void {
    const order = this.#standingFor(wire);
    if (order?.status === 'pending_cancel') this.resolve(order.orderId);
  }

  /** Alpaca has refused to change an order after it had taken that. */
  changeRefused(wire: WireOrder): void {
    const order = this.#standingFor(wire);
    if (order?.status !== 'pending_replace') return;
    const { orderId: id } = order;
    this.#perform(() => {
      this.#remote.keep(id, 'replace_rejected');
    });
    const text = `Alpaca has not changed order ${String(id)}; it goes on as it was.`;
    this.#options.notify('warning', 'venue.replace_refused', text);
  }

  /** The order of ours that one of Alpaca's is, or was to take the place of. */
  #standingFor({ id, replaces }: WireOrder): Order | undefined {
    const isIt = ({ remoteId }: OpenRemote): boolean =>
      remoteId !== null && (remoteId === id || remoteId === replaces);
    return this.#options.core.working().find(isIt)?.order;
  }

  async #submit(action: Submit): Promise<void> {
    const { orderId: id, isClosing } = action;
    this.#sending.add(id);
    let why = null;
    let hasWaited = false;
    for (let attempt = 1; attempt <= (isClosing ? CLOSINGS_MAX : 1); attempt += 1) {
      if (attempt > 1) await this.#pauseAfter(attempt - 1);
      const cancels = await this.#cancelsDone(id);
      hasWaited ||= cancels.hasWaited;
      for (const other of cancels.left) if (!this.#sending.has(other)) this.resolve(other);
      // What is still to be cancelled may fill: whoever closes beside it may close twice.
      why = isClosing && cancels.left.length > 0 ? stillCanceling() : await this.#post(action);
      if (why === null || !hasWaited || !BY_OTHERS.has(why.code)) break;
    }
    this.#sending.delete(id);
    const refused = why;
    if (refused !== null) this.#perform(() => this.#remote.refuse(id, refused));
  }

  /** Sends an order once, unless it was cancelled before; why Alpaca has refused it, else null. */
  async #post(action: Submit): Promise<Refusal | null> {
    const { orderId: id, exits, isClosing } = action;
    // Its fills until now are all here, as no cancel is on its way any more.
    if (isClosing) this.#perform(() => this.#options.core.desk.fit(id));
    const open = this.#workingOf(id);
    const instrument = this.#instrumentOf(open?.order.symbol ?? '');
    if (open === null || !this.#mayGo(action) || instrument === undefined) {
      // Cancelled before it was sent.
      if (open !== null && open.remoteId === null) this.#perform(() => this.#remote.drop(id));
      return null;
    }
    const body = orderRequest(open.order, exits, instrument, isClosing);
    const result = await this.#options.api.submit(body, () => this.#mayGo(action));
    if (result.ok) this.#hear(result.value);
    else if (result.fault.refusal.code === WITHDRAWN) return this.#post(action);
    else if (isUndone(result.fault)) return result.fault.refusal;
    else this.resolve(id);
    return null;
  }

  /** Whether an order is still to be sent, and as large as it is. */
  #mayGo({ orderId: id, isClosing }: Submit): boolean {
    const order = this.#workingOf(id)?.order;
    if (order?.status !== 'pending_new' || this.#isStopped) return false;
    return !isClosing || this.#options.core.desk.fits(order);
  }

  async #cancel(id: OrderId): Promise<void> {
    const open = this.#workingOf(id);
    if (open === null) return;
    if (
      this.#sending.has(id) ||
      open.remoteId === null ||
      open.order.status === 'pending_replace'
    ) {
      this.#wanted.add(id);
      return;
    }
    const result = await this.#options.api.cancel(open.remoteId);
    // An end that Alpaca has told of already is no news; all else is asked for.
    if (!result.ok) this.resolve(id);
  }

  async #replace(action: Extract<RemoteAction, { kind: 'replace' }>): Promise<void> {
    const { orderId: id, before, after } = action;
    const open = this.#workingOf(id);
    const instrument = this.#instrumentOf(open?.order.symbol ?? '');
    if (open === null || open.remoteId === null || instrument === undefined) return;
    this.#sending.add(id);
    const body = changeRequest(before, after, instrument);
    const result = await this.#options.api.replace(open.remoteId, body);
    this.#sending.delete(id);
    if (result.ok) this.#hear(result.value);
    else if (isUndone(result.fault)) {
      this.#perform(() => {
        this.#remote.keep(id, 'replace_rejected');
      });
      const { rule, value } = result.fault.refusal;
      this.#options.notify('warning', 'venue.replace_refused', `${rule} (${value}).`);
      if (result.fault.refusal.code === 'venue.order_state') this.resolve(id);
    } else this.resolve(id);
  }

  /** A market order may close what orders still hold that are being cancelled; `left`: they still are. */
  async #cancelsDone(id: OrderId): Promise<{ hasWaited: boolean; left: readonly OrderId[] }> {
    const untilMs = this.#options.monotonicMs() + this.#times.cancelWaitMs;
    for (let hasWaited = false; ; hasWaited = true) {
      const left = this.#canceledBeside(id);
      const isLate = this.#isStopped || this.#options.monotonicMs() >= untilMs;
      if (left.length === 0 || isLate) return { hasWaited, left };
      await this.#pause(this.#times.gatherMs);
    }
  }

  /** Orders that are to be cancelled before a market order goes, which itself is not to be. */
  #canceledBeside(id: OrderId): readonly OrderId[] {
    const own = this.#workingOf(id)?.order;
    if (own?.type !== 'market' || own.status !== 'pending_new') return [];
    const isCanceled = ({ order: { orderId: other, symbol, status } }: OpenRemote): boolean =>
      symbol === own.symbol && (status === 'pending_cancel' || this.#wanted.has(other));
    return this.#options.core
      .working()
      .filter(isCanceled)
      .map(({ order }) => order.orderId);
  }

  #askLater(id: OrderId): void {
    const unknown = this.#unknown.get(id);
    if (unknown === undefined || this.#isStopped) return;
    void this.#pauseAfter(unknown.attempts).then(() => {
      // One after another: while Alpaca is away, many would only wait for each other.
      this.#asking = this.#asking.then(() => this.#ask(id, unknown));
    });
  }

  async #ask(id: OrderId, unknown: Unknown): Promise<void> {
    const open = this.#workingOf(id);
    if (open === null || this.#isStopped) {
      this.#unknown.delete(id);
      return;
    }
    unknown.attempts += 1;
    const { api } = this.#options;
    const { order, remoteId } = open;
    const answer =
      remoteId === null
        ? await api.orderByClientId(order.clientOrderId)
        : await api.order(remoteId);
    const isSettled = answer.ok
      ? this.#told(id, unknown, answer)
      : this.#notTold(id, unknown, answer.fault);
    if (isSettled) {
      this.#unknown.delete(id);
      this.goOn();
    } else this.#askLater(id);
  }

  /** Alpaca has told of the order; whether nothing about it is unknown any more. */
  #told(id: OrderId, unknown: Unknown, answer: RestResult<WireOrder> & { ok: true }): boolean {
    if (!this.#hear(answer.value)) return false;
    const order = this.#workingOf(id)?.order;
    if (order === undefined) return true;
    const isLate = this.#isLate(unknown);
    switch (order.status) {
      case 'pending_new':
        return false;
      case 'pending_cancel':
        if (isPending(answer.value.status)) return false;
        return this.#cancelAgain(id, unknown, isLate);
      case 'pending_replace':
        if (isPending(answer.value.status) || !isLate) return false;
        this.#perform(() => {
          this.#remote.keep(id, 'replace_rejected');
        });
        return true;
      default:
        return true;
    }
  }

  /** A cancel that Alpaca does not act on is sent again; at the end the order works on. */
  #cancelAgain(id: OrderId, unknown: Unknown, isLate: boolean): boolean {
    if (unknown.cancels < CANCELS_MAX) {
      unknown.cancels += 1;
      void this.#cancel(id);
      return false;
    }
    if (!isLate) return false;
    this.#perform(() => {
      this.#remote.keep(id, 'cancel_rejected');
    });
    const text = `Alpaca has not cancelled order ${String(id)}; it goes on working.`;
    this.#options.notify('warning', 'venue.cancel_refused', text);
    return true;
  }

  /** There was no answer, or Alpaca does not know the order. */
  #notTold(id: OrderId, unknown: Unknown, { status }: RestFault): boolean {
    const isAbsent = status === 404 && this.#workingOf(id)?.remoteId === null;
    if (!isAbsent || unknown.attempts < 2 || !this.#isLate(unknown)) return false;
    const rule = 'the order reaches Alpaca; it did not, and was not sent again';
    const why = refusal('venue.not_received', '', String(id), rule);
    return this.#perform(() => {
      this.#remote.refuse(id, why);
    });
  }

  #isLate({ sinceMs }: Unknown): boolean {
    return this.#options.monotonicMs() - sinceMs >= this.#times.graceMs;
  }

  #hear(wire: WireOrder): boolean {
    const report = reportOf(wire, this.#instrumentOf);
    if (report === null) return true;
    return this.#perform(() => {
      this.#remote.hear(report);
    });
  }

  get #remote(): GatewayOptions['core']['remote'] {
    return this.#options.core.remote;
  }

  #workingOf(id: OrderId): { readonly order: Order; readonly remoteId: string | null } | null {
    return this.#options.core.workingOrder(id);
  }

  #perform(run: () => void): boolean {
    return !this.#isStopped && this.#options.perform(run);
  }

  /** Longer with each attempt. */
  #pauseAfter(attempts: number): Promise<void> {
    const { resolveMs, resolveMaxMs } = this.#times;
    return this.#pause(Math.min(resolveMaxMs, resolveMs * 2 ** attempts));
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.timers.after(ms, () => {
        this.#timers.delete(cancel);
        resolve();
      });
      this.#timers.add(cancel);
    });
  }
}

/** Whether Alpaca has said no, or was not reached: nothing was done. Its own name twice is no such no. */
function isUndone({ outcome, refusal: { code } }: RestFault): boolean {
  return outcome !== 'unknown' && code !== 'venue.duplicate';
}

function stillCanceling(): Refusal {
  const rule = 'the orders of its symbol are cancelled first, which Alpaca has not done yet';
  return refusal('venue.canceling', '', '', rule);
}

function isPending(status: string): boolean {
  return status === 'pending_cancel' || status === 'pending_replace' || status === 'pending_new';
}
