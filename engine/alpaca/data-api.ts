import { z } from 'zod';
import type { RestClient, RestResult } from './rest-client.ts';
import type { RequestPriority } from './request-budget.ts';
import { wireHistoryBar, wireHistoryTrade, wirePage, wireSnapshots } from './wire-schemas.ts';
import type { WireHistoryBar, WireHistoryTrade, WireSnapshot } from './wire-schemas.ts';

/** Most items that Alpaca puts on a page, over all symbols. */
const PAGE_MAX = 10_000;

/** Pages of one answer that are followed: ten million items; a token that never ends stops there. */
const PAGES_MAX = 1_000;

const barPage = wirePage('bars', wireHistoryBar);
const tradePage = wirePage('trades', wireHistoryTrade);

interface WirePage<Item> {
  readonly items: Readonly<Record<string, readonly Item[] | null | undefined>>;
  readonly nextPageToken: string | null;
}

/** A period of history; both ends belong to it. */
export interface HistoryQuery {
  readonly symbols: readonly string[];
  /** RFC 3339. */
  readonly start: string;
  readonly end: string;
  readonly feed: string;
  readonly priority: RequestPriority;
  readonly signal?: AbortSignal;
}

/** What one page has brought, by symbol, oldest first within each. */
export type HistoryPage<Item> = ReadonlyMap<string, readonly Item[]>;

/** History and snapshots of stocks (`/v2/stocks`) or of crypto (`/v1beta3/crypto/us`). */
export class DataApi {
  readonly #rest: RestClient;
  readonly #root: string;
  /** One feed, and nothing that is adjusted. */
  readonly #isCrypto: boolean;

  constructor(rest: RestClient, market: 'stocks' | 'crypto') {
    this.#rest = rest;
    this.#isCrypto = market === 'crypto';
    this.#root = market === 'stocks' ? '/v2/stocks' : '/v1beta3/crypto/us';
  }

  /** Bars as they were, not adjusted; `timeframe` as Alpaca writes it: `1Min`, `1Day`. */
  bars(
    query: HistoryQuery,
    timeframe: string,
  ): AsyncGenerator<RestResult<HistoryPage<WireHistoryBar>>> {
    const adjustment = this.#isCrypto ? null : 'raw';
    return this.#pages('bars', query, { timeframe, adjustment }, barPage);
  }

  /** Trades, those that do not update bars included. */
  trades(query: HistoryQuery): AsyncGenerator<RestResult<HistoryPage<WireHistoryTrade>>> {
    return this.#pages('trades', query, {}, tradePage);
  }

  /** Last trade, quote and bars of symbols; those that Alpaca does not know are missing. */
  async snapshots(
    symbols: readonly string[],
    feed: string,
    priority: RequestPriority,
  ): Promise<RestResult<ReadonlyMap<string, WireSnapshot>>> {
    const query = { symbols: symbols.join(','), feed: this.#isCrypto ? null : feed };
    const answer = await this.#rest.call({
      method: 'GET',
      path: `${this.#root}/snapshots`,
      query,
      priority,
      schema: this.#isCrypto ? cryptoSnapshots : wireSnapshots,
    });
    if (!answer.ok) return answer;
    const known = new Map<string, WireSnapshot>();
    for (const [symbol, one] of Object.entries(answer.value))
      if (one !== null) known.set(symbol, one);
    return { ok: true, value: known };
  }

  /**
   * Follows page after page. The first that fails ends it: what came before is whole, and the caller
   * may go on from its last item.
   */
  async *#pages<Item>(
    what: 'bars' | 'trades',
    { symbols, start, end, feed, priority, signal }: HistoryQuery,
    more: Readonly<Record<string, string | null>>,
    schema: z.ZodType<WirePage<Item>>,
  ): AsyncGenerator<RestResult<HistoryPage<Item>>> {
    const query = {
      symbols: symbols.join(','),
      start,
      end,
      feed: this.#isCrypto ? null : feed,
      limit: PAGE_MAX,
      ...more,
    };
    let pageToken: string | null = null;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer: RestResult<WirePage<Item>> = await this.#rest.call({
        method: 'GET',
        path: `${this.#root}/${what}`,
        query: { ...query, page_token: pageToken },
        priority,
        schema,
        ...(signal === undefined ? {} : { signal }),
      });
      if (!answer.ok) {
        yield answer;
        return;
      }
      const items = new Map<string, readonly Item[]>();
      for (const [symbol, list] of Object.entries(answer.value.items))
        items.set(symbol, list ?? []);
      yield { ok: true, value: items };
      pageToken = answer.value.nextPageToken;
      if (pageToken === null || pageToken === '') return;
    }
  }
}

const cryptoSnapshots = z
  .object({ snapshots: wireSnapshots })
  .transform(({ snapshots }) => snapshots);
