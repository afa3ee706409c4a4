import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { SideCode } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import { TRADER_OWNER } from '../ports.ts';
import { InstrumentMarket } from './instrument-market.ts';

/** Hears that a trader's resting order was hit. */
export type MakerFillListener = (
  makerOrderId: number,
  lastQtyLots: number,
  lastPriceTicks: number,
) => void;

/** The markets of a venue under one clock, which only its owner moves. */
export class Exchange {
  readonly instruments: readonly Instrument[];
  readonly markets: readonly InstrumentMarket[];
  nowUs: TimeUs;
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #onMakerFill: MakerFillListener;

  /** `calendarOf` says when an instrument trades, `nearTicks` a price near which it does. */
  constructor(
    instruments: readonly Instrument[],
    calendarOf: (instrument: Instrument) => TradingCalendar,
    nearTicks: (instrument: Instrument) => number,
    nowUs: TimeUs,
    onMakerFill: MakerFillListener,
  ) {
    this.instruments = instruments;
    this.markets = instruments.map(
      (one) => new InstrumentMarket(one, calendarOf(one), nearTicks(one)),
    );
    this.#indexOf = new Map(instruments.map(({ symbol }, i) => [symbol, i]));
    this.nowUs = nowUs;
    this.#onMakerFill = onMakerFill;
  }

  /** The market of a symbol, or undefined for one that is not traded here. */
  market(symbol: string): InstrumentMarket | undefined {
    const i = this.#indexOf.get(symbol);
    return i === undefined ? undefined : this.markets[i];
  }

  at(i: number): InstrumentMarket {
    const market = this.markets[i];
    if (market === undefined) throw new RangeError(`no instrument ${String(i)}`);
    return market;
  }

  /** To be called after each submit or replace: tape, bars, and the makers among the traders. */
  afterMatching(market: InstrumentMarket, aggressor: SideCode): void {
    const { events } = market.matching;
    if (events.count > 0) {
      market.recordExecutions(aggressor, this.nowUs);
      for (let i = 0; i < events.count; i += 1) {
        if (events.makerOwner[i] !== TRADER_OWNER) continue;
        this.#onMakerFill(
          events.makerOrderId[i] ?? 0,
          events.qtyLots[i] ?? 0,
          events.priceTicks[i] ?? 0,
        );
      }
    }
    market.touch(this.nowUs);
  }
}
