/** What each active alert watches, by kind. The desk hears who is reached and who is armed or not. */
import type { Alert, AlertConditionOf } from '../contract/alerts.ts';
import type { AlertAccount, AlertMarket } from './alert-market.ts';
import { CloseWatch, isCloseCondition } from './close-watch.ts';
import { LevelWatch, hasReached } from './level-watch.ts';
import { SymbolWatch } from './symbol-watch.ts';
import type { PriceLevel } from './symbol-watch.ts';

/** A percentage of the day: its level moves when the day before has another close. */
interface DayLevel {
  readonly condition: AlertConditionOf<'change'>;
  baseTicks: number;
}

/** Results are few and looked at once a second: a series of its own each. */
interface ResultWatch {
  readonly value: () => number | null;
  readonly watch: LevelWatch<PriceLevel>;
  readonly level: PriceLevel;
}

const WHOLE_BASIS_POINTS = 10_000;

export class AlertWatches {
  readonly #market: (symbol: string) => AlertMarket | undefined;
  readonly #account: AlertAccount;
  readonly #onReached: (alertId: number, value: number) => void;
  readonly #onArmed: (alertId: number) => void;
  readonly #onChange = (level: PriceLevel, value: number): void => {
    if (level.isArmed) this.#onArmed(level.alertId);
    else this.#onReached(level.alertId, value);
  };
  readonly #symbols = new Map<string, SymbolWatch>();
  /** By alert: the level it has among its symbol's, and where. */
  readonly #levels = new Map<number, { readonly symbol: string; readonly level: PriceLevel }>();
  readonly #days = new Map<number, DayLevel>();
  readonly #closes = new Map<number, { readonly symbol: string; readonly watch: CloseWatch }>();
  readonly #results = new Map<number, ResultWatch>();

  constructor(
    market: (symbol: string) => AlertMarket | undefined,
    account: AlertAccount,
    onReached: (alertId: number, value: number) => void,
    onArmed: (alertId: number) => void,
  ) {
    this.#market = market;
    this.#account = account;
    this.#onReached = onReached;
    this.#onArmed = onArmed;
  }

  /** Begins to watch; `wasArmed` null: decide by the value of now. Returns whether it is armed. */
  add({ alertId, spec }: Alert, wasArmed: boolean | null): boolean {
    const { condition } = spec;
    if (condition.kind === 'order') return true;
    if (condition.kind === 'day_pnl' || condition.kind === 'position_pnl') {
      return this.#addResult(alertId, condition, wasArmed);
    }
    const market = this.#market(condition.symbol);
    // A store may name what this market does not trade; it waits until it does.
    if (market === undefined) return false;
    if (isCloseCondition(condition)) {
      const watch = new CloseWatch(condition, market.bars.of(condition.timeframe));
      this.#closes.set(alertId, { symbol: condition.symbol, watch });
      return true;
    }
    if (condition.kind === 'price') {
      const { symbol, direction, priceTicks } = condition;
      return this.#addLevel(symbol, market, { alertId, direction, level: priceTicks }, wasArmed);
    }
    this.#days.set(alertId, { condition, baseTicks: 0 });
    return this.#placeDayLevel(alertId, wasArmed);
  }

  remove(alertId: number): void {
    this.#removeLevel(alertId);
    this.#days.delete(alertId);
    this.#closes.delete(alertId);
    this.#results.delete(alertId);
  }

  isArmed(alertId: number): boolean {
    const level = this.#levels.get(alertId)?.level ?? this.#results.get(alertId)?.level;
    return level?.isArmed ?? true;
  }

  turn(): void {
    for (const watch of this.#symbols.values()) watch.turn();
  }

  sweep(): void {
    for (const [alertId, day] of this.#days) {
      const base = this.#market(day.condition.symbol)?.dayBaseTicks() ?? 0;
      if (base === day.baseTicks) continue;
      this.#placeDayLevel(alertId, null);
      this.#onArmed(alertId);
    }
    for (const [alertId, { symbol, watch }] of [...this.#closes]) {
      const bars = this.#market(symbol)?.bars.of(watch.timeframe);
      const value = bars === undefined ? null : watch.take(bars);
      if (value !== null) this.#onReached(alertId, value);
    }
    for (const { value, watch } of [...this.#results.values()]) {
      const now = value();
      if (now !== null) watch.take(now);
    }
  }

  #addLevel(
    symbol: string,
    market: AlertMarket,
    level: Omit<PriceLevel, 'isArmed'>,
    wasArmed: boolean | null,
  ): boolean {
    const now = market.referenceTicks();
    const isArmed = wasArmed ?? (now > 0 && !hasReached(level, now));
    const watched: PriceLevel = { ...level, isArmed };
    this.#levels.set(level.alertId, { symbol, level: watched });
    this.#symbolWatch(symbol, market).levels.add(watched);
    return isArmed;
  }

  #removeLevel(alertId: number): void {
    const placed = this.#levels.get(alertId);
    if (placed === undefined) return;
    this.#levels.delete(alertId);
    const watch = this.#symbols.get(placed.symbol);
    watch?.levels.remove(placed.level);
    if (watch?.levels.size === 0) this.#symbols.delete(placed.symbol);
  }

  #symbolWatch(symbol: string, market: AlertMarket): SymbolWatch {
    const known = this.#symbols.get(symbol);
    if (known !== undefined) return known;
    const watch = new SymbolWatch(market, this.#onChange);
    this.#symbols.set(symbol, watch);
    return watch;
  }

  /** Puts a percentage where it is today; not at all while no close is known. */
  #placeDayLevel(alertId: number, wasArmed: boolean | null): boolean {
    const day = this.#days.get(alertId);
    const market = day === undefined ? undefined : this.#market(day.condition.symbol);
    if (day === undefined || market === undefined) return false;
    this.#removeLevel(alertId);
    day.baseTicks = market.dayBaseTicks();
    if (day.baseTicks === 0) return false;
    const { symbol, basisPoints } = day.condition;
    const exact = (day.baseTicks * (WHOLE_BASIS_POINTS + basisPoints)) / WHOLE_BASIS_POINTS;
    const direction = basisPoints > 0 ? 'above' : 'below';
    // The first whole tick that is as far away as asked for.
    const level = direction === 'above' ? Math.ceil(exact) : Math.floor(exact);
    return this.#addLevel(symbol, market, { alertId, direction, level }, wasArmed);
  }

  #addResult(
    alertId: number,
    condition: AlertConditionOf<'day_pnl'> | AlertConditionOf<'position_pnl'>,
    wasArmed: boolean | null,
  ): boolean {
    const { direction, micros } = condition;
    const value =
      condition.kind === 'day_pnl'
        ? () => this.#account.dayPnlMicros()
        : () => this.#account.positionPnlMicros(condition.symbol);
    const now = value();
    const isReached = now !== null && hasReached({ direction, level: micros }, now);
    const level: PriceLevel = {
      alertId,
      direction,
      level: micros,
      isArmed: wasArmed ?? !isReached,
    };
    const watch = new LevelWatch<PriceLevel>(this.#onChange);
    watch.add(level);
    this.#results.set(alertId, { value, watch, level });
    return level.isArmed;
  }
}
