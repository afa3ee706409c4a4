/**
 * A market for the fake Alpaca: our simulator, or recorded order flow, told as Alpaca tells a market,
 * by quotes, trades and minute bars.
 */
import { TradingCore } from '../../../engine/core.ts';
import { TIMEFRAME_US } from '../../../engine/domain/bar.ts';
import type { Bar } from '../../../engine/domain/bar.ts';
import { isPair } from '../../../engine/domain/feed-symbols.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { US_PER_HOUR, timeUs } from '../../../engine/domain/time.ts';
import { openMarket } from '../../../engine/host/market-sources.ts';
import type { InstrumentMarket } from '../../../engine/market/instrument-market.ts';
import type { Clock, MarketSource } from '../../../engine/ports.ts';
import type { SourceOptions } from '../../../engine/supervision/host-messages.ts';
import { StoreModel } from '../store-model.ts';
import type { FakeMessage } from './data-stream.ts';
import { ToldBook } from './told-book.ts';
import { decimal, sizeOf, wireTime } from './wire-figures.ts';

const EVENTS_PER_STEP = 5_000;

export class MarketPlayer {
  readonly #core: TradingCore;
  readonly #source: MarketSource;
  readonly #clock: Clock;
  /** By place of the instrument: what has been told. */
  readonly #told: { trades: number; version: number; barUs: number }[];
  readonly #books: ReadonlyMap<string, ToldBook>;

  private constructor(core: TradingCore, source: MarketSource, clock: Clock) {
    this.#core = core;
    this.#source = source;
    this.#clock = clock;
    const coins = core.exchange.markets.filter(({ instrument: { symbol } }) => isPair(symbol));
    this.#books = new Map(coins.map((market) => [market.instrument.symbol, new ToldBook(market)]));
    this.#told = core.exchange.markets.map(({ tape, version, bars }) => ({
      trades: tape.lastNumber,
      version,
      barUs: bars.of('1m').lastClosed()?.startUs ?? 0,
    }));
  }

  static async open(options: SourceOptions, clock: Clock): Promise<MarketPlayer> {
    const recovered = new StoreModel().recovered();
    const market = await openMarket(options, recovered, timeUs(clock.wallUs()), clock);
    const { source, calendarOf, startPrices, bars } = market;
    const core = new TradingCore({
      venue: 'local',
      instruments: source.instruments,
      calendarOf,
      startPrices,
      recovered: { ...recovered, bars },
      lookup: { byClientOrderId: () => null, byOrderId: () => null },
      nowUs: source.marketUs(timeUs(clock.wallUs())),
    });
    return new MarketPlayer(core, source, clock);
  }

  get instruments(): readonly Instrument[] {
    return this.#core.exchange.instruments;
  }

  get symbols(): readonly string[] {
    return this.instruments.map(({ symbol }) => symbol);
  }

  /** What has happened since the last call, in order by symbol. */
  step(): FakeMessage[] {
    const { exchange, house } = this.#core;
    this.#source.advance(timeUs(this.#clock.wallUs()), EVENTS_PER_STEP, house, (us) => {
      this.#core.setTime(us);
    });
    return exchange.markets.flatMap((market, i) => this.#messagesOf(market, i));
  }

  /** Closed bars of a symbol in a period, both ends included, as the history has them. */
  bars(
    symbol: string,
    timeframe: '1m' | '1d',
    fromUs: number,
    toUs: number,
  ): readonly Readonly<Record<string, unknown>>[] {
    const market = this.#core.exchange.market(symbol);
    if (market === undefined) return [];
    const series = market.bars.of(timeframe);
    const formingUs = series.forming()?.startUs ?? 0;
    return series
      .from(fromUs)
      .filter(({ startUs }) => startUs <= toUs && startUs !== formingUs)
      .map((bar) => ({
        ...wireBar(market.instrument, bar),
        // A day of Alpaca's is named by its midnight, ours begins at 20:00 before it.
        ...(timeframe === '1d' ? { t: wireTime(bar.startUs + 4 * US_PER_HOUR) } : {}),
      }));
  }

  /** The whole books of the coins, as a connection gets them first. */
  get books(): ReadonlyMap<string, () => FakeMessage> {
    return new Map([...this.#books].map(([symbol, book]) => [symbol, () => book.whole()]));
  }

  /** Last trade and quote, as a snapshot has them. */
  snapshot(symbol: string): Readonly<Record<string, unknown>> | null {
    const market = this.#core.exchange.market(symbol);
    if (market === undefined) return null;
    const p = decimal(market.instrument, market.lastTradeTicks());
    return { latestTrade: { t: wireTime(market.updatedUs), p, s: 1 } };
  }

  #messagesOf(market: InstrumentMarket, i: number): FakeMessage[] {
    const told = this.#told[i];
    if (told === undefined || told.version === market.version) return [];
    told.version = market.version;
    const { instrument, tape, bars } = market;
    const { symbol } = instrument;
    const messages: FakeMessage[] = tape.since(told.trades).map((trade) => ({
      T: 't',
      S: symbol,
      i: trade.tradeNumber,
      x: 'V',
      p: decimal(instrument, trade.priceTicks),
      s: sizeOf(instrument, trade.qtyLots),
      c: ['@'],
      z: 'C',
      t: wireTime(trade.executedUs),
    }));
    told.trades = tape.lastNumber;
    const quote = market.quote();
    messages.push({
      T: 'q',
      S: symbol,
      bx: 'V',
      bp: decimal(instrument, quote.bidTicks),
      bs: sizeOf(instrument, quote.bidLots),
      ax: 'V',
      ap: decimal(instrument, quote.askTicks),
      as: sizeOf(instrument, quote.askLots),
      c: ['R'],
      z: 'C',
      t: wireTime(quote.updatedUs),
    });
    const book = this.#books.get(symbol)?.changes();
    if (book !== undefined) messages.push(book);
    const closed = bars.of('1m').lastClosed();
    if (closed !== null && closed.startUs > told.barUs) {
      told.barUs = closed.startUs;
      messages.push({ T: 'b', S: symbol, ...wireBar(instrument, closed) });
    }
    return messages;
  }
}

function wireBar(instrument: Instrument, bar: Bar): Readonly<Record<string, unknown>> {
  return {
    o: decimal(instrument, bar.openTicks),
    h: decimal(instrument, bar.highTicks),
    l: decimal(instrument, bar.lowTicks),
    c: decimal(instrument, bar.closeTicks),
    v: sizeOf(instrument, bar.volumeLots),
    n: bar.trades,
    vw: decimal(instrument, bar.closeTicks),
    t: wireTime(bar.startUs),
  };
}

/** Length of the bars that are told. */
export const BAR_US: number = TIMEFRAME_US['1m'];
