import type { SessionPhase } from '../calendar/trading-day.ts';
import { assert } from '../domain/assert.ts';
import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from './instrument-market.ts';
import { TRADING_OPEN, marketStateOf } from './trading-state.ts';
import type { TradingState } from './trading-state.ts';

/** When one market trades, and what stops it beside its hours. */
export interface MarketHours {
  readonly market: InstrumentMarket;
  phase: SessionPhase | 'closed';
  trading: TradingState;
  /** When the next session starts or ends, or the pause does; Infinity when nothing will. */
  nextUs: number;
}

/** Knows for all markets of a venue when the next session starts or ends, or a pause does. */
export class SessionClock {
  /** The earliest of all markets; Infinity when all are always open. */
  nextUs: number = Number.POSITIVE_INFINITY;
  readonly #hours = new Map<InstrumentMarket, MarketHours>();

  /** Gives each market the state that it has at `nowUs`. */
  constructor(markets: readonly InstrumentMarket[], nowUs: TimeUs) {
    for (const market of markets) this.add(market, nowUs);
  }

  /** Takes in one more market, which gets the state that it has at `nowUs`. */
  add(market: InstrumentMarket, nowUs: TimeUs): void {
    const phase = market.calendar.sessionAt(nowUs);
    market.state = marketStateOf(phase, TRADING_OPEN);
    const nextUs = market.calendar.nextChangeUs(nowUs);
    this.#hours.set(market, { market, phase, trading: TRADING_OPEN, nextUs });
    this.nextUs = Math.min(this.nextUs, nextUs);
  }

  of(market: InstrumentMarket): MarketHours {
    const hours = this.#hours.get(market);
    assert(hours !== undefined, 'every market has hours');
    return hours;
  }

  /** Markets that are paused, and until when. */
  pauses(): { readonly symbol: string; readonly untilUs: TimeUs }[] {
    return [...this.#hours.values()].flatMap(({ market, trading }) =>
      trading.kind === 'paused'
        ? [{ symbol: market.instrument.symbol, untilUs: trading.untilUs }]
        : [],
    );
  }

  /** Markets in which something starts or ends by `nowUs`. */
  due(nowUs: TimeUs): MarketHours[] {
    return [...this.#hours.values()].filter(({ nextUs }) => nextUs <= nowUs);
  }

  /** Moves a market's session on to `nowUs`, and ends a pause that is over. */
  move(hours: MarketHours, nowUs: TimeUs): void {
    const { market, trading } = hours;
    hours.phase = market.calendar.sessionAt(nowUs);
    if (trading.kind === 'paused' && trading.untilUs <= nowUs) hours.trading = TRADING_OPEN;
  }

  /** Gives a market the state that its hours make; to be called when they have changed. */
  apply(hours: MarketHours, nowUs: TimeUs): void {
    const { market, phase, trading } = hours;
    const changeUs = market.calendar.nextChangeUs(nowUs);
    market.state = marketStateOf(phase, trading);
    hours.nextUs = trading.kind === 'paused' ? Math.min(changeUs, trading.untilUs) : changeUs;
    this.#measure();
  }

  #measure(): void {
    this.nextUs = Number.POSITIVE_INFINITY;
    for (const { nextUs } of this.#hours.values()) this.nextUs = Math.min(this.nextUs, nextUs);
  }
}
