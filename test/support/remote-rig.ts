/** A core and gateway of a remote venue over a fake Alpaca on loopback, with a disk in memory. */
import { DEFAULT_LIMITS } from '../../engine/contract/defaults.ts';
import { SYSTEM_TIMERS } from '../../engine/alpaca/access.ts';
import { RequestBudget } from '../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../engine/alpaca/rest-client.ts';
import { TradingApi } from '../../engine/alpaca/trading-api.ts';
import { alwaysOpenCalendar } from '../../engine/calendar/calendars.ts';
import type { RequestType } from '../../engine/contract/messages.ts';
import { orderId } from '../../engine/domain/ids.ts';
import type { Order, RemoteVenue } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { timeUs } from '../../engine/domain/time.ts';
import type { SubmitRequest } from '../../engine/orders/new-order.ts';
import { RemoteCore } from '../../engine/remote/remote-core.ts';
import { AlpacaGateway } from '../../engine/venues/alpaca-gateway.ts';
import type { GatewayTimes } from '../../engine/venues/gateway-options.ts';
import { TradeStream } from '../../engine/venues/trade-stream.ts';
import { FAKE_KEYS } from './fake-alpaca/fake-alpaca.ts';
import type { FakeAlpaca } from './fake-alpaca/fake-alpaca.ts';
import type { FakeTimers } from './fake-timers.ts';
import { StoreModel } from './store-model.ts';
import { AAPL, CENT, HUNDRED, MSFT, orderOf } from './test-core.ts';

/** Everything a hundred times sooner than on a desk, so that a script takes a second. */
export const QUICK_TIMES: GatewayTimes = {
  reconcileMs: 2_500,
  awayMs: 200,
  resolveMs: 10,
  resolveMaxMs: 100,
  graceMs: 1_200,
  gatherMs: 5,
  cancelWaitMs: 300,
};
/** How long the other side may take. */
export interface RigPatience {
  /** Until a request counts as lost. */
  readonly requestMs: number;
  /** Until a silent stream counts as down; also for its handshake. */
  readonly streamMs: number;
}

/** For scripts in which requests and lines are lost all the time. */
const QUICK: RigPatience = { requestMs: 500, streamMs: 400 };

/** For tests that lose nothing: a machine that is busy must not look like a line that is down. */
export const PATIENT: RigPatience = { requestMs: 30_000, streamMs: 60_000 };

export interface RigOptions {
  readonly venue?: RemoteVenue;
  readonly keys?: { readonly keyId: string; readonly secret: string };
  readonly disk?: StoreModel;
  readonly random?: () => number;
  readonly times?: GatewayTimes;
  readonly patience?: RigPatience;
  /** Of the request budget alone. */
  readonly budgetTimers?: FakeTimers;
}

export class RemoteRig {
  readonly core: RemoteCore;
  readonly gateway: AlpacaGateway;
  readonly disk: StoreModel;
  readonly budget: RequestBudget;
  readonly notices: string[] = [];
  /** How often each order was sent, by its name, and not refused: so often Alpaca may have it. */
  readonly sent: Map<string, number>;

  constructor(fake: FakeAlpaca, options: RigOptions = {}, sent = new Map<string, number>()) {
    const { venue = 'alpaca-paper', keys = FAKE_KEYS, random = () => 0.5 } = options;
    const { requestMs, streamMs } = options.patience ?? QUICK;
    this.disk = options.disk ?? new StoreModel();
    this.sent = sent;
    const monotonicMs = (): number => performance.now();
    const { budgetTimers } = options;
    const budget = new RequestBudget({
      monotonicMs: budgetTimers === undefined ? monotonicMs : () => budgetTimers.nowMs,
      timers: budgetTimers ?? SYSTEM_TIMERS,
      limit: 5_000,
    });
    this.budget = budget;
    const rest = new RestClient({
      host: fake.url,
      keys,
      budget,
      timers: SYSTEM_TIMERS,
      monotonicMs,
      wallMs: Date.now,
      random,
      timeoutMs: requestMs,
      retryMs: 2,
    });
    const api = new CountingApi(rest, sent);
    const recovered = this.disk.recovered();
    this.core = new RemoteCore({
      venue,
      instruments: [AAPL, MSFT],
      calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
      startPrices: new Map([
        ['AAPL', HUNDRED],
        ['MSFT', HUNDRED],
      ]),
      fillModel: 'touch',
      recovered: { ...recovered, limits: DEFAULT_LIMITS },
      lookup: this.disk,
      nowUs: timeUs(Date.now() * 1_000),
      linkLookup: (id) => recovered.remote.links.find(({ remoteId }) => remoteId === id) ?? null,
      mayOrder: () => this.gateway.takesOrders,
      doubtful: () => this.gateway.doubtful,
      isConfirmed: () => this.gateway.isConfirmed,
    });
    for (const i of [0, 1]) {
      this.core.house.quoted?.quote(i, HUNDRED, 100, HUNDRED + 2 * CENT, 100);
    }
    this.gateway = new AlpacaGateway({
      venue,
      core: this.core,
      api,
      budget,
      openStream: (listener) =>
        new TradeStream({
          host: fake.url.replace('http', 'ws'),
          keys,
          timers: SYSTEM_TIMERS,
          monotonicMs,
          random,
          backOff: { firstMs: 5, longestMs: 40, slowMs: 40 },
          pingMs: streamMs,
          handshakeMs: streamMs,
          listener,
        }),
      perform: (run) => {
        this.do(run);
        return true;
      },
      notify: (_level, code) => this.notices.push(code),
      beginAnew: () => {
        this.notices.push('begins anew');
        return null;
      },
      wallUs: () => Date.now() * 1_000,
      monotonicMs,
      timers: SYSTEM_TIMERS,
      times: options.times ?? QUICK_TIMES,
    });
  }

  /** Gives the core a turn; what came of it is on the disk at once, and sent then. */
  do<Result>(run: () => Result): Result {
    this.core.setTime(timeUs(Date.now() * 1_000));
    const result = run();
    const events = this.core.takePacked();
    const beside = this.gateway.writesWith(this.core.accounts.takeWrites());
    if (events !== null) this.disk.write([{ kind: 'packed_events', events }]);
    events?.batch.clear();
    this.disk.write(beside);
    const outgoing = this.gateway.takeOutgoing();
    outgoing?.();
    return result;
  }

  /** Runs a command of a client, as the engine's host does. */
  command<Result>(type: RequestType, run: () => Result): Result | Refusal {
    return this.gateway.refusalOf(type) ?? this.do(run);
  }

  /** Starts, and resolves when orders are taken and everything that is there has been compared. */
  async begin(): Promise<void> {
    this.gateway.start();
    await until('takes orders', () => {
      const { takesOrders, stream, isReconciling } = this.gateway.status();
      return takesOrders && stream.state === 'live' && !isReconciling;
    });
  }

  /** Sends an order; throws when it is refused here. */
  submit(fields: Partial<SubmitRequest> = {}): Order {
    const outcome = this.do(() => this.core.submit(orderOf(fields), 'test'));
    if (!outcome.ok) throw new Error(outcome.refusal.rule);
    return outcome.order;
  }

  /** An order as it stands on the disk. */
  stored(id: number): Order {
    const order = this.disk.byOrderId(orderId(id));
    if (order === null) throw new Error(`no order ${String(id)}`);
    return order;
  }

  /** Resolves when an order has a status. */
  async becomes(id: number, status: Order['status']): Promise<Order> {
    await until(`order ${String(id)} is ${status}`, () => this.stored(id).status === status);
    return this.stored(id);
  }

  /** Ends as a killed process does: nothing is told any more. */
  kill(): void {
    this.gateway.stop();
  }
}

/** Counts the requests that make orders, or may have made them. */
class CountingApi extends TradingApi {
  readonly #sent: Map<string, number>;

  constructor(rest: RestClient, sent: Map<string, number>) {
    super(rest);
    this.#sent = sent;
  }

  override async submit(...args: Parameters<TradingApi['submit']>) {
    const [{ client_order_id: id }] = args;
    const name = typeof id === 'string' ? id : '';
    this.#count(name, 1);
    const result = await super.submit(...args);
    if (!result.ok && result.fault.outcome === 'refused') this.#count(name, -1);
    return result;
  }

  #count(name: string, change: number): void {
    this.#sent.set(name, (this.#sent.get(name) ?? 0) + change);
  }
}

/** Waits until something holds; fails with `what` after a time that is long for any machine. */
export async function until(what: string, holds: () => boolean, ms = 60_000): Promise<void> {
  const endMs = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
