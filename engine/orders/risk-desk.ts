/**
 * The risk guard over orders and account of a venue: what it lets through, and the lock of the account
 * with what that does to orders and positions. The rules are in engine/risk; this knows the state.
 */
import { DEFAULT_LIMITS } from '../contract/defaults.ts';
import type { RiskLimits, RiskState } from '../contract/messages.ts';
import { clientOrderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { Order, OrderReason } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { Account } from '../portfolio/account.ts';
import type { RecoveredState } from '../ports.ts';
import {
  LOOK_EVERY_US,
  accountDate,
  isLossReached,
  nextAccountDate,
} from '../risk/daily-loss-watch.ts';
import { checkExposure, isReducing } from '../risk/exposure.ts';
import { RateGuard } from '../risk/rate-guard.ts';
import { checkAccount, checkOrder } from '../risk/risk-guard.ts';
import type { GuardedOrder } from '../risk/risk-guard.ts';
import {
  UNLOCKED,
  checkLock,
  checkUnlock,
  killed,
  lostDay,
  told,
  turned,
  unlocked,
} from '../risk/risk-lock.ts';
import type { StoredRisk } from '../risk/risk-lock.ts';
import { SymbolRules } from '../risk/symbol-rules.ts';
import { guardRecord, guardedOrder, guardedReplacement } from './guarded-order.ts';
import type { GuardRecord, GuardedTerms } from './guarded-order.ts';
import { FlattenRetry } from './flatten-retry.ts';
import type { OrderRegistry } from './order-registry.ts';

/** Who the closing orders of a daily loss, and of everything that a lock repeats, are from. */
export const GUARD_NAME = 'risk guard';

const NONE: ReadonlySet<string> = new Set<string>();

/** The ways out that a lock uses; the core. */
export interface Exits {
  cancelAll(symbol: string | null, side: Side | null, reason: OrderReason): OrderId[];
  closePositions(prefix: string, symbol: string | null, clientName: string): Order[];
}

/** What a kill did. */
export interface Killed {
  readonly canceledOrderIds: readonly OrderId[];
  readonly closingOrders: readonly Order[];
}

export interface RiskDeskParts {
  readonly recovered: Pick<RecoveredState, 'limits' | 'risk'>;
  readonly exchange: Exchange;
  readonly orders: OrderRegistry;
  readonly account: Account;
  readonly exits: Exits;
  /** The account's result of the trading day. */
  readonly dayPnlMicros: () => number;
  /** That of a symbol. */
  readonly dayPnlMicrosOf?: (symbol: string) => number;
  /**
   * Symbols of which it is not settled what is held: by their prices nobody knows what was lost, and what
   * would close them is not known either. A daily loss leaves them out; the kill switch does not. Default: none.
   */
  readonly doubtful?: () => ReadonlySet<string>;
}

export class RiskDesk {
  /** Market time from when `look` has something to do. */
  nextLookUs: number = Number.NEGATIVE_INFINITY;
  readonly #parts: RiskDeskParts;
  readonly #rate = new RateGuard();
  readonly #retry = new FlattenRetry();
  #limits: RiskLimits;
  #symbols: SymbolRules;
  #state: StoredRisk;
  #hasChanged = false;
  #record: GuardRecord | null = null;

  constructor(parts: RiskDeskParts) {
    this.#parts = parts;
    const { limits, risk } = parts.recovered;
    this.#limits = limits ?? DEFAULT_LIMITS;
    this.#symbols = new SymbolRules(this.#limits);
    this.#rate.setLimits(this.#limits);
    this.#state = risk ?? UNLOCKED;
  }

  get limits(): RiskLimits {
    return this.#limits;
  }

  get state(): RiskState {
    return told(this.#state);
  }

  /** While it is, orders may only reduce positions. */
  get isLocked(): boolean {
    return this.#state.lockedBy !== null;
  }

  /** Orders that work keep working under lower limits. A lock stays, whatever the new ones are. */
  setLimits(limits: RiskLimits): void {
    this.#limits = limits;
    this.#symbols = new SymbolRules(limits);
    this.#rate.setLimits(limits);
  }

  /** The state to be stored and told if it has changed since the last call, else null. */
  takeChange(): StoredRisk | null {
    if (!this.#hasChanged) return null;
    this.#hasChanged = false;
    return this.#state;
  }

  /**
   * The first limit that a new order breaks now, or null. `exitsMicros`: value of the exits of its group;
   * `addsOrders`: by how many more orders would work. Orders a second are `takeRate`'s matter.
   */
  breachOfNew(
    market: InstrumentMarket,
    terms: GuardedTerms,
    exitsMicros: number,
    addsOrders: number,
  ): Refusal | null {
    const record = this.#recordOf(market);
    const { qtyLots } = terms;
    return this.#breach(
      guardedOrder(record, market, terms, qtyLots, 0, exitsMicros, addsOrders, this.#parts),
    );
  }

  /**
   * The same for what a replacement makes of `replaced`. Limits of size and position do not keep a trader
   * from moving an exit, which its entry has passed with; a lock does when it could open anything.
   */
  breachOfReplace(market: InstrumentMarket, terms: GuardedTerms, replaced: Order): Refusal | null {
    const record = this.#recordOf(market);
    const order = guardedReplacement(record, market, terms, replaced, this.#parts);
    if (replaced.legRole === null) return this.#breach(order);
    const lock = isReducing(order) ? null : checkLock(this.#state);
    return lock ?? checkAccount(this.#limits, order);
  }

  /** The same for an order by itself that rests: it has `ownLots` open, and would have `leavesLots`. */
  breachOfPlainReplace(
    market: InstrumentMarket,
    terms: GuardedTerms,
    leavesLots: number,
    ownLots: number,
  ): Refusal | null {
    const record = this.#recordOf(market);
    return this.#breach(
      guardedOrder(record, market, terms, leavesLots, ownLots, 0, 0, this.#parts),
    );
  }

  /** Counts an order that all else has let through, or says that it comes too soon. */
  takeRate(clientName: string): Refusal | null {
    return this.#rate.take(clientName, this.#parts.exchange.nowUs);
  }

  /**
   * Locks, cancels everything and closes all positions at the market, each under `prefix-SYMBOL`; what
   * finds no market is tried again while the lock lasts. The same prefix again does nothing.
   */
  kill(prefix: string, clientName: string): Killed {
    const { account, exchange, exits, orders } = this.#parts;
    if (prefix === this.#state.killId) {
      const ids = account.positions().map(({ symbol }) => clientOrderId(`${prefix}-${symbol}`));
      const closings = ids.map((id) => orders.byClientOrderId(id));
      return { canceledOrderIds: [], closingOrders: closings.filter((one) => one !== null) };
    }
    this.#change(killed(this.#state, prefix, exchange.nowUs));
    this.#retry.begin(exchange.nowUs);
    const canceledOrderIds = exits.cancelAll(null, null, 'kill_switch');
    return { canceledOrderIds, closingOrders: exits.closePositions(prefix, null, clientName) };
  }

  /** Ends the lock of the kill switch, or says why not. An account that is not locked stays so. */
  unlock(): Refusal | null {
    const why = checkUnlock(this.#state);
    if (why === null && this.isLocked) this.#change(unlocked(this.#state));
    return why;
  }

  /** Ends the lock of a day that is over, locks when the day's loss reaches its limit, flattens under a lock. */
  look(nowUs: TimeUs): void {
    this.nextLookUs = nowUs + LOOK_EVERY_US;
    const calendars = this.#calendars();
    const date = accountDate(calendars, nowUs);
    const state = turned(this.#state, date);
    if (state !== this.#state) this.#change(state);
    const most = this.#limits.dailyLossMicrosMax;
    const isLost =
      state.untilDate === null && most !== null && isLossReached(this.#dayPnlMicros(), most);
    if (isLost) this.#loseDay(nextAccountDate(calendars, date, nowUs), nowUs);
    else if (this.isLocked) this.#flattenAgain(nowUs);
  }

  #loseDay(untilDate: string, nowUs: TimeUs): void {
    const { account, exits } = this.#parts;
    this.#change(lostDay(this.#state, untilDate, nowUs));
    this.#retry.begin(nowUs);
    exits.cancelAll(null, null, 'daily_loss');
    const prefix = lockPrefix(nowUs);
    const left = this.#doubtful();
    if (left.size === 0) exits.closePositions(prefix, null, GUARD_NAME);
    else {
      for (const { symbol } of account.positions()) {
        if (!left.has(symbol)) exits.closePositions(prefix, symbol, GUARD_NAME);
      }
    }
  }

  /** What counts against the limit of the day's loss. */
  #dayPnlMicros(): number {
    const { dayPnlMicros, dayPnlMicrosOf } = this.#parts;
    let sum = dayPnlMicros();
    for (const symbol of this.#doubtful()) sum -= dayPnlMicrosOf?.(symbol) ?? 0;
    return sum;
  }

  #doubtful(): ReadonlySet<string> {
    return this.#parts.doubtful?.() ?? NONE;
  }

  /** Closes what a lock could not close before, now that there may be someone to trade with. */
  #flattenAgain(nowUs: TimeUs): void {
    const { account, exchange, exits } = this.#parts;
    if (!this.#retry.isDue(nowUs)) return;
    const left = this.#state.lockedBy === 'kill_switch' ? NONE : this.#doubtful();
    for (const { symbol, qtyLots } of account.positions()) {
      const market = exchange.market(symbol);
      // Outside the regular session a closing order would wait, and another one with each look.
      if (qtyLots === 0 || market?.state !== 'open' || left.has(symbol)) continue;
      if (!this.#retry.hasTaker(market, qtyLots, this.#limits)) continue;
      exits.closePositions(lockPrefix(nowUs), symbol, GUARD_NAME);
      this.#retry.tried(nowUs, account.qtyLots(symbol) !== qtyLots);
    }
  }

  #calendars(): readonly TradingCalendar[] {
    return this.#parts.exchange.markets.map(({ calendar }) => calendar);
  }

  #recordOf(market: InstrumentMarket): GuardRecord {
    this.#record ??= guardRecord(market);
    return this.#record;
  }

  #breach(order: GuardedOrder): Refusal | null {
    const own = checkOrder(this.#limits, order);
    if (isReducing(order)) return own;
    return (
      checkLock(this.#state) ??
      this.#symbols.check(order.instrument.symbol) ??
      own ??
      checkExposure(this.#limits, order)
    );
  }

  #change(state: StoredRisk): void {
    this.#state = state;
    this.#hasChanged = true;
  }
}

/** Prefix of the closing orders of one look; time makes it another each time. */
function lockPrefix(nowUs: TimeUs): string {
  return `lock-${String(nowUs)}`;
}
