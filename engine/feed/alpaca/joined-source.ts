/**
 * Two feeds as one market: Alpaca has a socket for stocks and another for crypto. Each keeps itself up;
 * together they are as well as the one that is worse. A feed that follows nothing is not connected and
 * counts for nothing.
 */
import type { FeedStatus } from '../../contract/feed-status.ts';
import type { PaceAction, SourceStatus } from '../../contract/messages.ts';
import { assert } from '../../domain/assert.ts';
import { isPair } from '../../domain/feed-symbols.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { TimeUs } from '../../domain/time.ts';
import type { HouseMarket, MarketSource, QuotedMarket } from '../../ports.ts';
import type { AlpacaSource } from './alpaca-source.ts';
import type { FrameTimesListener } from './feed-reader.ts';

/** From what hurts most to what does not. */
const STATES: readonly FeedStatus['state'][] = [
  'stopped',
  'waiting',
  'connecting',
  'authenticating',
  'idle',
  'live',
];

/** One feed, and where its instruments stand among those of both. */
interface Part {
  readonly source: AlpacaSource;
  readonly places: number[];
}

/** Those of shares begin first, then those of coins; what is followed later stands behind all. */
export class JoinedSource implements MarketSource {
  readonly instruments: readonly Instrument[];
  readonly #all: Instrument[];
  readonly #shares: Part;
  readonly #coins: Part;
  readonly #pastUs: number;
  /** The market as each feed numbers it, and of which market that is. */
  #placed: { readonly of: QuotedMarket; readonly markets: readonly QuotedMarket[] } | null = null;

  /** `pastUs`: how long before now the minutes of one more instrument begin, in microseconds. */
  constructor(shares: AlpacaSource, coins: AlpacaSource, pastUs: number) {
    this.#all = [...shares.instruments, ...coins.instruments];
    this.instruments = this.#all;
    const count = shares.instruments.length;
    this.#shares = { source: shares, places: shares.instruments.map((_, i) => i) };
    this.#coins = { source: coins, places: coins.instruments.map((_, i) => count + i) };
    this.#pastUs = pastUs;
  }

  onFrameTimes(hear: FrameTimesListener): void {
    for (const { source } of this.#parts) source.onFrameTimes(hear);
  }

  /** Whether every bar that can be had is there. */
  get isWhole(): boolean {
    return this.#used.every(({ source }) => source.isWhole);
  }

  stop(): void {
    for (const { source } of this.#parts) source.stop();
  }

  reconnect(isDoubtful = false): void {
    for (const { source } of this.#used) source.reconnect(isDoubtful);
  }

  onEvents(wake: () => void): void {
    for (const { source } of this.#parts) source.onEvents(wake);
  }

  follow(instrument: Instrument, admit: () => void): Promise<Refusal | null> {
    const { source, places } = isPair(instrument.symbol) ? this.#coins : this.#shares;
    const place = (): void => {
      admit();
      places.push(this.#all.length);
      this.#all.push(instrument);
    };
    return source.followMore(instrument, place, this.#pastUs);
  }

  marketUs(wallUs: TimeUs): TimeUs {
    return this.#shares.source.marketUs(wallUs);
  }

  advance(
    wallUs: TimeUs,
    eventsMax: number,
    { quoted }: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    assert(quoted !== undefined, 'a feed is for a market of quotes and prints');
    setTime(this.marketUs(wallUs));
    const [shares, coins] = this.#marketsOf(quoted);
    assert(shares !== undefined && coins !== undefined, 'both have a market');
    const isOne = this.#shares.places.length === 0 || this.#coins.places.length === 0;
    const most = isOne ? eventsMax : Math.ceil(eventsMax / 2);
    return (
      this.#shares.source.apply(wallUs, most, shares) +
      this.#coins.source.apply(wallUs, most, coins)
    );
  }

  receivedUs(): number | null {
    const [shares, coins] = [this.#shares.source.receivedUs(), this.#coins.source.receivedUs()];
    return shares === null || coins === null ? (shares ?? coins) : Math.min(shares, coins);
  }

  control(action: PaceAction): void {
    this.#shares.source.control(action);
  }

  status(wallUs: TimeUs): SourceStatus {
    const [first, second] = this.#used.map(({ source }) => source.status(wallUs));
    assert(first !== undefined, 'something is followed');
    if (second === undefined) return first;
    const isSecondWorse = rankOf(second) < rankOf(first);
    const worse = isSecondWorse ? second : first;
    assert(first.feed !== null && second.feed !== null, 'both are feeds');
    return {
      ...worse,
      label: `${first.label}, ${second.feed.feed}`,
      eventsDone: first.eventsDone + second.eventsDone,
      problem: worse.problem === '' ? first.problem || second.problem : worse.problem,
      feed: joined(first.feed, second.feed, isSecondWorse),
    };
  }

  get #parts(): readonly Part[] {
    return [this.#shares, this.#coins];
  }

  get #used(): readonly Part[] {
    return this.#parts.filter(({ source }) => source.instruments.length > 0);
  }

  #marketsOf(quoted: QuotedMarket): readonly QuotedMarket[] {
    if (this.#placed?.of !== quoted) {
      const markets = this.#parts.map(({ places }) => placedAt(quoted, places));
      this.#placed = { of: quoted, markets };
    }
    return this.#placed.markets;
  }
}

function rankOf({ feed }: SourceStatus): number {
  return STATES.indexOf(feed?.state ?? 'live');
}

function joined(first: FeedStatus, second: FeedStatus, isSecondWorse: boolean): FeedStatus {
  const worse = isSecondWorse ? second : first;
  return {
    // Of state, its number, attempts and wait; the request budget is one for both.
    ...worse,
    feed: `${first.feed}, ${second.feed}`,
    followed: first.followed + second.followed,
    refused: [...first.refused, ...second.refused],
    losses: first.losses + second.losses,
    queueLength: Math.max(first.queueLength, second.queueLength),
    queueDeepest: Math.max(first.queueDeepest, second.queueDeepest),
    messages: first.messages + second.messages,
    conflated: first.conflated + second.conflated,
    unknown: first.unknown + second.unknown,
    invalid: first.invalid + second.invalid,
    lagUs: Math.max(first.lagUs, second.lagUs),
    quietMs: Math.min(first.quietMs, second.quietMs),
    faults: [...first.faults, ...second.faults].sort((a, b) => b.lastUs - a.lastUs),
    gaps: [...first.gaps, ...second.gaps].sort((a, b) => a.fromUs - b.fromUs),
  };
}

/** A market whose instruments stand at these places. */
function placedAt(quoted: QuotedMarket, places: readonly number[]): QuotedMarket {
  const at = (i: number): number => places[i] ?? i;
  return {
    awaitsQuote: (i) => quoted.awaitsQuote(at(i)),
    quote: (i, bidTicks, bidLots, askTicks, askLots, quotedUs) => {
      quoted.quote(at(i), bidTicks, bidLots, askTicks, askLots, quotedUs);
    },
    print: (i, priceTicks, qtyLots, aggressor, executedUs) =>
      quoted.print(at(i), priceTicks, qtyLots, aggressor, executedUs),
    bar: (i, timeframe, bar) => {
      quoted.bar(at(i), timeframe, bar);
    },
    retell: (i, trades, wholeFromUs, atUs, takenBack) =>
      quoted.retell(at(i), trades, wholeFromUs, atUs, takenBack),
    tradedIn: (i, fromUs, toUs, startsUs) => {
      quoted.tradedIn(at(i), fromUs, toUs, startsUs);
    },
    book: (i, book) => {
      quoted.book(at(i), book);
    },
    bands: (i, bands) => {
      quoted.bands(at(i), bands);
    },
    halt: (i, isHalted) => {
      quoted.halt(at(i), isHalted);
    },
  };
}
