/**
 * The account beside its fills: what it is worth at the last prices, what it charges and allows, where
 * its trading day began. Positions and cash stay the fold's matter.
 */
import type { AccountSettings, AccountState, DayStart } from '../contract/account.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { Account } from '../portfolio/account.ts';
import { sumAccount } from '../portfolio/account-sums.ts';
import type { AccountSums } from '../portfolio/account-sums.ts';
import { DayStarts } from '../portfolio/day-starts.ts';
import { dayPnlMicros, marketValueMicros, signedCostMicros } from '../portfolio/valuation.ts';
import type { Mark } from '../portfolio/valuation.ts';
import type { JournalWrite, RecoveredState } from '../ports.ts';
import { heldRequirementMicros } from '../risk/buying-power.ts';
import { BuyingPowerCheck } from './buying-power-check.ts';
import type { GuardedTerms } from './guarded-order.ts';
import type { OrderRegistry } from './order-registry.ts';

/** What an open quantity brings into its trading day from before. */
export interface Carried {
  /** Signed value of what was held then, with the cost of what has come today; null: it is not known. */
  readonly worthMicros: number | null;
  /** Price of the last close; null: as the market has it. */
  readonly closeTicks: number | null;
}

const NO_WRITES: readonly JournalWrite[] = [];

export class AccountDesk {
  readonly #account: Account;
  readonly #exchange: Exchange;
  readonly #dayStarts: DayStarts;
  readonly #power: BuyingPowerCheck;
  readonly #sumsNow = (): AccountSums => this.#sums();
  #nextTurnUs = 0;

  /** At the start of a run, when the exchange has its past and nothing trades yet. */
  constructor(
    account: Account,
    exchange: Exchange,
    orders: OrderRegistry,
    recovered: Pick<RecoveredState, 'account' | 'dayStarts'>,
  ) {
    this.#account = account;
    this.#exchange = exchange;
    this.#power = new BuyingPowerCheck(account, orders, (symbol) => exchange.market(symbol));
    this.#dayStarts = new DayStarts(recovered.dayStarts);
    this.configure(recovered.account ?? account.settings);
    // It may be long after a turn.
    this.#turn(byLastClose);
  }

  get settings(): AccountSettings {
    return this.#account.settings;
  }

  /** Holds from now on; what has been charged stays. Elects nothing: the next quote or trade does. */
  configure(settings: AccountSettings): void {
    this.#account.settings = settings;
    this.#exchange.stopTrigger = settings.stopTrigger;
  }

  get dayStarts(): readonly DayStart[] {
    return this.#dayStarts.all();
  }

  /** Market time at which the next trading day begins somewhere; `turn` is to be called then. */
  get nextTurnUs(): number {
    return this.#nextTurnUs;
  }

  /** Begins the trading days that have begun; positions over night are valued at the last price. */
  turn(): void {
    this.#turn(byReference);
  }

  /**
   * Takes in a market that trades from now on. What is held of it from before has made nothing today;
   * `nearTicks` values it, a price near which it trades, or 0 where none is known.
   */
  begin(market: InstrumentMarket, nearTicks: number): void {
    const { symbol } = market.instrument;
    const position = this.#account.position(symbol);
    const markOf = (): Mark | null => this.#markOf(symbol, () => nearTicks);
    if (position !== null && nearTicks > 0) this.#dayStarts.turn([position], markOf);
    this.#watchTurn(market);
  }

  /**
   * Says what the open quantity of a symbol was worth before today, for what has come into the account by no
   * fill of today. Where `worthMicros` is null, the price of the last close tells it, as far as it is known.
   */
  carry(symbol: string, { worthMicros, closeTicks }: Carried): void {
    const position = this.#account.position(symbol);
    const mark = this.#markOf(symbol, (market) => closeTicks ?? byLastClose(market));
    if (position === null || mark === null) return;
    const worth = worthMicros ?? marketValueMicros(position, mark);
    this.#dayStarts.carry(position, mark, worth - signedCostMicros(position));
  }

  /** Lets a fill of an earlier trading day be folded, which is heard of only now. */
  takeLate(symbol: string, fold: () => void): void {
    const before = this.#account.position(symbol);
    fold();
    const after = this.#account.position(symbol);
    const mark = this.#markOf(symbol, byLastClose);
    if (after !== null && mark !== null) this.#dayStarts.late(before, after, mark);
  }

  /** The sums at the last prices. */
  state(): AccountState {
    const sums = this.#sums();
    const { openFuturesMicros: _futures, requirementMicros: _requirement, ...told } = sums;
    return { ...told, ...this.#power.power(sums) };
  }

  /** What a symbol has made today at the last price; 0 where nothing is known of it. */
  dayPnlMicros(symbol: string): number {
    const position = this.#account.position(symbol);
    const mark = this.#markOf(symbol, byReference);
    if (position === null || mark === null) return 0;
    return dayPnlMicros(position, mark, this.#dayStarts.of(symbol));
  }

  /** Why an order is refused for want of buying power or of shares to borrow, or null. */
  breach(market: InstrumentMarket, terms: GuardedTerms, replaced: Order | null): Refusal | null {
    return this.#power.breach(market, terms, replaced, this.#sumsNow);
  }

  /** Buying power once a new order works, in micros; null where that is no safe number. */
  powerAfter(market: InstrumentMarket, terms: GuardedTerms): number | null {
    return this.#power.after(market, terms, this.#sums());
  }

  /** Whether `breach` has nothing against any order of an instrument. */
  asksNothing(instrument: Instrument): boolean {
    return this.#power.asksNothing(instrument);
  }

  #sums(): AccountSums {
    const { nowUs } = this.#exchange;
    const { marginMode } = this.#account.settings;
    return sumAccount(
      this.#account,
      nowUs,
      (symbol) => this.#markOf(symbol, byReference),
      this.#dayStarts,
      ({ instrument }, valueMicros) => heldRequirementMicros(marginMode, instrument, valueMicros),
    );
  }

  /** What has changed beside the events since the last call; for the same transaction. */
  takeWrites(): readonly JournalWrite[] {
    const changes = this.#account.takeLotChanges();
    const starts = this.#dayStarts.takeChanged();
    if (starts === null) return changes.length === 0 ? NO_WRITES : [{ kind: 'lots', changes }];
    const begun = { kind: 'day_starts', starts } as const;
    return changes.length === 0 ? [begun] : [{ kind: 'lots', changes }, begun];
  }

  #turn(ticksOf: (market: InstrumentMarket) => number): void {
    this.#dayStarts.turn(this.#account.positions(), (symbol) => this.#markOf(symbol, ticksOf));
    this.#nextTurnUs = Number.POSITIVE_INFINITY;
    for (const market of this.#exchange.markets) this.#watchTurn(market);
  }

  #watchTurn({ calendar }: InstrumentMarket): void {
    this.#nextTurnUs = Math.min(this.#nextTurnUs, calendar.dayAt(this.#exchange.nowUs).endUs);
  }

  #markOf(symbol: string, ticksOf: (market: InstrumentMarket) => number): Mark | null {
    const market = this.#exchange.market(symbol);
    if (market === undefined) return null;
    const tradeDate = market.calendar.tradeDateOf(this.#exchange.nowUs);
    return { instrument: market.instrument, markTicks: ticksOf(market), tradeDate };
  }
}

function byReference(market: InstrumentMarket): number {
  return market.referenceTicks();
}

/** The close of the day before, as far as the bars know it, else the last price. */
function byLastClose(market: InstrumentMarket): number {
  return market.quote().prevCloseTicks || market.referenceTicks();
}
