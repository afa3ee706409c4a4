import { BUY, SELL } from '../../domain/side.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Bar } from '../../domain/bar.ts';
import { priceTicks, qtyLots } from '../../domain/price.ts';
import { tradeDayAt } from '../../domain/session.ts';
import { US_PER_DAY, US_PER_HOUR, timeUs } from '../../domain/time.ts';
import type { QuotedMarket } from '../../ports.ts';
import { BookKeeper } from './book-keeper.ts';
import { aggressorOf, nothingSeen } from './aggressor.ts';
import type { LastSeen } from './aggressor.ts';
import { feedUnits } from './feed-units.ts';
import type { FeedUnits } from './feed-units.ts';
import { timeUsOf } from './stream-codec.ts';
import { TradeMemory } from './trade-memory.ts';
import type {
  WireBands,
  WireBar,
  WireBook,
  WireCancel,
  WireCorrection,
  WireQuote,
  WireStatus,
  WireTrade,
} from './wire-messages.ts';

/** A trade that is not remembered was told at most this long before its correction, usually. */
const UNKNOWN_BACK_US = US_PER_HOUR;

/** Time whose bars trades have changed; both ends are in it. */
export interface RetoldStretch {
  readonly fromUs: number;
  readonly toUs: number;
}

interface Followed {
  readonly i: number;
  readonly units: FeedUnits;
  readonly zone: string;
  readonly seen: LastSeen;
  readonly memory: TradeMemory;
  /** null until its feed tells of a book. */
  keeper: BookKeeper | null;
}

/** Puts a feed's messages into the market, in the market's units. */
export class MarketApplier {
  /** Messages of symbols that are not traded here, and values that no instrument can have. */
  ignored = 0;
  /** Time of the newest message that was applied, by the feed's clock, in microseconds; 0: none. */
  lastEventUs = 0;
  readonly #bySymbol = new Map<string, Followed>();

  constructor(instruments: readonly Instrument[]) {
    for (const instrument of instruments) this.add(instrument);
  }

  /** Takes in one more instrument, behind the others. */
  add(instrument: Instrument): void {
    this.#bySymbol.set(instrument.symbol, {
      i: this.#bySymbol.size,
      units: feedUnits(instrument),
      zone: instrument.zone,
      seen: nothingSeen(),
      memory: new TradeMemory(),
      keeper: null,
    });
  }

  trade(market: QuotedMarket, { S, i: id, x, p, s, tks, t }: WireTrade): void {
    const followed = this.#of(S);
    if (followed === null) return;
    const { i, units, seen, memory } = followed;
    const ticks = units.ticks(p);
    const lots = units.lots(s);
    if (ticks === 0 || lots === 0) {
      this.ignored += 1;
      return;
    }
    const told = tks === 'B' ? BUY : tks === 'S' ? SELL : null;
    seen.aggressor = told ?? aggressorOf(ticks, seen);
    seen.tradeTicks = ticks;
    const us = timeUsOf(t);
    if (Number.isNaN(us)) {
      this.ignored += 1;
      return;
    }
    this.lastEventUs = us;
    const atUs = market.print(i, ticks, lots, seen.aggressor, timeUs(us));
    memory.add(id, x, ticks, lots, atUs);
  }

  quote(market: QuotedMarket, { S, bp, bs, ap, as, t }: WireQuote): void {
    const followed = this.#of(S);
    if (followed === null) return;
    const { i, units, seen } = followed;
    const bidLots = units.lots(bs);
    const askLots = units.lots(as);
    // A side without a price or without a size is not there.
    seen.bidTicks = bidLots > 0 ? units.ticks(bp) : 0;
    seen.askTicks = askLots > 0 ? units.ticks(ap) : 0;
    const bid = seen.bidTicks > 0 ? bidLots : 0;
    const ask = seen.askTicks > 0 ? askLots : 0;
    // Quotes come by the thousand, and their time matters after a session's start alone.
    const quotedUs = market.awaitsQuote(i) ? timeUsOf(t) : undefined;
    market.quote(i, seen.bidTicks, bid, seen.askTicks, ask, quotedUs);
  }

  bar(market: QuotedMarket, message: WireBar): void {
    const followed = this.#of(message.S);
    if (followed === null) return;
    const us = timeUsOf(message.t);
    const timeframe = message.T === 'd' ? '1d' : '1m';
    const startUs = timeframe === '1d' ? tradingDayUs(followed.zone, us) : us;
    const bar = barOf(message, followed.units, startUs);
    if (bar === null) this.ignored += 1;
    else market.bar(followed.i, timeframe, bar);
  }

  /**
   * Puts what a trade was in the place of what was reported. The stretch of time whose bars have to be
   * asked for, as they could not be made anew here; null: none, or no trade of ours.
   */
  correction(
    market: QuotedMarket,
    { S, x, oi, ci, cp, cs, t }: WireCorrection,
  ): RetoldStretch | null {
    const followed = this.#of(S);
    if (followed === null) return null;
    const { units, memory } = followed;
    const ticks = units.ticks(cp);
    const lots = units.lots(cs);
    const name = { id: oi, exchange: x };
    const stood = memory.standing().length;
    const us = memory.correct(name, ci, ticks, lots);
    return this.#retell(market, followed, us, timeUsOf(t), stood);
  }

  /** Takes a trade back that never was; like `correction`. */
  cancel(market: QuotedMarket, { S, x, i, t }: WireCancel): RetoldStretch | null {
    const followed = this.#of(S);
    if (followed === null) return null;
    const stood = followed.memory.standing().length;
    const us = followed.memory.cancel({ id: i, exchange: x });
    return this.#retell(market, followed, us, timeUsOf(t), stood);
  }

  /** Takes levels of an order book; true when the book has to be asked for anew. */
  book(market: QuotedMarket, message: WireBook): boolean {
    const followed = this.#of(message.S);
    if (followed === null) return false;
    followed.keeper ??= new BookKeeper(followed.units);
    const isLost = followed.keeper.take(message);
    market.book(followed.i, followed.keeper.book);
    return isLost;
  }

  /** Some of the books could not be read, of all symbols when null; gives those to be asked for anew. */
  bookLost(market: QuotedMarket, symbol: string | null): string[] {
    return [...this.#bySymbol].flatMap(([name, { i, keeper }]) => {
      if (keeper === null || (symbol !== null && symbol !== name)) return [];
      const isAsked = keeper.drop();
      market.book(i, keeper.book);
      return isAsked ? [name] : [];
    });
  }

  /** The feed is connected anew and tells its books from their beginning. */
  reconnected(): void {
    for (const { keeper } of this.#bySymbol.values()) keeper?.reconnected();
  }

  /** Trades up to this time may have been missed. */
  missed(upToUs: number): void {
    for (const { memory } of this.#bySymbol.values()) memory.missed(upToUs);
  }

  #retell(
    market: QuotedMarket,
    { i, memory }: Followed,
    tradeUs: number | null,
    toldUs: number,
    stood: number,
  ): RetoldStretch | null {
    if (tradeUs === null) {
      return Number.isNaN(toldUs) ? null : { fromUs: toldUs - UNKNOWN_BACK_US, toUs: toldUs };
    }
    const standing = memory.standing();
    const takenBack = stood - standing.length;
    const { wholeFromUs } = memory;
    const isMade = market.retell(i, standing, wholeFromUs, timeUs(tradeUs), takenBack);
    return isMade ? null : { fromUs: tradeUs, toUs: tradeUs };
  }

  /** Prices of 0 say that no bands are in force. */
  bands(market: QuotedMarket, { S, u, d }: WireBands): void {
    const followed = this.#of(S);
    if (followed === null) return;
    const { i, units } = followed;
    const lowerTicks = units.ticks(d);
    const upperTicks = units.ticks(u);
    const isBand = lowerTicks > 0 && upperTicks >= lowerTicks;
    if (!isBand && (u > 0 || d > 0)) this.ignored += 1;
    else market.bands(i, isBand ? { lowerTicks, upperTicks } : null);
  }

  status(market: QuotedMarket, { S, sc }: WireStatus): void {
    const followed = this.#of(S);
    if (followed === null) return;
    const isHalted = haltedBy(sc);
    if (isHalted !== null) market.halt(followed.i, isHalted);
  }

  #of(symbol: string): Followed | null {
    const followed = this.#bySymbol.get(symbol) ?? null;
    if (followed === null) this.ignored += 1;
    return followed;
  }
}

/** A bar of the wire in an instrument's units; null when its prices or its time make no sense. */
export function barOf(
  wire: Pick<WireBar, 'o' | 'h' | 'l' | 'c' | 'v'> & { readonly n?: number | undefined },
  units: FeedUnits,
  startUs: number,
): Bar | null {
  const { o, h, l, c, v, n = 0 } = wire;
  const [open, high, low, close] = [units.ticks(o), units.ticks(h), units.ticks(l), units.ticks(c)];
  const isInside = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close);
  if (!isInside || !Number.isSafeInteger(startUs)) return null;
  return {
    startUs: timeUs(startUs),
    openTicks: priceTicks(open),
    highTicks: priceTicks(high),
    lowTicks: priceTicks(low),
    closeTicks: priceTicks(close),
    volumeLots: qtyLots(units.lots(v)),
    trades: n,
  };
}

/** When the trading day of a day bar began here; Alpaca's starts at midnight of its exchange. */
export function tradingDayUs(zone: string, midnightUs: number): number {
  if (!Number.isSafeInteger(midnightUs)) return Number.NaN;
  return tradeDayAt(zone, timeUs(midnightUs + US_PER_DAY / 2)).startUs;
}

/**
 * Whether a status code stops trading (true) or lets it go on (false); null: neither. Source: status
 * codes of the CTA (2, 3) and UTP (H, P, T) tapes in Alpaca's documentation.
 */
function haltedBy(code: string): boolean | null {
  switch (code) {
    case '2':
    case 'H':
    case 'P':
    case 'F':
      return true;
    case '3':
    case 'T':
      return false;
    default:
      return null;
  }
}
