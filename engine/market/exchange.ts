import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import { assert } from '../domain/assert.ts';
import type { FillModel } from '../domain/fill-model.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { StopTrigger } from '../domain/order.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import type { TopOfBook } from '../fills/top-of-book-venue.ts';
import type { MatchEvents } from '../matching/match-events.ts';
import type { Clearing } from '../matching/clearing-price.ts';
import type { StopBook } from '../matching/stop-book.ts';
import { TRADER_OWNER } from '../ports.ts';
import { InstrumentMarket } from './instrument-market.ts';

/** Hears that a trader's resting order was hit; `showsNextSlice`: so it went to the back. */
export type MakerFillListener = (
  makerOrderId: number,
  lastQtyLots: number,
  lastPriceTicks: number,
  showsNextSlice: boolean,
) => void;

/** A stop that a trade or a quote has elected: its stop price then, and the best price it had seen (0: none). */
export interface Election {
  readonly orderId: number;
  readonly stopTicks: number;
  readonly hwmTicks: number;
}

/** Turns an elected stop into the order it becomes; that order's trades may elect more. */
export type ElectionListener = (election: Election) => void;

/** The markets of a venue under one clock, which only its owner moves. */
export class Exchange {
  /** Those of a running venue may grow at their end, never change or go. */
  readonly instruments: readonly Instrument[];
  readonly markets: readonly InstrumentMarket[];
  nowUs: TimeUs;
  /** Hears of the first quote of a market that orders have waited for, once it is taken. */
  onAwaitedQuote: (market: InstrumentMarket) => void = () => undefined;
  readonly #instruments: Instrument[];
  readonly #markets: InstrumentMarket[];
  readonly #indexOf: Map<string, number>;
  readonly #make: (instrument: Instrument, nearTicks: number) => InstrumentMarket;
  #lastAsked: InstrumentMarket | undefined = undefined;
  #stopTrigger: StopTrigger = 'last_trade';
  readonly #onMakerFill: MakerFillListener;
  readonly #onElected: ElectionListener;
  readonly #onRecorded: () => void;
  /** Elected and not executed yet, in order of election. */
  readonly #elections: Election[] = [];

  /**
   * `calendarOf` says when an instrument trades, `nearTicks` a price near which it does. `onRecorded`
   * hears when a call is recorded, and after each election's, and may make calls of its own then.
   * `fillModel` is for sources of quotes and prints.
   */
  constructor(
    instruments: readonly Instrument[],
    calendarOf: (instrument: Instrument) => TradingCalendar,
    nearTicks: (instrument: Instrument) => number,
    nowUs: TimeUs,
    onMakerFill: MakerFillListener,
    onElected: ElectionListener,
    onRecorded: () => void,
    fillModel: FillModel | null = null,
  ) {
    this.#make = (one, ticks) => new InstrumentMarket(one, calendarOf(one), ticks, fillModel);
    this.#instruments = [...instruments];
    this.#markets = instruments.map((one) => this.#make(one, nearTicks(one)));
    this.instruments = this.#instruments;
    this.markets = this.#markets;
    this.#indexOf = new Map(instruments.map(({ symbol }, i) => [symbol, i]));
    this.nowUs = nowUs;
    this.#onMakerFill = onMakerFill;
    this.#onElected = onElected;
    this.#onRecorded = onRecorded;
  }

  /** Lets one more instrument trade, behind the others; `nearTicks`: a price near which it does. */
  add(instrument: Instrument, nearTicks: number): InstrumentMarket {
    assert(!this.#indexOf.has(instrument.symbol), 'a symbol has one market');
    const market = this.#make(instrument, nearTicks);
    this.#indexOf.set(instrument.symbol, this.#markets.length);
    this.#instruments.push(instrument);
    this.#markets.push(market);
    this.#lastAsked = undefined;
    return market;
  }

  /** The market of a symbol, or undefined for one that is not traded here. */
  market(symbol: string): InstrumentMarket | undefined {
    const last = this.#lastAsked;
    // Most questions are about the same market as the one before, and a comparison beats a hash.
    if (last?.instrument.symbol === symbol) return last;
    const i = this.#indexOf.get(symbol);
    const market = i === undefined ? undefined : this.markets[i];
    this.#lastAsked = market;
    return market;
  }

  /** What triggers stops; another one elects from the next trade or quote on. */
  set stopTrigger(by: StopTrigger) {
    this.#stopTrigger = by;
    for (const market of this.markets) {
      market.stopTrigger = by;
      // The quote of now has had its chance under the old rule.
      market.quotedVersion = market.version;
    }
  }

  at(i: number): InstrumentMarket {
    const market = this.markets[i];
    if (market === undefined) throw new RangeError(`no instrument ${String(i)}`);
    return market;
  }

  /**
   * To be called after each submit or replace: tape, bars, the makers among the traders, and what
   * the prices elect. Elected stops wait until `settle`, when all of the call has been recorded.
   */
  afterMatching(market: InstrumentMarket, aggressor: SideCode): void {
    const { events } = market.matching;
    if (events.count > 0) {
      // Of a market known by its prints, own executions are none of them.
      const isTape = market.topOfBook === null;
      if (isTape) market.recordExecutions(aggressor, this.nowUs);
      this.#tellMakers(events);
      for (let i = 0; isTape && i < events.count; i += 1) {
        this.#elect(market, events.priceTicks[i] ?? 0);
      }
    }
    market.touch(this.nowUs);
  }

  /**
   * Takes a quote of a market known by them, made at `quotedUs`; one that comes while it does not trade
   * counts after.
   */
  quote(market: InstrumentMarket, quote: TopOfBook, quotedUs: number): void {
    const { awaitsQuoteUs } = market;
    const isAwaited =
      awaitsQuoteUs > 0 && quotedUs >= awaitsQuoteUs && quote.bidTicks > 0 && quote.askTicks > 0;
    if (isAwaited) market.awaitsQuoteUs = 0;
    if (!market.isTrading) {
      market.missedQuote = quote;
      return;
    }
    this.#takeQuote(market, quote);
    if (isAwaited) this.onAwaitedQuote(market);
  }

  /** To be called when a market trades again: takes the last quote that came meanwhile. */
  catchUp(market: InstrumentMarket): void {
    const { missedQuote } = market;
    market.missedQuote = null;
    if (missedQuote !== null) this.#takeQuote(market, missedQuote);
  }

  #takeQuote(market: InstrumentMarket, quote: TopOfBook): void {
    const { topOfBook } = market;
    assert(topOfBook !== null, 'quotes are for a market known by them');
    topOfBook.quote(quote);
    this.#tellMakers(topOfBook.events);
    market.touch(this.nowUs);
  }

  /**
   * Takes a print of a market known by them; one that is late, when it does not trade, fills nothing.
   * Gives the time that it counts at.
   */
  print(
    market: InstrumentMarket,
    ticks: number,
    lots: number,
    aggressor: SideCode,
    executedUs: TimeUs,
  ): TimeUs {
    const { topOfBook } = market;
    assert(topOfBook !== null, 'prints are for a market known by them');
    // A source whose clock is ahead of ours does not trade in the future.
    const us = executedUs < this.nowUs ? executedUs : this.nowUs;
    market.recordTrade(ticks, lots, aggressor, us);
    if (market.isTrading) {
      topOfBook.print(ticks, lots);
      this.#tellMakers(topOfBook.events);
    }
    this.#elect(market, ticks);
    market.touch(this.nowUs);
    return us;
  }

  /**
   * To be called after an auction: one print, on the side that had more. No taker met a maker, so who
   * traded is the auction desk's matter.
   */
  afterAuction(
    market: InstrumentMarket,
    { priceTicks, volumeLots, imbalanceLots }: Clearing,
  ): void {
    if (volumeLots > 0) {
      market.recordTrade(priceTicks, volumeLots, imbalanceLots < 0 ? SELL : BUY, this.nowUs);
      this.#elect(market, priceTicks);
    }
    market.touch(this.nowUs);
  }

  /**
   * To be called when what a command or an order of the house did is recorded: lets groups of orders
   * take their steps, executes the stops that were elected, and those that these elect in turn, in
   * order of election. It ends, since an order is elected once. Where quotes elect, they are looked at
   * here, so that the quote in the middle of a command, which nobody could see, elects nothing.
   */
  settle(): void {
    this.#onRecorded();
    if (this.#stopTrigger === 'quote') this.#electByQuotes();
    if (this.#elections.length === 0) return;
    // Grows while it is walked.
    for (const election of this.#elections) {
      this.#onElected(election);
      this.#onRecorded();
      if (this.#stopTrigger === 'quote') this.#electByQuotes();
    }
    this.#elections.length = 0;
  }

  /** Adds a stop to those that `settle` executes. */
  elect(election: Election): void {
    this.#elections.push(election);
  }

  #tellMakers(events: MatchEvents): void {
    for (let i = 0; i < events.count; i += 1) {
      if (events.makerOwner[i] !== TRADER_OWNER) continue;
      this.#onMakerFill(
        events.makerOrderId[i] ?? 0,
        events.qtyLots[i] ?? 0,
        events.priceTicks[i] ?? 0,
        showsNextSlice(events, i),
      );
    }
  }

  /** Only the regular session's prints elect: outside it stops sleep where they are. */
  #elect(market: InstrumentMarket, ticks: number): void {
    if (market.state !== 'open' || this.#stopTrigger !== 'last_trade') return;
    this.#take(market.stops, market.stops.onTrade(ticks));
  }

  /** Holds the stops of all markets whose book has changed against their quotes. */
  #electByQuotes(): void {
    for (const market of this.markets) {
      const { stops, version } = market;
      if (market.quotedVersion === version || market.state !== 'open') continue;
      // What is quoted still is of another session.
      if (market.awaitsQuoteUs > 0) continue;
      market.quotedVersion = version;
      if (stops.count === 0) continue;
      const bid = market.stopQuoteTicks(SELL);
      const ask = market.stopQuoteTicks(BUY);
      // One side alone, or a bid above the ask, is no market: a feed between two messages, a book that fills.
      if (bid > 0 && ask >= bid) this.#take(stops, stops.onQuote(bid, ask));
    }
  }

  #take(stops: StopBook, count: number): void {
    const { orderIds, stopTicks, hwmTicks } = stops.elected;
    for (let i = 0; i < count; i += 1) {
      this.#elections.push({
        orderId: orderIds[i] ?? 0,
        stopTicks: stopTicks[i] ?? 0,
        hwmTicks: hwmTicks[i] ?? 0,
      });
    }
  }
}

function showsNextSlice({ sliceCount, sliceExecution }: MatchEvents, execution: number): boolean {
  for (let i = 0; i < sliceCount; i += 1) if (sliceExecution[i] === execution) return true;
  return false;
}
