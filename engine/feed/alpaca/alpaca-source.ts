/**
 * The real market as a market source: the engine asks for what is due, and gets what has come over the
 * streams since. It tells quotes and prints; minute bars of the feed correct those made of prints.
 */
import type { FeedBudget, FeedStatus } from '../../contract/feed-status.ts';
import type { PaceAction, SourceStatus } from '../../contract/messages.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { assert } from '../../domain/assert.ts';
import { US_PER_MINUTE, US_PER_MS, timeUs } from '../../domain/time.ts';
import type { TimeUs } from '../../domain/time.ts';
import type { HouseMarket, MarketSource, QuotedMarket } from '../../ports.ts';
import { COUNTED_AFTER_US } from './backfill.ts';
import type { Backfill } from './backfill.ts';
import { FaultLog } from './fault-log.ts';
import { notConnected, notStreamed } from './follow-wish.ts';
import type { FollowWish } from './follow-wish.ts';
import { FeedReader } from './feed-reader.ts';
import type { FeedSink, FrameTimesListener } from './feed-reader.ts';
import { FrameQueue } from './frame-queue.ts';
import { MarketApplier } from './market-applier.ts';
import type { RetoldStretch } from './market-applier.ts';
import type { AlpacaStream, StreamListener, StreamStatus } from './stream-client.ts';
import type { StreamEncoding } from './stream-codec.ts';

/** Missed bars that one call takes, so that commands wait for a bounded time. */
const BARS_PER_CALL = 200;

/** Stretches that wait to be asked for; beyond it the oldest two become one. */
const RETOLD_MAX = 64;

/** HTTP status of a request beyond the budget. */
const TOO_MANY = 429;
const TOO_MANY_TEXT = 'Alpaca has refused a request as one too many this minute.';

export interface AlpacaSourceOptions {
  readonly instruments: readonly Instrument[];
  /** Name of the feed: `iex`, `sip`, `test`. */
  readonly feed: string;
  readonly encoding: StreamEncoding;
  readonly monotonicUs: () => number;
  readonly wallUs: () => number;
  /** Makes the stream that fills a queue and tells of itself. */
  readonly openStream: (queue: FrameQueue, listener: StreamListener) => AlpacaStream;
  readonly backfill: Backfill;
  /** Of requests for market data. */
  readonly budget: () => FeedBudget;
}

export class AlpacaSource implements MarketSource {
  readonly instruments: readonly Instrument[];
  readonly #instruments: Instrument[];
  readonly #options: AlpacaSourceOptions;
  /** An instrument that is asked for and has not been answered yet. */
  #wish: FollowWish | null = null;
  readonly #queue = new FrameQueue();
  readonly #reader: FeedReader;
  readonly #applier: MarketApplier;
  readonly #stream: AlpacaStream;
  #status: StreamStatus;
  #lastUs = 0;
  #applied = 0;
  /** Since when something may be missing; null while the stream is live. */
  #gapFromUs: number | null;
  /** Up to here everything is there or asked for, whatever has come since. */
  #wholeUpToUs: number;
  /** When the last frame came. */
  #heardUs: number;
  #hasHeard = false;
  #losses = 0;
  readonly #faults = new FaultLog();
  /** What was wrong with requests when that was looked at last. */
  #restProblem = '';
  #refusals = 0;
  /** Where trades were corrected or taken back, or may have been, and bars could not be made anew. */
  #retold: readonly RetoldStretch[] = [];
  #wake: () => void = () => undefined;

  /** `upToUs`: time up to which the bars that are there are whole. */
  constructor(options: AlpacaSourceOptions, upToUs: number) {
    this.#options = options;
    this.#instruments = [...options.instruments];
    this.instruments = this.#instruments;
    this.#applier = new MarketApplier(options.instruments);
    this.#reader = new FeedReader(this.#queue, options.encoding, options.monotonicUs);
    this.#gapFromUs = upToUs;
    this.#heardUs = upToUs;
    this.#wholeUpToUs = upToUs;
    this.#stream = options.openStream(this.#queue, {
      onStatus: (status) => {
        this.#hear(status);
      },
      onFrame: () => {
        this.#heardUs = options.wallUs();
        this.#hasHeard = true;
        this.#wake();
      },
    });
    this.#status = this.#stream.status;
    this.#stream.follow(options.instruments.map(({ symbol }) => symbol));
  }

  onFrameTimes(hear: FrameTimesListener): void {
    this.#reader.onFrameTimes(hear);
  }

  /** Connects; a source that follows nothing waits until it does. */
  start(): void {
    if (this.instruments.length > 0) this.#stream.start();
  }

  /**
   * Asks Alpaca for one more symbol. Once its data comes, `admit` is called, which lets it trade, and its
   * past of `pastUs` is fetched. Resolves with null then, or with why it cannot be had, and nothing has changed.
   */
  followMore(instrument: Instrument, admit: () => void, pastUs: number): Promise<Refusal | null> {
    const { symbol } = instrument;
    const isFirst = this.instruments.length === 0;
    if (this.#wish !== null) {
      const rule = 'one symbol is asked for at a time; try again';
      return Promise.resolve(refusal('venue.busy', 'symbol', symbol, rule));
    }
    if (!isFirst && this.#status.state !== 'live') {
      return Promise.resolve(notConnected(symbol));
    }
    return new Promise((resolve) => {
      this.#wish = { instrument, admit, pastUs, resolve };
      this.#stream.follow([...this.instruments.map((one) => one.symbol), symbol]);
      if (isFirst) this.#stream.start();
    });
  }

  stop(): void {
    this.#stream.stop();
    this.#options.backfill.stop();
  }

  /** Tries at once, also after what had stopped the stream. */
  reconnect(isDoubtful = false): void {
    this.#stream.start();
    if (isDoubtful) this.#stream.renew();
    this.#stream.retryNow();
  }

  onEvents(wake: () => void): void {
    this.#wake = wake;
  }

  marketUs(wallUs: TimeUs): TimeUs {
    this.#lastUs = Math.max(this.#lastUs, wallUs);
    return timeUs(this.#lastUs);
  }

  advance(
    wallUs: TimeUs,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    const { quoted } = market;
    assert(quoted !== undefined, 'a feed is for a market of quotes and prints');
    setTime(this.marketUs(wallUs));
    return this.apply(wallUs, eventsMax, quoted);
  }

  receivedUs(): number | null {
    return this.#reader.oldestUs;
  }

  /** Applies what has come to a market that knows the time already; returns how much it was. */
  apply(wallUs: TimeUs, eventsMax: number, quoted: QuotedMarket): number {
    this.#noteRest();
    this.#askAgain(wallUs);
    const missed = this.#options.backfill.take(BARS_PER_CALL);
    for (const { i, timeframe, bar } of missed) quoted.bar(i, timeframe, bar);
    for (const { i, fromUs, toUs, startsUs } of this.#options.backfill.takeTraded()) {
      quoted.tradedIn(i, fromUs, toUs, startsUs);
    }
    const read = this.#reader.read(eventsMax, this.#sinkOf(quoted));
    this.#stream.resume();
    this.#applied += read + missed.length;
    // A slice has ended before the queue did: the next comes after what else waits for this thread.
    if (this.#reader.hasMore) this.#wake();
    return read + missed.length;
  }

  /** The real market keeps its own pace; the host refuses these before. */
  control(_action: PaceAction): void {
    return undefined;
  }

  status(wallUs: TimeUs): SourceStatus {
    // What is told as wrong now stands among the last faults in the same report.
    this.#noteRest();
    const { state, fault } = this.#status;
    return {
      kind: 'alpaca',
      label: `Alpaca ${this.#options.feed}`,
      state: state === 'live' ? 'running' : state === 'stopped' ? 'failed' : 'disconnected',
      speed: 1,
      marketUs: this.marketUs(wallUs),
      eventsDone: this.#applied,
      eventsTotal: 0,
      problem: fault?.sentence ?? this.#options.backfill.problem,
      drills: [],
      feed: this.#feedStatus(),
    };
  }

  #feedStatus(): FeedStatus {
    const { state, fault, attempts, retryInMs, followed, refused, losses } = this.#status;
    const { counts } = this.#reader;
    const { wallUs } = this.#options;
    return {
      feed: this.#options.feed,
      state,
      faultCode: fault?.code ?? 0,
      attempts,
      retryInMs: Math.round(retryInMs),
      followed,
      refused,
      losses,
      queueLength: this.#queue.length,
      queueBound: this.#queue.bound,
      queueDeepest: this.#queue.deepest,
      messages: counts.messages,
      conflated: counts.conflated,
      unknown: counts.unknown,
      invalid: counts.invalid + this.#applier.ignored,
      lagUs: Math.round(counts.lagUs),
      quietMs: this.#hasHeard ? Math.max(0, (wallUs() - this.#heardUs) / US_PER_MS) : 0,
      budget: this.#options.budget(),
      faults: this.#faults.faults,
      gaps: this.#options.backfill.gaps,
    };
  }

  /** A problem with requests lasts over attempts; only a new one is noted. */
  #noteRest(): void {
    const { refusals } = this.#options.budget();
    if (refusals > this.#refusals) {
      this.#refusals = refusals;
      this.#faults.note('rest', TOO_MANY, TOO_MANY_TEXT, this.#options.wallUs());
    }
    const { problem, problemStatus } = this.#options.backfill;
    if (problem === this.#restProblem) return;
    this.#restProblem = problem;
    if (problem === '' || problemStatus === TOO_MANY) return;
    this.#faults.note('rest', problemStatus, problem, this.#options.wallUs());
  }

  /** Whether every bar that can be had is there. */
  get isWhole(): boolean {
    return this.#gapFromUs === null && this.#retold.length === 0 && this.#options.backfill.isWhole;
  }

  #hear(status: StreamStatus): void {
    if (status.fault !== null && status.fault !== this.#status.fault) {
      const { code, sentence } = status.fault;
      this.#faults.note('stream', code, sentence, this.#options.wallUs());
    }
    this.#status = status;
    this.#settleWish(status);
    const { wallUs, backfill } = this.#options;
    if (status.losses > this.#losses) {
      this.#losses = status.losses;
      this.#applier.reconnected();
      // A line can be dead long before it is noticed; and the bar of the minute before the last frame
      // may have been on its way. What was read late, after a sleep, is as old as it says itself.
      const heardUs = Math.min(this.#heardUs, this.#applier.lastEventUs);
      this.#gapFromUs ??= Math.max(this.#wholeUpToUs, heardUs) - US_PER_MINUTE;
    }
    // Only once symbols are followed does nothing more get lost.
    if (status.state !== 'live' || status.followed === 0 || this.#gapFromUs === null) return;
    this.#wholeUpToUs = wallUs();
    this.#applier.missed(this.#wholeUpToUs);
    const toUs = this.#wholeUpToUs;
    backfill.fill({ fromUs: this.#gapFromUs, toUs });
    this.#gapFromUs = null;
    // Alpaca has not counted its newest minutes yet: one whose only trade was taken back has a bar until then.
    this.#noteRetold({ fromUs: toUs - US_PER_MINUTE - COUNTED_AFTER_US, toUs });
  }

  /** Whether what was wished for has been answered. */
  #settleWish(status: StreamStatus): void {
    const wish = this.#wish;
    if (wish === null) return;
    const { instrument, admit, pastUs, resolve } = wish;
    const { symbol } = instrument;
    const refused = status.refused.find((one) => one.symbol === symbol);
    if (this.#stream.isFollowing(symbol)) {
      this.#wish = null;
      admit();
      this.#instruments.push(instrument);
      this.#applier.add(instrument);
      const { wallUs, backfill } = this.#options;
      backfill.follow(instrument);
      // The first one's past is fetched with the gap that ends now.
      const toUs = wallUs();
      if (this.#gapFromUs === null) backfill.begin(instrument, { fromUs: toUs - pastUs, toUs });
      resolve(null);
      return;
    }
    const isGone = status.state === 'waiting' || status.state === 'stopped';
    if (refused === undefined && !isGone) return;
    this.#wish = null;
    this.#stream.forget(symbol);
    if (this.instruments.length === 0) this.#stream.stop();
    resolve(
      refused === undefined
        ? notConnected(symbol)
        : notStreamed(symbol, refused.code, status.followed),
    );
  }

  #noteRetold(stretch: RetoldStretch | null): void {
    if (stretch === null) return;
    const all = [...this.#retold, stretch];
    const [first = stretch, second = stretch, ...rest] = all;
    const joined = {
      fromUs: Math.min(first.fromUs, second.fromUs),
      toUs: Math.max(first.toUs, second.toUs),
    };
    this.#retold = all.length > RETOLD_MAX ? [joined, ...rest] : all;
  }

  /** Asks for the bars of minutes that trades have changed, once Alpaca has counted these. */
  #askAgain(wallUs: number): void {
    if (this.#retold.length === 0) return;
    const isCounted = ({ toUs }: RetoldStretch): boolean =>
      toUs - (toUs % US_PER_MINUTE) + US_PER_MINUTE + COUNTED_AFTER_US <= wallUs;
    for (const stretch of this.#retold) {
      if (isCounted(stretch)) this.#options.backfill.refresh(stretch);
    }
    this.#retold = this.#retold.filter((stretch) => !isCounted(stretch));
  }

  #sinkOf(market: QuotedMarket): FeedSink {
    const applier = this.#applier;
    return {
      trade: (message) => {
        applier.trade(market, message);
      },
      quote: (message) => {
        applier.quote(market, message);
      },
      bar: (message) => {
        applier.bar(market, message);
      },
      status: (message) => {
        applier.status(market, message);
      },
      bands: (message) => {
        applier.bands(market, message);
      },
      // Its tape is not rewritten, as nothing that traded on it can be; bars are.
      correction: (message) => {
        this.#noteRetold(applier.correction(market, message));
      },
      cancel: (message) => {
        this.#noteRetold(applier.cancel(market, message));
      },
      book: (message) => {
        if (applier.book(market, message)) this.#stream.again(message.S, 'orderbooks');
      },
      bookLost: (symbol) => {
        for (const one of applier.bookLost(market, symbol)) this.#stream.again(one, 'orderbooks');
      },
      control: (message) => {
        this.#stream.control(message);
      },
    };
  }
}
