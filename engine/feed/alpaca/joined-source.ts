/**
 * Two feeds as one market: Alpaca has a socket for stocks and another for crypto. Each keeps itself up;
 * together they are as well as the one that is worse.
 */
import type { FeedStatus } from '../../contract/feed-status.ts';
import type { PaceAction, SourceStatus } from '../../contract/messages.ts';
import { assert } from '../../domain/assert.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { TimeUs } from '../../domain/time.ts';
import type { HouseMarket, MarketSource, QuotedMarket } from '../../ports.ts';
import type { AlpacaSource } from './alpaca-source.ts';

/** From what hurts most to what does not. */
const STATES: readonly FeedStatus['state'][] = [
  'stopped',
  'waiting',
  'connecting',
  'authenticating',
  'idle',
  'live',
];

/** Instruments of the first come first, so that those of the second stand behind them. */
export class JoinedSource implements MarketSource {
  readonly instruments: readonly Instrument[];
  readonly #first: AlpacaSource;
  readonly #second: AlpacaSource;
  /** The market as the second numbers it, and of which market that is. */
  #shifted: { readonly of: QuotedMarket; readonly market: QuotedMarket } | null = null;

  constructor(first: AlpacaSource, second: AlpacaSource) {
    this.#first = first;
    this.#second = second;
    this.instruments = [...first.instruments, ...second.instruments];
  }

  stop(): void {
    this.#first.stop();
    this.#second.stop();
  }

  reconnect(isDoubtful: boolean): void {
    this.#first.reconnect(isDoubtful);
    this.#second.reconnect(isDoubtful);
  }

  onEvents(wake: () => void): void {
    this.#first.onEvents(wake);
    this.#second.onEvents(wake);
  }

  marketUs(wallUs: TimeUs): TimeUs {
    return this.#first.marketUs(wallUs);
  }

  /** What the first leaves of `eventsMax` is the second's, but never nothing. */
  advance(
    wallUs: TimeUs,
    eventsMax: number,
    { quoted }: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    assert(quoted !== undefined, 'a feed is for a market of quotes and prints');
    setTime(this.marketUs(wallUs));
    const half = Math.ceil(eventsMax / 2);
    const first = this.#first.apply(wallUs, half, quoted);
    return first + this.#second.apply(wallUs, half, this.#shift(quoted));
  }

  control(action: PaceAction): void {
    this.#first.control(action);
  }

  status(wallUs: TimeUs): SourceStatus {
    const [first, second] = [this.#first.status(wallUs), this.#second.status(wallUs)];
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

  #shift(quoted: QuotedMarket): QuotedMarket {
    if (this.#shifted?.of === quoted) return this.#shifted.market;
    const market = shiftedBy(quoted, this.#first.instruments.length);
    this.#shifted = { of: quoted, market };
    return market;
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

/** A market whose instruments begin at `by`. */
function shiftedBy(quoted: QuotedMarket, by: number): QuotedMarket {
  return {
    quote: (i, bidTicks, bidLots, askTicks, askLots) => {
      quoted.quote(i + by, bidTicks, bidLots, askTicks, askLots);
    },
    print: (i, priceTicks, qtyLots, aggressor, executedUs) =>
      quoted.print(i + by, priceTicks, qtyLots, aggressor, executedUs),
    bar: (i, timeframe, bar) => {
      quoted.bar(i + by, timeframe, bar);
    },
    retell: (i, trades, wholeFromUs, atUs) => quoted.retell(i + by, trades, wholeFromUs, atUs),
    tradedIn: (i, fromUs, toUs, startsUs) => {
      quoted.tradedIn(i + by, fromUs, toUs, startsUs);
    },
    halt: (i, isHalted) => {
      quoted.halt(i + by, isHalted);
    },
  };
}
