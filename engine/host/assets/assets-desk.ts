/** Answers what can be traded and when: from Alpaca as long as it answers, else from what is known here. */
import type { ReferenceApi } from '../../alpaca/reference-api.ts';
import type { RestResult } from '../../alpaca/rest-client.ts';
import { TtlCache } from '../../alpaca/ttl-cache.ts';
import type { WireAsset } from '../../alpaca/wire-schemas.ts';
import { usEquityCalendar } from '../../calendar/calendars.ts';
import { REMOTE_LISTS_MAX } from '../../contract/assets.ts';
import type { AssetReplies, AssetRow, LatestPrice, MarketClock } from '../../contract/assets.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { assertNever } from '../../domain/assert.ts';
import { priceText } from '../../domain/decimal.ts';
import { isPair } from '../../domain/feed-symbols.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { US_PER_MS } from '../../domain/time.ts';
import type { Clock } from '../../ports.ts';
import { CATALOGUE } from '../../simulator/catalogue.ts';
import type { Reply } from '../client-connection.ts';
import { searchAssets } from './asset-search.ts';

/** Lists of assets change over night, hours at openings, prices all the time. */
const ASSETS_TTL_MS = 12 * 3_600_000;
const CLOCK_TTL_MS = 30_000;
const PRICE_TTL_MS = 3_000;
const PRICES_KEPT = 1_000;

export type AssetRequest = RequestOf<keyof AssetReplies>;

export interface AssetsDeskOptions {
  /** null without keys. */
  readonly api: ReferenceApi | null;
  /** Feed that prices of shares are asked of. */
  readonly feed: string;
  readonly instruments: readonly Instrument[];
  /** Last price of a followed symbol in ticks; 0: none. */
  readonly lastTicks: (symbol: string) => number;
  readonly clock: Clock;
}

type Assets = RestResult<readonly WireAsset[]>;

export class AssetsDesk {
  readonly #options: AssetsDeskOptions;
  readonly #assets: TtlCache<Assets>;
  readonly #hours: TtlCache<MarketClock | null>;
  readonly #prices: TtlCache<LatestPrice>;
  readonly #calendar = usEquityCalendar();

  constructor(options: AssetsDeskOptions) {
    this.#options = options;
    const monotonicMs = (): number => options.clock.monotonicUs() / US_PER_MS;
    this.#assets = new TtlCache({ ttlMs: ASSETS_TTL_MS, bound: 2, monotonicMs });
    this.#hours = new TtlCache({ ttlMs: CLOCK_TTL_MS, bound: 1, monotonicMs });
    this.#prices = new TtlCache({ ttlMs: PRICE_TTL_MS, bound: PRICES_KEPT, monotonicMs });
  }

  /** Share of questions for latest prices that needed no request; undefined before the first. */
  get priceHitRate(): number | undefined {
    const { hits, misses } = this.#prices.figures;
    return hits + misses === 0 ? undefined : hits / (hits + misses);
  }

  async answer(body: AssetRequest): Promise<Reply> {
    switch (body.type) {
      case 'assets.search':
        return { ok: true, result: await this.#search(body.query, body.limit) };
      case 'market.clock':
        return { ok: true, result: await this.#clock() };
      case 'prices.latest':
        return { ok: true, result: { prices: await this.#latest(body.symbols) } };
      case 'watchlists.remote': {
        const lists = await this.#watchlists();
        return 'code' in lists ? { ok: false, refusal: lists } : { ok: true, result: lists };
      }
      default:
        return assertNever(body, 'request about assets');
    }
  }

  async #search(query: string, limit: number): Promise<AssetReplies['assets.search']> {
    const { api } = this.#options;
    const answers =
      api === null
        ? []
        : await Promise.all(
            (['us_equity', 'crypto'] as const).map((one) =>
              this.#assets.load(
                one,
                () => api.assets(one),
                ({ ok }) => ok,
              ),
            ),
          );
    const rows = answers.flatMap((one) => (one.ok ? one.value.map((row) => this.#row(row)) : []));
    const failed = answers.find((one) => !one.ok);
    if (rows.length > 0 && failed === undefined) {
      return { source: 'alpaca', problem: '', assets: searchAssets(rows, query, limit) };
    }
    const problem = failed?.ok === false ? failed.fault.refusal.value : '';
    return { source: 'local', problem, assets: searchAssets(this.#known(), query, limit) };
  }

  #row(asset: WireAsset): AssetRow {
    const isShortable = asset.shortable === true && asset.easy_to_borrow !== false;
    return {
      symbol: asset.symbol,
      name: asset.name ?? '',
      assetClass: asset.class === 'crypto' ? 'crypto' : 'us_equity',
      exchange: asset.exchange ?? '',
      isTradable: asset.tradable,
      isMarginable: asset.marginable === true,
      isShortable,
      isFractionable: asset.fractionable === true,
      priceStep: asset.price_increment ?? '',
      qtyStep: asset.min_trade_increment ?? '',
      isFollowed: this.#instrument(asset.symbol) !== undefined,
    };
  }

  /** What is followed, and what the simulated market has. */
  #known(): readonly AssetRow[] {
    const all = [...this.#options.instruments, ...CATALOGUE.map(({ instrument }) => instrument)];
    const bySymbol = new Map(all.map((instrument) => [instrument.symbol, instrument]));
    return [...bySymbol.values()].map(({ symbol, name, assetClass, lotDecimals }) => ({
      symbol,
      name,
      assetClass,
      exchange: '',
      isTradable: true,
      isMarginable: assetClass === 'us_equity',
      isShortable: assetClass !== 'crypto',
      isFractionable: lotDecimals > 0,
      priceStep: '',
      qtyStep: '',
      isFollowed: this.#instrument(symbol) !== undefined,
    }));
  }

  #instrument(symbol: string): Instrument | undefined {
    return this.#options.instruments.find((one) => one.symbol === symbol);
  }

  async #clock(): Promise<MarketClock> {
    const { api, clock } = this.#options;
    const known =
      api === null
        ? null
        : await this.#hours.load(
            '',
            () => this.#askClock(api),
            (hours) => hours !== null,
          );
    // What was asked before an opening does not know that it is over.
    const nowUs = clock.wallUs();
    const changesUs = known === null ? 0 : Math.min(known.nextOpenUs, known.nextCloseUs);
    if (known !== null && nowUs < changesUs) return known;
    return {
      source: 'local',
      isOpen: this.#calendar.sessionAt(nowUs) === 'regular',
      nextOpenUs: this.#calendar.nextOpenUs(nowUs),
      nextCloseUs: this.#calendar.nextCloseUs(nowUs),
      aheadMs: known?.aheadMs ?? null,
    };
  }

  async #askClock(api: ReferenceApi): Promise<MarketClock | null> {
    const { clock } = this.#options;
    const sentUs = clock.wallUs();
    const answer = await api.clock();
    if (!answer.ok) return null;
    const { timestamp, is_open, next_open, next_close } = answer.value;
    // Alpaca has looked at its clock about half way between.
    const aheadUs = timestamp - (sentUs + clock.wallUs()) / 2;
    return {
      source: 'alpaca',
      isOpen: is_open,
      nextOpenUs: next_open,
      nextCloseUs: next_close,
      aheadMs: Math.round(aheadUs / US_PER_MS),
    };
  }

  /** Followed symbols from their market, others from Alpaca in one request a class. */
  #latest(symbols: readonly string[]): Promise<LatestPrice[]> {
    const missing = symbols.filter(
      (symbol) => this.#instrument(symbol) === undefined && this.#prices.get(symbol) === undefined,
    );
    for (const some of [missing.filter(isPair), missing.filter((symbol) => !isPair(symbol))]) {
      if (some.length === 0) continue;
      const asked = this.#askPrices(some);
      for (const symbol of some) {
        const price = asked.then((prices) => prices.get(symbol) ?? { symbol, ...NO_PRICE });
        this.#prices.put(symbol, price, ({ source }) => source === 'alpaca');
      }
    }
    return Promise.all(symbols.map(async (symbol) => this.#priceOf(symbol)));
  }

  #priceOf(symbol: string): LatestPrice | Promise<LatestPrice> {
    const instrument = this.#instrument(symbol);
    if (instrument === undefined) return this.#prices.peek(symbol) ?? { symbol, ...NO_PRICE };
    const ticks = this.#options.lastTicks(symbol);
    const price = ticks > 0 ? priceText(instrument, ticks, instrument.tickDecimals) : null;
    return { symbol, price, source: 'local' };
  }

  async #askPrices(symbols: readonly string[]): Promise<ReadonlyMap<string, LatestPrice>> {
    const { api, feed } = this.#options;
    const prices = new Map<string, LatestPrice>();
    if (api === null) return prices;
    const isCrypto = symbols.every(isPair);
    const answer = await (isCrypto ? api.crypto : api.stocks).snapshots(symbols, feed, 'screen');
    if (!answer.ok) return prices;
    for (const symbol of symbols) {
      const price = answer.value.get(symbol)?.latestTrade?.p;
      const text = price === undefined ? null : String(price);
      prices.set(symbol, { symbol, price: text, source: 'alpaca' });
    }
    return prices;
  }

  async #watchlists(): Promise<AssetReplies['watchlists.remote'] | Refusal> {
    const { api } = this.#options;
    if (api === null) {
      return refusal('venue.no_keys', '', '', 'the terminal has keys of Alpaca to ask with');
    }
    const heads = await api.watchlists();
    if (!heads.ok) return heads.fault.refusal;
    const whole = await Promise.all(
      heads.value.slice(0, REMOTE_LISTS_MAX).map(({ id }) => api.watchlist(id)),
    );
    const lists = [];
    for (const one of whole) {
      if (!one.ok) return one.fault.refusal;
      const symbols = (one.value.assets ?? []).map(({ symbol }) => symbol);
      lists.push({ name: one.value.name, symbols });
    }
    return { lists };
  }
}

const NO_PRICE = { price: null, source: 'local' } as const;
