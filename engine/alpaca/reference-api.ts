/**
 * What an account may be asked about the market itself: assets, hours, watchlists, last prices. It cannot
 * place an order, so the local venue may have it too.
 */
import { z } from 'zod';
import type { DataApi } from './data-api.ts';
import type { RestClient, RestResult } from './rest-client.ts';
import { wireAsset, wireClock, wireWatchlist, wireWatchlists } from './wire-schemas.ts';
import type { WireAsset } from './wire-schemas.ts';

/** Assets that are read before others have their turn: about a millisecond. */
const ROWS_PER_TURN = 100;

const assetRows = z.custom<readonly WireAsset[]>(Array.isArray);

export class ReferenceApi {
  readonly #trading: RestClient;
  readonly stocks: DataApi;
  readonly crypto: DataApi;

  constructor(trading: RestClient, stocks: DataApi, crypto: DataApi) {
    this.#trading = trading;
    this.stocks = stocks;
    this.crypto = crypto;
  }

  clock() {
    return this.#trading.call({
      method: 'GET',
      path: '/v2/clock',
      priority: 'screen',
      schema: wireClock,
    });
  }

  /** All assets of a class that are active: ten thousand shares, which are read a few at a time. */
  assets(assetClass: 'us_equity' | 'crypto'): Promise<RestResult<readonly WireAsset[]>> {
    return this.#trading.call({
      method: 'GET',
      path: '/v2/assets',
      query: { status: 'active', asset_class: assetClass },
      priority: 'screen',
      schema: assetRows,
      read: readRows,
    });
  }

  /** Names and ids; the symbols of one come with `watchlist`. */
  watchlists() {
    const path = '/v2/watchlists';
    return this.#trading.call({ method: 'GET', path, priority: 'screen', schema: wireWatchlists });
  }

  watchlist(id: string) {
    const path = `/v2/watchlists/${encodeURIComponent(id)}`;
    return this.#trading.call({ method: 'GET', path, priority: 'screen', schema: wireWatchlist });
  }
}

/**
 * Reads an array of assets slice by slice, letting what waits for the thread go first in between: whole,
 * it would stop orders for a tenth of a second. Rows that are not as documented are left out. Assets hold
 * no objects, so that one ends where a brace and the next begins; should a name look so, the slice does
 * not parse and the answer is read whole. undefined: it is no array.
 */
async function readRows(text: string): Promise<unknown> {
  const rows: WireAsset[] = [];
  const pieces = text.trim().slice(1, -1).split(BETWEEN_ROWS);
  for (let from = 0; from < pieces.length; from += ROWS_PER_TURN) {
    const slice = arrayOf(`[${pieces.slice(from, from + ROWS_PER_TURN).join()}]`);
    if (slice === undefined) return arrayOf(text)?.flatMap(rowOf);
    rows.push(...slice.flatMap(rowOf));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rows;
}

const BETWEEN_ROWS = /(?<=\}),\s*(?=\{)/;

function rowOf(one: unknown): readonly WireAsset[] {
  const row = wireAsset.safeParse(one);
  return row.success ? [row.data] : [];
}

function arrayOf(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    // The caller says that the answer was not what it should be.
    return undefined;
  }
}
