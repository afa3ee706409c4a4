/**
 * The way to an Alpaca account: sends what the core wants sent, gives the core what Alpaca says, and
 * compares both at the start, whenever the stream comes back, and every half minute. One account, one
 * pair of keys, one host, from its making to its end.
 */
import type { WireAccount } from '../alpaca/wire-schemas.ts';
import { wireTimeUs } from '../alpaca/wire-time.ts';
import type { RequestType } from '../contract/messages.ts';
import { LIVE_CONFIRMATION, VENUE_DIFFERENCES_MAX } from '../contract/venues.ts';
import type { TradingStreamStatus, VenueStatus } from '../contract/venues.ts';
import type { Instrument } from '../domain/instrument.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { JournalWrite } from '../ports.ts';
import type { VenueGateway } from '../remote/venue-gateway.ts';
import { AccountOwner, OTHER_ACCOUNT } from './account-owner.ts';
import { heldOf } from './differences.ts';
import { GATEWAY_TIMES } from './gateway-options.ts';
import type { GatewayOptions, GatewayTimes } from './gateway-options.ts';
import { OrderSender } from './order-sender.ts';
import { Reconciler } from './reconciler.ts';
import type { Compared } from './reconciler.ts';
import { isBlocked, toldOf } from './told-account.ts';
import { ToldDifferences } from './told-differences.ts';
import type { TradeStream } from './trade-stream.ts';
import type { TradeUpdate } from './trade-stream.ts';
import { fillOfUpdate, reportOf } from './wire-orders.ts';
import type { InstrumentOf } from './wire-orders.ts';

/** Requests that make orders; cancels are always let through. */
const ORDERS: ReadonlySet<RequestType> = new Set<RequestType>([
  'order.submit',
  'order.replace',
  'positions.close',
  'positions.flatten',
  'positions.reverse',
  'risk.kill',
]);

/** Attempts to get what words were missing, before the next comparison has to. */
const NEEDS_ATTEMPTS = 4;

const FIRST_COMPARISON = 'Orders and positions have not been compared with Alpaca yet.';

export class AlpacaGateway implements VenueGateway {
  readonly #options: GatewayOptions;
  readonly #times: GatewayTimes;
  readonly #sender: OrderSender;
  readonly #reconciler: Reconciler;
  readonly #stream: TradeStream;
  readonly #instrumentOf: InstrumentOf;
  readonly #owner: AccountOwner;
  #isConfirmed: boolean;
  #account: WireAccount | null = null;
  #reconciledUs: number | null = null;
  #reconcileProblem = '';
  #running: Promise<void> | null = null;
  /** Another comparison was asked for while one ran. */
  #isAskedAgain = false;
  readonly #differences = new ToldDifferences();
  #unknownFrames = 0;
  #cancelTimer: () => void = () => undefined;
  #cancelGather: (() => void) | null = null;
  readonly #needs = { fillsOf: new Set<string>(), orders: new Set<string>() };
  #isStopped = false;

  constructor(options: GatewayOptions) {
    this.#owner = new AccountOwner(options.core.ledger);
    this.#options = {
      ...options,
      perform: (run) => !this.#isStopped && this.#owner.isOurs && options.perform(run),
    };
    this.#times = options.times ?? GATEWAY_TIMES;
    this.#isConfirmed = options.venue !== 'alpaca-live';
    this.#instrumentOf = instrumentsOf(options.core.exchange.instruments);
    this.#sender = new OrderSender(this.#options, this.#instrumentOf);
    this.#reconciler = new Reconciler(this.#options, this.#instrumentOf, {
      isBusy: (id) => this.#sender.isBusy(id),
      isOurs: (account) => this.#isOurs(account),
      resolve: (id) => {
        this.#sender.resolve(id);
      },
    });
    this.#stream = options.openStream({
      onUpdate: (update) => {
        this.#take(update);
      },
      onUnknown: () => {
        this.#unknownFrames += 1;
      },
      onStatus: (status) => {
        this.#heard(status);
      },
    });
  }

  start(): void {
    this.#stream.start();
    void this.reconcile();
  }

  stop(): void {
    this.#isStopped = true;
    this.#stream.stop();
    this.#sender.stop();
    this.#cancelTimer();
    this.#cancelGather?.();
  }

  /** Whether orders may be sent, as the risk guard asks before it closes anything by itself. */
  get takesOrders(): boolean {
    return this.#isConfirmed && this.#problem() === '';
  }

  /** Symbols of which it is not settled what is held. */
  get doubtful(): ReadonlySet<string> {
    return this.#differences.doubtful;
  }

  /** Whether the trader lets orders through; always so but on a live account. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  status(): VenueStatus {
    const { venue, budget, core } = this.#options;
    const { limit, left, waiting } = budget.state;
    const { taken, repeated, unknown } = core.outbox.words;
    const problem = this.#problem();
    const { all: told } = this.#differences;
    return {
      venue,
      isConfirmed: this.#isConfirmed,
      isOtherAccount: this.#owner.isOther,
      takesOrders: problem === '',
      problem,
      stream: this.#stream.status,
      budget: { limit, left, waiting },
      account: this.#account === null ? null : toldOf(this.#account),
      unresolved: this.#sender.unresolved,
      reconciledUs: this.#reconciledUs,
      reconcileProblem: this.#reconcileProblem,
      isReconciling: this.#running !== null,
      differences: told.slice(0, VENUE_DIFFERENCES_MAX),
      differencesNumber: this.#differences.number,
      differencesMore: Math.max(0, told.length - VENUE_DIFFERENCES_MAX),
      updates: { taken, repeated, unknown: unknown + this.#unknownFrames },
    };
  }

  confirm(text: string): Refusal | null {
    if (this.#isConfirmed) return null;
    if (text !== LIVE_CONFIRMATION) {
      const rule = `${LIVE_CONFIRMATION}, to the letter`;
      return refusal('venue.wrong_confirmation', 'text', text, rule);
    }
    this.#isConfirmed = true;
    return null;
  }

  begin(): Refusal | null {
    if (this.#owner.isOther) return this.#options.beginAnew();
    const rule = 'keys of another account than the one that is kept here';
    return refusal('venue.same_account', '', this.#options.venue, rule);
  }

  /** Books the differences that were told under this number, if they are still there. */
  async accept(differencesNumber: number): Promise<Refusal | null> {
    // One comparison at a time, and of this moment.
    await this.reconcile();
    const compared = await this.#reconciler.run();
    if ('outcome' in compared) return compared.refusal;
    const { all: told, number } = this.#differences;
    const isTold = JSON.stringify(compared.differences) === JSON.stringify(told);
    if (!isTold || told.length === 0 || differencesNumber !== number) {
      const rule = 'the differences that are shown now: look at them again';
      return refusal('venue.other_differences', 'differencesNumber', differencesNumber, rule);
    }
    const { core, notify, perform } = this.#options;
    if (!compared.isAtRest || this.#sender.unresolved > 0) {
      const rule = 'an account at rest, with no order on its way: try again in a moment';
      return refusal('venue.not_at_rest', '', this.#sender.unresolved, rule);
    }
    const { cashMicros, held } = heldOf(compared.account, compared.positions, this.#instrumentOf);
    const isBooked = perform(() => {
      core.ledger.adjust(cashMicros, held);
    });
    if (!isBooked) return refusal('store.cannot_write', '', '', 'a store that takes writes');
    notify('info', 'venue.adjusted', 'Alpaca’s figures were booked as marked adjustments.');
    await this.reconcile();
    return null;
  }

  refusalOf(type: RequestType): Refusal | null {
    if (!ORDERS.has(type)) return this.#owner.refusalOf(type);
    if (!this.#isConfirmed) {
      const rule = `trading on ${this.#options.venue} is confirmed by typing ${LIVE_CONFIRMATION}`;
      return refusal('venue.not_confirmed', '', type, rule);
    }
    const problem = this.#problem();
    // A way out stays open whatever is not known yet.
    const isWayOut = type === 'risk.kill' && problem === FIRST_COMPARISON;
    if (problem === '' || (isWayOut && this.#owner.mayBeOurs)) return null;
    return refusal('venue.not_ready', '', problem, 'the account takes orders');
  }

  takeOutgoing(): (() => void) | null {
    const { outbox } = this.#options.core;
    const actions = outbox.takeActions();
    for (const text of outbox.takeSayings()) {
      this.#options.notify('warning', 'venue.not_reversed', text);
    }
    this.#gatherNeeds();
    if (actions.length === 0) return null;
    return () => {
      for (const action of actions) void this.#sender.send(action);
    };
  }

  writesWith(writes: readonly JournalWrite[]): readonly JournalWrite[] {
    const own = this.#options.core.takeWrites();
    return own.length === 0 ? writes : [...writes, ...own];
  }

  /** Compares now; one after another, however often it is asked for. */
  reconcile(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    // After what had stopped it, a person's asking is a reason to try again.
    if (this.#stream.status.state === 'stopped') this.#stream.start();
    if (this.#running !== null) {
      this.#isAskedAgain = true;
      return this.#running;
    }
    this.#cancelTimer();
    const running = this.#compare().finally(() => {
      this.#running = null;
      if (this.#isStopped) return;
      this.#cancelTimer = this.#options.timers.after(this.#pauseMs(), () => {
        void this.reconcile();
      });
    });
    this.#running = running;
    return running;
  }

  async #compare(): Promise<void> {
    for (let again = true; again; again = this.#takeAsked()) {
      this.#isAskedAgain = false;
      const compared = await this.#reconciler.run();
      if (this.#isStopped) return;
      if ('outcome' in compared) this.#failed(compared.refusal);
      else this.#compared(compared);
      this.#sender.goOn();
    }
  }

  #isOurs(account: WireAccount): boolean {
    const { core, perform } = this.#options;
    // What the stream has told before was not taken: it is looked for once more.
    if (this.#owner.hear(account)) this.#isAskedAgain = true;
    if (core.ledger.accountId === null) perform(() => core.ledger.belongTo(account.id));
    return this.#owner.isOurs;
  }

  #takeAsked(): boolean {
    return this.#isAskedAgain;
  }

  #failed({ rule, value }: Refusal): void {
    this.#reconcileProblem = `${rule} (${value}).`;
  }

  #compared({ account, isAtRest, differences }: Compared): void {
    this.#account = account;
    this.#reconciledUs = this.#options.wallUs();
    this.#reconcileProblem = '';
    const isNews = this.#differences.take(differences, isAtRest);
    if (!isNews || differences.length === 0) return;
    const { core, notify } = this.#options;
    const count = String(differences.length);
    const told = `Alpaca counts otherwise than the fills here in ${count} places; see the venue.`;
    notify('warning', 'venue.differences', told);
    const doubtful = [...this.doubtful].filter((one) => this.#instrumentOf(one) !== undefined);
    if (doubtful.length === 0 || core.limits.dailyLossMicrosMax === null) return;
    const text = `The daily-loss limit leaves ${doubtful.join(', ')} out until it is settled what is held.`;
    notify('warning', 'venue.loss_unwatched', text);
  }

  /** Soon where there is something to see again, or no stream tells. */
  #pauseMs(): number {
    const { reconcileMs, awayMs } = this.#times;
    const isAway = this.#stream.status.state !== 'live' || this.#reconcileProblem !== '';
    return this.#differences.isUnsettled || isAway ? awayMs : reconcileMs;
  }

  #heard(status: TradingStreamStatus): void {
    if (status.state !== 'live' || this.#isStopped) return;
    // What was missed while it was away.
    void this.reconcile();
  }

  #take(update: TradeUpdate): void {
    const report = reportOf(update.order, this.#instrumentOf);
    if (report === null) {
      this.#unknownFrames += 1;
      return;
    }
    const { price, qty, timestamp, event } = update;
    const { core } = this.#options;
    const instrument = this.#instrumentOf(report.symbol);
    const isFill = event === 'fill' || event === 'partial_fill';
    this.#options.perform(() => {
      if (isFill && price !== undefined && qty !== undefined && instrument !== undefined) {
        const atUs = wireTimeUs(timestamp ?? '');
        const fillUs = Number.isNaN(atUs) ? report.updatedUs : atUs;
        const fill = fillOfUpdate(update.order, instrument, { price, qty, atUs: fillUs });
        core.remote.hearFill(fill, report);
      } else core.remote.hear(report);
    });
    if (event === 'order_cancel_rejected') this.#sender.cancelRefused(update.order);
    if (event === 'order_replace_rejected') this.#sender.changeRefused(update.order);
    this.#sender.goOn();
  }

  /** What words have left open is asked for a moment later, all of it together. */
  #gatherNeeds(): void {
    const needs = this.#options.core.outbox.takeNeeds();
    for (const id of needs?.fillsOf ?? []) this.#needs.fillsOf.add(id);
    for (const id of needs?.orders ?? []) this.#needs.orders.add(id);
    if (this.#needs.fillsOf.size + this.#needs.orders.size === 0) return;
    if (this.#cancelGather !== null || this.#isStopped) return;
    this.#cancelGather = this.#options.timers.after(this.#times.gatherMs, () => {
      void this.#serveNeeds(1);
    });
  }

  async #serveNeeds(attempt: number): Promise<void> {
    const orders = [...this.#needs.orders];
    const fillsOf = [...this.#needs.fillsOf];
    this.#needs.orders.clear();
    this.#needs.fillsOf.clear();
    // One after another: an order may only make sense after the one that it replaces.
    for (const id of orders) {
      if (!(await this.#reconciler.order(id))) this.#needs.orders.add(id);
    }
    for (const id of fillsOf) {
      if (!(await this.#reconciler.fillsOf(id))) this.#needs.fillsOf.add(id);
    }
    this.#cancelGather = null;
    if (this.#isStopped) return;
    const isLeft = this.#needs.fillsOf.size + this.#needs.orders.size > 0;
    if (!isLeft || attempt >= NEEDS_ATTEMPTS) {
      this.#needs.fillsOf.clear();
      this.#needs.orders.clear();
      return;
    }
    const waitMs = this.#times.resolveMs * 2 ** attempt;
    this.#cancelGather = this.#options.timers.after(waitMs, () => {
      void this.#serveNeeds(attempt + 1);
    });
  }

  /** Why no orders are taken; '' when they are. */
  #problem(): string {
    const { state, problem } = this.#stream.status;
    if (state === 'stopped') return problem;
    if (this.#owner.isOther) return OTHER_ACCOUNT;
    if (this.#options.core.ledger.openedUs === null || this.#reconciledUs === null) {
      return this.#reconcileProblem === '' ? FIRST_COMPARISON : this.#reconcileProblem;
    }
    if (this.#account !== null && isBlocked(this.#account))
      return 'Alpaca has blocked the account.';
    return '';
  }
}

/** By our symbol, or as Alpaca writes pairs among positions: without the slash. */
function instrumentsOf(instruments: readonly Instrument[]): InstrumentOf {
  const bySymbol = new Map<string, Instrument>();
  let seen = 0;
  return (symbol) => {
    // More may be followed while the terminal runs.
    for (; seen < instruments.length; seen += 1) {
      const instrument = instruments[seen];
      if (instrument === undefined) continue;
      bySymbol.set(instrument.symbol.replace('/', ''), instrument);
      bySymbol.set(instrument.symbol, instrument);
    }
    return bySymbol.get(symbol);
  };
}
