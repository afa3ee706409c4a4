import type { ReplyMap, RequestOf } from '../contract/messages.ts';
import { STORED_TIMEFRAMES } from '../bars/bar-set.ts';
import type { Timeframe } from '../domain/bar.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { StoreReaders } from '../store/readers.ts';

const STORED: ReadonlySet<Timeframe> = new Set(STORED_TIMEFRAMES);

/** Answers queries about the past: from memory where it reaches, from the store beyond. */
export class HistoryDesk {
  readonly #readers: StoreReaders;

  constructor(readers: StoreReaders) {
    this.#readers = readers;
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

  /** The newest `limit` bars before `beforeUs`, the forming one included. */
  async bars(
    market: InstrumentMarket,
    { timeframe, beforeUs, limit }: RequestOf<'bars.history'>,
  ): Promise<ReplyMap['bars.history']> {
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
      beforeUs: oldestUs,
      limit: missing,
    });
    return { bars: [...stored.bars, ...recent], more: stored.more };
  }
}
