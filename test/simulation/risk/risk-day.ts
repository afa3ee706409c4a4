/**
 * Restless clients under limits that change, in a market that moves and at times has no buyers or
 * sellers; kills, unlocks, days that turn, crashes that lose the last command. `RiskAuditor` holds what
 * is told to the limits; this holds the lock and the day's loss to the account.
 */
import type { RiskLimits } from '../../../engine/contract/messages.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { Random } from '../../../engine/simulator/random.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, orderOf } from '../../support/test-core.ts';
import { check } from '../audited-client.ts';
import { RiskAuditor } from './risk-auditor.ts';
import type { Audited } from './risk-auditor.ts';

const LOOK_US = 250_000;
const HOUR_US = 3_600_000_000;
const SYMBOLS = ['AAPL', 'MSFT'] as const;
const CLIENTS = ['one', 'two', 'three'];
const TICK_MICROS = 100;

export interface RiskDayReport extends Audited {
  refused: number;
  locksByLoss: number;
  locksByKill: number;
  unlocksByDay: number;
  crashes: number;
}

/** Plays so many commands; throws when a limit was broken. */
export function playRiskDay(seed: number, commands: number): RiskDayReport {
  const day = new RiskDay(seed);
  for (let i = 0; i < commands; i += 1) day.step();
  return day.report();
}

class RiskDay {
  readonly #random: Random;
  readonly #store = new StoreModel();
  readonly #auditor = new RiskAuditor();
  readonly #mids = [HUNDRED, HUNDRED];
  readonly #counts = { refused: 0, locksByLoss: 0, locksByKill: 0, unlocksByDay: 0, crashes: 0 };
  #core: TradingCore;
  #ids = 0;
  #mustHaveLooked: boolean = false;
  #sent: SubmitRequest[] = [];

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#core = openCore(this.#store);
    this.#core.setLimits(this.#limits());
    this.#save();
    this.#quote();
  }

  step(): void {
    const core = this.#core;
    const wasLocked = core.risk.isLocked;
    const { limits } = core;
    const refs = new Map(
      core.exchange.markets.map((market) => [market.instrument.symbol, market.referenceTicks()]),
    );
    const clientName = CLIENTS[this.#below(CLIENTS.length)] ?? '';
    this.#command(clientName);
    if (this.#chance(0.01)) {
      this.#crash();
      return;
    }
    const risk = core.risk.takeChange();
    const events = core.takeEvents();
    this.#count(wasLocked, risk?.lockedBy ?? null);
    const { nowUs } = core.exchange;
    const isLocked = core.risk.isLocked && wasLocked;
    this.#auditor.took(events, { limits, wasLocked, isLocked, refs, nowUs, clientName });
    this.#store.write([{ kind: 'events', events }, ...core.accounts.takeWrites()]);
    if (risk !== null) this.#keep('risk_state', risk);
    if (this.#mustHaveLooked && events.length === 0) this.#checkLoss();
    this.#mustHaveLooked = false;
    for (const { symbol, qtyLots } of core.snapshot().positions) {
      check(qtyLots === this.#auditor.heldLots(symbol), 'positions are the sum of the fills');
    }
  }

  report(): RiskDayReport {
    this.#restart();
    return { ...this.#auditor.tried, ...this.#counts };
  }

  #command(clientName: string): void {
    const core = this.#core;
    const kind = this.#random.uniform();
    this.#ids += 1;
    const id = String(this.#ids);
    const symbol = this.#symbol();
    const of = { symbol, cancelOrders: this.#chance(0.5) };
    if (kind < 0.4) this.#submit(clientName);
    else if (kind < 0.55) this.#replace(clientName);
    else if (kind < 0.62) core.cancel(orderId(1 + this.#below(1 + this.#lastOrderId())));
    else if (kind < 0.64) core.closePositions(`flat-${id}`, symbol, clientName);
    else if (kind < 0.66) {
      const part = { qtyLots: null, basisPoints: 5_000 };
      core.desk.close({ clientOrderId: `close-${id}`, ...of, ...part }, clientName);
    } else if (kind < 0.68) core.desk.reverse({ clientOrderId: `r-${id}`, ...of }, clientName);
    else if (kind < 0.683) core.risk.kill(`kill-${id}`, clientName);
    else if (kind < 0.7) core.risk.unlock();
    else if (kind < 0.71) {
      core.setLimits(this.#limits());
      this.#keep('risk', core.limits);
      this.#auditor.countAnew();
    } else if (kind < 0.9) this.#market();
    else this.#pass();
  }

  #submit(clientName: string): void {
    const again = this.#sent[this.#below(this.#sent.length * 20 + 20)];
    const request = again ?? this.#order();
    const outcome = this.#core.submit(request, clientName);
    if (!outcome.ok) this.#counts.refused += 1;
    if (again === undefined) this.#sent = [...this.#sent.slice(-20), request];
  }

  #order(): SubmitRequest {
    const side = this.#chance(0.5) ? 'buy' : 'sell';
    const sign = side === 'buy' ? 1 : -1;
    const symbol = this.#symbol();
    const mid = this.#mids[SYMBOLS.indexOf(symbol)] ?? HUNDRED;
    const near = mid + (this.#below(7) - 3) * CENT;
    const base = { clientOrderId: `w-${String(this.#ids)}`, symbol, side } as const;
    const sized = { ...base, qtyLots: 1 + this.#below(this.#chance(0.1) ? 300 : 60) };
    const away = mid + sign * (5 + this.#below(20)) * CENT;
    const kind = this.#below(8);
    if (kind === 0) return orderOf({ ...sized, orderType: 'market' });
    if (kind === 1) return orderOf({ ...sized, orderType: 'stop', stopPriceTicks: away });
    if (kind === 2) return orderOf({ ...sized, orderType: 'trailing_stop', trailTicks: 10 * CENT });
    const limit = { ...sized, limitPriceTicks: near } as const;
    if (kind === 3) return orderOf({ ...limit, timeInForce: 'ioc' });
    if (kind > 5) return orderOf({ ...limit, timeInForce: 'gtc' });
    const [profit, stop] = [near + sign * 30 * CENT, near - sign * 30 * CENT];
    if (kind === 4) {
      const exits = {
        takeProfit: { limitPriceTicks: profit },
        stopLoss: { stopPriceTicks: stop, limitPriceTicks: null },
      };
      return orderOf({ ...limit, orderClass: 'bracket', ...exits });
    }
    // Exits of a position, one above and one below the market.
    const exits = {
      takeProfit: { limitPriceTicks: mid - sign * 30 * CENT },
      stopLoss: { stopPriceTicks: mid + sign * 30 * CENT, limitPriceTicks: null },
    };
    const { limitPriceTicks } = exits.takeProfit;
    return orderOf({ ...sized, limitPriceTicks, orderClass: 'oco', ...exits });
  }

  #replace(clientName: string): void {
    const working = this.#auditor.working();
    const order = working[this.#below(working.length)];
    if (order === undefined) return;
    const mid = this.#mids[SYMBOLS.indexOf(order.symbol === 'MSFT' ? 'MSFT' : 'AAPL')] ?? HUNDRED;
    const hasLimit = order.limitPriceTicks !== null && this.#chance(0.5);
    this.#core.replace(
      {
        orderId: order.orderId,
        ...PLAIN_CHANGES,
        qtyLots: this.#chance(0.6) ? 1 + this.#below(120) : null,
        limitPriceTicks: hasLimit ? mid + (this.#below(9) - 4) * CENT : null,
      },
      clientName,
    );
  }

  /** The market trades somewhere near, at times away from one side altogether. */
  #market(): void {
    const i = this.#below(2);
    const { house } = this.#core;
    const mid = (this.#mids[i] ?? HUNDRED) + (this.#below(5) - 2) * CENT;
    this.#mids[i] = mid;
    const side = this.#chance(0.5) ? BUY : SELL;
    house.take(i, side, side === BUY ? mid + CENT : mid - CENT, 1 + this.#below(400));
    if (!this.#chance(0.6)) return;
    house.limit(i, BUY, mid - CENT, 1 + this.#below(60));
    house.limit(i, SELL, mid + CENT, 1 + this.#below(60));
  }

  /** Prices in a market that has none yet, at which it has traded. */
  #quote(): void {
    for (const [i, mid] of this.#mids.entries()) {
      this.#core.house.limit(i, BUY, mid - CENT, 100);
      this.#core.house.limit(i, SELL, mid + CENT, 100);
      this.#core.house.limit(i, BUY, mid, 1);
      this.#core.house.take(i, SELL, mid, 1);
    }
  }

  /** Time passes: mostly little, at times to another day. */
  #pass(): void {
    const core = this.#core;
    const isLong = this.#chance(core.risk.isLocked ? 0.1 : 0.01);
    const us = isLong ? this.#below(20) * HOUR_US : this.#below(6 * LOOK_US);
    core.setTime(timeUs(core.exchange.nowUs + us));
    this.#mustHaveLooked = us >= LOOK_US;
  }

  /** A look at which nothing traded leaves no loss that has reached its limit. */
  #checkLoss(): void {
    const core = this.#core;
    if (core.snapshot().risk.untilDate !== null) return;
    const { dailyLossMicrosMax } = core.limits;
    const { equityMicros, dayPnlMicros } = core.accounts.state();
    check(equityMicros === this.#equityMicros(), 'equity is cash and what is held');
    check(-dayPnlMicros < (dailyLossMicrosMax ?? Infinity), 'a loss at its limit locks');
  }

  #equityMicros(): number {
    let equity = this.#core.snapshot().cashMicros;
    for (const { instrument } of this.#core.exchange.markets) {
      const held = this.#auditor.heldLots(instrument.symbol);
      equity += held * this.#refTicks(instrument.symbol) * TICK_MICROS;
    }
    return equity;
  }

  #refTicks(symbol: string): number {
    return this.#core.exchange.market(symbol)?.referenceTicks() ?? 0;
  }

  /** The process is gone before the last command was on disk; it has never happened. */
  #crash(): void {
    this.#counts.crashes += 1;
    this.#mustHaveLooked = false;
    this.#restart();
  }

  #restart(): void {
    const { limits, risk } = this.#store.recovered();
    this.#core = openCore(this.#store, { nowUs: this.#core.exchange.nowUs });
    const now = this.#core.snapshot();
    check(JSON.stringify(now.limits) === JSON.stringify(limits), 'limits survive a restart');
    check(now.risk.lockedBy === (risk?.lockedBy ?? null), 'a lock survives a restart');
    check(now.risk.untilDate === (risk?.untilDate ?? null), 'and its date does');
    this.#auditor.countAnew();
    this.#save();
    this.#quote();
    this.#save();
  }

  /** What a start and the prices after it do to orders that were there. */
  #save(): void {
    const core = this.#core;
    const events = core.takeEvents();
    const { nowUs } = core.exchange;
    const wasLocked = core.risk.isLocked;
    const of = { limits: core.limits, wasLocked, isLocked: wasLocked, refs: new Map(), nowUs };
    this.#auditor.took(events, { ...of, clientName: '' });
    this.#store.write([{ kind: 'events', events }, ...core.accounts.takeWrites()]);
    this.#keep('risk', core.limits);
  }

  #keep(key: 'risk' | 'risk_state', value: unknown): void {
    this.#store.write([{ kind: 'setting', key, value: JSON.stringify(value) }]);
  }

  #count(wasLocked: boolean, lockedBy: string | null): void {
    const isLocked = this.#core.risk.isLocked;
    if (!wasLocked && isLocked && lockedBy === 'daily_loss') this.#counts.locksByLoss += 1;
    if (!wasLocked && isLocked && lockedBy === 'kill_switch') this.#counts.locksByKill += 1;
    if (wasLocked && !isLocked) this.#counts.unlocksByDay += 1;
  }

  /** Tight enough to be met, each of them often absent. */
  #limits(): RiskLimits {
    const maybe = (value: number): number | null => (this.#chance(0.5) ? value : null);
    return {
      orderUnitsMax: this.#chance(0.5) ? 40 : 10_000,
      orderValueMicrosMax: this.#chance(0.5) ? 5_000_000_000 : 1_000_000_000_000,
      priceCollarBasisPoints: this.#chance(0.5) ? 20 : 1_000,
      positionUnitsMax: maybe(50 + this.#below(100)),
      positionValueMicrosMax: maybe(5_000_000_000 + this.#below(5_000_000_000)),
      openOrdersMax: maybe(3 + this.#below(10)),
      ordersPerSecondMax: maybe(4 + this.#below(8)),
      clientOrdersPerSecondMax: maybe(2 + this.#below(4)),
      dailyLossMicrosMax: maybe(1_000_000 + this.#below(6_000_000)),
      allowSymbols: this.#chance(0.2) ? ['AAPL'] : null,
      denySymbols: this.#chance(0.2) ? ['MSFT'] : [],
    };
  }

  #symbol(): 'AAPL' | 'MSFT' {
    return this.#chance(0.7) ? 'AAPL' : 'MSFT';
  }

  #lastOrderId(): number {
    return this.#store.recovered().lastOrderId;
  }

  #below(n: number): number {
    return this.#random.below(Math.max(1, n));
  }

  #chance(share: number): boolean {
    return this.#random.uniform() < share;
  }
}
