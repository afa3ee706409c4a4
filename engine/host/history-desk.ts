import type { ReplyMap, RequestOf } from '../contract/messages.ts';
import { STORED_TIMEFRAMES } from '../bars/bar-set.ts';
import { TIMEFRAME_US } from '../domain/bar.ts';
import type { Timeframe } from '../domain/bar.ts';
import type { HistoryReplies } from '../contract/history.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { StoreReaders } from '../store/readers.ts';

/** Requests about the past over any period. */
export type HistoryRequest = RequestOf<keyof HistoryReplies>;

const STORED: ReadonlySet<Timeframe> = new Set(STORED_TIMEFRAMES);

/** Answers queries about the past: from memory where it reaches, from the store beyond. */
export class HistoryDesk {
  readonly #readers: StoreReaders;
  readonly #caughtUp: () => Promise<void>;
  readonly #barsUntilUs: () => number;

  /**
   * `caughtUp` resolves when what is projected behind the order path is complete, or in a moment.
   * `barsUntilUs`: no stored bar that ends later is told, for what a recording has played before lies in its
   * future once it has been taken back.
   */
  constructor(
    readers: StoreReaders,
    caughtUp: () => Promise<void> = () => Promise.resolve(),
    barsUntilUs: () => number = () => Number.POSITIVE_INFINITY,
  ) {
    this.#readers = readers;
    this.#caughtUp = caughtUp;
    this.#barsUntilUs = barsUntilUs;
  }

  /** Answers the requests of engine/contract/history.ts. */
  async past(request: HistoryRequest): Promise<HistoryReplies[HistoryRequest['type']]> {
    const { type, ...args } = request;
    const { side, tag } = request.filter;
    const isOfFills =
      (type === 'history.fills' || (type === 'history.places' && request.subject === 'fills')) &&
      side === null &&
      tag === null;
    if (!isOfFills) await this.#caughtUp();
    return this.#readers.read(type, args);
  }

  fills(query: RequestOf<'fills.page'>): Promise<ReplyMap['fills.page']> {
    const { symbol, beforeExecutionId, limit } = query;
    return this.#readers.read('fills.page', { symbol, beforeExecutionId, limit });
  }

  orders(query: RequestOf<'orders.page'>): Promise<ReplyMap['orders.page']> {
    const { symbol, beforeOrderId, limit } = query;
    return this.#readers.read('orders.page', { symbol, beforeOrderId, limit });
  }

  equity(query: RequestOf<'equity.history'>): Promise<ReplyMap['equity.history']> {
    const { fromUs, toUs, limit } = query;
    return this.#readers.read('equity.history', { fromUs, toUs, limit });
  }

  async settings(): Promise<ReplyMap['settings.load']['settings']> {
    return (await this.#readers.read('settings.load', {})).settings;
  }

  /** The newest `limit` bars before `beforeUs`, the forming one included, or those after `afterUs`. */
  async bars(
    market: InstrumentMarket,
    { timeframe, beforeUs, afterUs, limit }: RequestOf<'bars.history'>,
  ): Promise<ReplyMap['bars.history']> {
    if (afterUs !== undefined) {
      return this.#barsAfter(market, { timeframe, beforeUs, afterUs, limit });
    }
    const series = market.bars.of(timeframe);
    const recent = series.before(beforeUs ?? Number.POSITIVE_INFINITY, limit + 1);
    if (recent.length > limit) return { bars: recent.slice(1), more: true };
    if (!STORED.has(timeframe)) return { bars: recent, more: false };
    const { symbol } = market.instrument;
    const oldestUs = recent[0]?.startUs ?? beforeUs;
    const missing = limit - recent.length;
    if (missing === 0) return { bars: recent, more: true };
    const stored = await this.#readers.read('bars.history', {
      symbol,
      timeframe,
      beforeUs: this.#below(timeframe, oldestUs),
      limit: missing,
    });
    return { bars: [...stored.bars, ...recent], more: stored.more };
  }

  /** The store may be behind with the newest bars: what is in memory counts. */
  async #barsAfter(
    market: InstrumentMarket,
    query: Omit<RequestOf<'bars.history'>, 'type' | 'symbol'> & { readonly afterUs: number },
  ): Promise<ReplyMap['bars.history']> {
    const { timeframe, beforeUs, afterUs, limit } = query;
    const belowUs = beforeUs ?? Number.POSITIVE_INFINITY;
    const series = market.bars.of(timeframe);
    const recent = series.from(afterUs + 1).filter(({ startUs }) => startUs < belowUs);
    const [oldest] = series.from(0);
    const reaches = oldest !== undefined && oldest.startUs <= afterUs;
    if (reaches || !STORED.has(timeframe)) {
      return { bars: recent.slice(0, limit), more: recent.length > limit };
    }
    const { symbol } = market.instrument;
    const untilUs = this.#below(timeframe, beforeUs);
    const stored = await this.#readers.read('bars.history', {
      ...{ symbol, ...query },
      beforeUs: untilUs,
    });
    if (stored.more) return stored;
    const firstUs = recent[0]?.startUs ?? Number.POSITIVE_INFINITY;
    const bars = [...stored.bars.filter(({ startUs }) => startUs < firstUs), ...recent];
    return { bars: bars.slice(0, limit), more: bars.length > limit };
  }

  /** Start below which a bar of the store may be told. */
  #below(timeframe: Timeframe, beforeUs: number | null): number | null {
    const untilUs = this.#barsUntilUs();
    if (untilUs === Number.POSITIVE_INFINITY) return beforeUs;
    const endsInTime = untilUs - TIMEFRAME_US[timeframe] + 1;
    return beforeUs === null ? endsInTime : Math.min(beforeUs, endsInTime);
  }
}
