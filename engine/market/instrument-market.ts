import { BarSet } from '../bars/bar-set.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { FillRule } from '../contract/order-explanation.ts';
import type { Bar, Timeframe } from '../domain/bar.ts';
import type { FillModel } from '../domain/fill-model.ts';
import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { DepthLevel, MarketState, PriceBands, Quote } from '../domain/market.ts';
import type { StopTrigger } from '../domain/order.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import { TopOfBookVenue } from '../fills/top-of-book-venue.ts';
import type { TopOfBook } from '../fills/top-of-book-venue.ts';
import { MatchingEngine } from '../matching/matching-engine.ts';
import type { Matching } from '../matching/matching.ts';
import { StopBook } from '../matching/stop-book.ts';
import { TRADER_OWNER } from '../ports.ts';
import type { FeedBook } from './feed-book.ts';
import type { PrintBuffer } from './print-buffer.ts';
import { TradeTape } from './trade-tape.ts';
import { WatchedPrices } from './watched-prices.ts';

/** Levels of a side that can be asked for at once: more than a screen shows. */
export const DEPTH_LEVELS_MAX = 200;
const NUMBERS_PER_LEVEL = 3;

/** One instrument of the local exchange: its book, and what is published of it. */
export class InstrumentMarket {
  readonly instrument: Instrument;
  /** When it trades. */
  readonly calendar: TradingCalendar;
  /** Prices in its book are multiples of this. */
  readonly priceStepTicks: number;
  readonly matching: Matching;
  /** The same where only quotes and prints are known of the market; null where the book is. */
  readonly topOfBook: TopOfBookVenue | null;
  /** Stops that wait for their price. */
  readonly stops: StopBook;
  /** What triggers them; the exchange's, which has one way for all its markets. */
  stopTrigger: StopTrigger = 'last_trade';
  /** `version` whose quote has been held against the stops, where quotes trigger them. */
  quotedVersion: number = -1;
  /** What trades at the prices of traders' resting orders. */
  readonly watched: WatchedPrices = new WatchedPrices();
  readonly tape: TradeTape = new TradeTape();
  /** Takes prints to be stored; null where none are. */
  prints: PrintBuffer | null = null;
  readonly bars: BarSet;
  /** Kept by the session desk; a market on its own is open. */
  state: MarketState = 'open';
  /** The last quote that came while it did not trade; always null where the book is known. */
  missedQuote: TopOfBook | null = null;
  /** Time from which on a quote shows the market of now, while orders wait for one; 0: none do. */
  awaitsQuoteUs: number = 0;
  /** The book behind the quote where the feed tells it; its owner keeps it. */
  feedBook: FeedBook | null = null;
  /** Grows with every change of book or tape; lets a publisher see that nothing is new. */
  version: number = 0;
  updatedUs: number = 0;
  #bands: PriceBands | null = null;
  #bandsUs = 0;
  #lastTicks = 0;
  #lastLots = 0;
  readonly #depth: Float64Array = new Float64Array(DEPTH_LEVELS_MAX * NUMBERS_PER_LEVEL);

  /**
   * `nearTicks`: a price near which it trades, which decides the book's price step. `fillModel`: by
   * what orders fill where only quotes and prints are known; null where every order is.
   */
  constructor(
    instrument: Instrument,
    calendar: TradingCalendar,
    nearTicks: number,
    fillModel: FillModel | null = null,
  ) {
    this.instrument = instrument;
    this.calendar = calendar;
    this.bars = new BarSet(instrument.zone);
    this.priceStepTicks = incrementTicksAt(instrument, nearTicks);
    const { priceStepTicks } = this;
    this.topOfBook =
      fillModel === null ? null : new TopOfBookVenue({ priceStepTicks, model: fillModel });
    this.matching = this.topOfBook ?? new MatchingEngine({ priceStepTicks });
    this.stops = new StopBook(this.priceStepTicks);
  }

  /** The rule by which resting orders fill here. */
  get fillRule(): FillRule {
    return this.topOfBook?.model ?? 'price_time';
  }

  /** Takes the past from the store; the last close becomes the last price. */
  restoreBars(timeframe: Timeframe, bars: readonly Bar[], nowUs: TimeUs): void {
    this.bars.of(timeframe).restore(bars, nowUs);
    const last = bars.at(-1);
    if (timeframe === '1m' && last !== undefined) this.#lastTicks = last.closeTicks;
  }

  /** Whether anything can trade now. */
  get isTrading(): boolean {
    return this.state === 'open' || this.state === 'extended';
  }

  /** Whether others than the trader quote both sides. */
  get isQuoted(): boolean {
    const { matching } = this;
    const bid = matching.bestTicksOfOthers(BUY, TRADER_OWNER);
    return bid > 0 && matching.bestTicksOfOthers(SELL, TRADER_OWNER) > 0;
  }

  /** Records the executions of the matching engine's last call on tape and bars. */
  recordExecutions(aggressor: SideCode, us: TimeUs): void {
    const { events } = this.matching;
    for (let i = 0; i < events.count; i += 1) {
      this.recordTrade(events.priceTicks[i] ?? 0, events.qtyLots[i] ?? 0, aggressor, us);
    }
  }

  /** Records one print on tape and bars. */
  recordTrade(price: number, lots: number, aggressor: SideCode, us: TimeUs): void {
    this.tape.append(price, lots, aggressor, us);
    this.prints?.append(price, lots, aggressor, us);
    this.bars.addTrade(price, lots, us);
    this.watched.traded(price, lots);
    this.#lastTicks = price;
    this.#lastLots = lots;
  }

  /** The last trade was corrected or taken back; 0: the one before it is not known, this one stays. */
  retellLast(price: number): void {
    if (price > 0) this.#lastTicks = price;
  }

  /** Says that something has changed at `us`. */
  touch(us: number): void {
    this.version += 1;
    this.updatedUs = us;
  }

  lastTradeTicks(): number {
    return this.#lastTicks;
  }

  /** Last trade, else the middle of the market, else the side there is; 0 when nothing is known. */
  referenceTicks(): number {
    if (this.#lastTicks > 0) return this.#lastTicks;
    const bid = this.matching.bestBidTicks();
    const ask = this.matching.bestAskTicks();
    return bid > 0 && ask > 0 ? Math.floor((bid + ask) / 2) : Math.max(bid, ask);
  }

  /**
   * Price by which quotes trigger stops of a side: the bid to sell, the ask to buy; 0 without one. Traders'
   * own orders do not count, as they do not in a feed's quote: nobody elects his stops by his own order.
   */
  stopQuoteTicks(side: SideCode): number {
    return this.matching.bestTicksOfOthers(side === BUY ? SELL : BUY, TRADER_OWNER);
  }

  /** Price that stops of a side are measured from: what triggers them, or else the reference. */
  stopReferenceTicks(side: SideCode): number {
    const isQuoted = this.stopTrigger === 'quote';
    return (isQuoted ? this.stopQuoteTicks(side) : 0) || this.referenceTicks();
  }

  /** What the day's change is counted from: the last close, else the day's open; 0 when neither is. */
  dayBaseTicks(): number {
    const bars = this.bars.of('1d');
    return bars.lastClosed()?.closeTicks ?? bars.forming()?.openTicks ?? 0;
  }

  quote(): Quote {
    const day = this.bars.of('1d').forming();
    const previous = this.bars.of('1d').lastClosed();
    return {
      symbol: this.instrument.symbol,
      state: this.state,
      bidTicks: this.matching.bestBidTicks(),
      bidLots: this.matching.bestBidLots(),
      askTicks: this.matching.bestAskTicks(),
      askLots: this.matching.bestAskLots(),
      lastTicks: this.#lastTicks,
      lastLots: this.#lastLots,
      dayOpenTicks: day?.openTicks ?? 0,
      dayHighTicks: day?.highTicks ?? 0,
      dayLowTicks: day?.lowTicks ?? 0,
      prevCloseTicks: previous?.closeTicks ?? 0,
      dayVolumeLots: day?.volumeLots ?? 0,
      // updatedUs is only ever set from a TimeUs.
      updatedUs: this.updatedUs as TimeUs,
      ...this.#bandsNow(),
    };
  }

  /** Takes the bands that a feed has told; null: none are in force. Nothing is refused by them. */
  setBands(bands: PriceBands | null, us: TimeUs): void {
    this.#bands = bands;
    this.#bandsUs = us;
    this.touch(us);
  }

  /** The bands of this trading day, while its regular session is open: they hold at no other time. */
  #bandsNow(): { readonly bands?: PriceBands } {
    if (this.#bands === null || this.state !== 'open') return {};
    // updatedUs is only ever set from a TimeUs.
    const isOfToday = this.#bandsUs >= this.calendar.dayAt(this.updatedUs as TimeUs).startUs;
    return isOfToday ? { bands: this.#bands } : {};
  }

  /** Best `levels` levels of one side, best first; at most 200. */
  depth(side: SideCode, levels: number): DepthLevel[] {
    const max = Math.min(levels, DEPTH_LEVELS_MAX);
    const { feedBook } = this;
    if (feedBook !== null && !feedBook.isEmpty) return feedBook.levels(side, max);
    const count = this.matching.depth(side, max, this.#depth);
    const result: DepthLevel[] = [];
    for (let i = 0; i < count; i += 1) {
      const at = i * NUMBERS_PER_LEVEL;
      result.push({
        priceTicks: priceTicks(this.#depth[at] ?? 0),
        qtyLots: qtyLots(this.#depth[at + 1] ?? 0),
        orders: this.#depth[at + 2] ?? 0,
      });
    }
    return result;
  }

  /** What an incoming order would take at once: lots, and their price x lots in sum. */
  wouldTake(side: SideCode, worstTicks: number, lots: number): { lots: number; tickLots: number } {
    const taken = { lots: 0, tickLots: 0 };
    for (const level of this.depth(side === BUY ? SELL : BUY, DEPTH_LEVELS_MAX)) {
      const isBeyond = side === BUY ? level.priceTicks > worstTicks : level.priceTicks < worstTicks;
      if (isBeyond || taken.lots === lots) break;
      const part = Math.min(level.qtyLots, lots - taken.lots);
      taken.lots += part;
      taken.tickLots += part * level.priceTicks;
    }
    return taken;
  }

  /** Lots that rest on the order's own side at its price or better. */
  lotsAhead(side: SideCode, priceAtTicks: number): number {
    let lots = 0;
    for (const level of this.depth(side, DEPTH_LEVELS_MAX)) {
      const isWorse =
        side === BUY ? level.priceTicks < priceAtTicks : level.priceTicks > priceAtTicks;
      if (isWorse) break;
      lots += level.qtyLots;
    }
    return lots;
  }
}
