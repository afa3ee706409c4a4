/** Answers what can be traded and when: from Alpaca as long as it answers, else from what is known here. */
import type { ReferenceApi } from '../../alpaca/reference-api.ts';
import type { RestResult } from '../../alpaca/rest-client.ts';
import { TtlCache } from '../../alpaca/ttl-cache.ts';
import { wireTimeUs } from '../../alpaca/wire-time.ts';
import type { WireAsset } from '../../alpaca/wire-schemas.ts';
import type { TradingCalendar } from '../../calendar/trading-calendar.ts';
import { REMOTE_LISTS_MAX } from '../../contract/assets.ts';
import type { AssetReplies, AssetRow, LatestPrice, MarketClock } from '../../contract/assets.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { assertNever } from '../../domain/assert.ts';
import { priceText } from '../../domain/decimal.ts';
import { SYMBOLS_MAX, isPair, readSymbols } from '../../domain/feed-symbols.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { US_PER_MS } from '../../domain/time.ts';
import type { TimeUs } from '../../domain/time.ts';
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
  /** Hours of the shares that trade here, which may be always. */
  readonly calendar: TradingCalendar;
  /** Has a symbol's data come; null: the market has what it has. */
  readonly follow: Follow | null;
  /** Last price of a followed symbol in ticks; 0: none. */
  readonly lastTicks: (symbol: string) => number;
  readonly clock: Clock;
}

/**
 * Has a symbol's data come and lets it trade; `price`: near which it does, 0 when none is known. Resolves
 * with what trades now, or with why it does not.
 */
export type Follow = (
  symbol: string,
  asset: WireAsset | undefined,
  price: number,
) => Promise<Instrument | Refusal>;

type Assets = RestResult<readonly WireAsset[]>;

export class AssetsDesk {
  readonly #options: AssetsDeskOptions;
  readonly #assets: TtlCache<Assets>;
  readonly #hours: TtlCache<AskedClock | null>;
  readonly #prices: TtlCache<LatestPrice>;

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
      case 'assets.follow': {
        const followed = await this.#follow(body.symbol);
        return 'code' in followed
          ? { ok: false, refusal: followed }
          : { ok: true, result: followed };
      }
      case 'watchlists.remote': {
        const lists = await this.#watchlists();
        return 'code' in lists ? { ok: false, refusal: lists } : { ok: true, result: lists };
      }
      default:
        return assertNever(body, 'request about assets');
    }
  }

  async #follow(symbol: string): Promise<AssetReplies['assets.follow'] | Refusal> {
    const known = this.#instrument(symbol);
    if (known !== undefined) return { instrument: known, duplicate: true };
    const { follow, instruments } = this.#options;
    if (follow === null) {
      const rule = 'this market has its own symbols; the real market has all of Alpaca’s';
      return refusal('venue.fixed_symbols', 'symbol', symbol, rule);
    }
    if (instruments.length >= SYMBOLS_MAX) {
      const rule = `at most ${String(SYMBOLS_MAX)} symbols are followed at once`;
      return refusal('venue.symbol_limit', 'symbol', symbol, rule);
    }
    const { assets, source } = await this.#search(symbol, 1);
    const asset = assets.find((one) => one.symbol === symbol);
    if (!('symbols' in readSymbols(symbol)) || (source === 'alpaca' && asset === undefined)) {
      return refusal('venue.unknown_symbol', 'symbol', symbol, 'a symbol that Alpaca trades');
    }
    const price = (await this.#askPrices([symbol])).get(symbol)?.price ?? null;
    const listed = await this.#listed(symbol);
    const found = await follow(symbol, listed, Number(price ?? 0));
    return 'code' in found ? found : { instrument: found, duplicate: false };
  }

  /** As Alpaca lists it; its lists have been asked for by then. */
  async #listed(symbol: string): Promise<WireAsset | undefined> {
    const answer = await this.#assets.peek(isPair(symbol) ? 'crypto' : 'us_equity');
    return answer?.ok === true ? answer.value.find((one) => one.symbol === symbol) : undefined;
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
    const { api, clock, calendar } = this.#options;
    const known =
      api === null
        ? null
        : await this.#hours.load(
            '',
            () => this.#askClock(api),
            (hours) => hours !== null,
          );
    const nowUs = clock.wallUs();
    const own = hoursAt(calendar, nowUs);
    // What was asked before an opening does not know that it is over.
    const changesUs = known === null ? 0 : Math.min(known.nextOpenUs, known.nextCloseUs);
    if (known === null || nowUs >= changesUs) {
      return { ...own, source: 'local', aheadMs: known?.aheadMs ?? null };
    }
    if (known.isOpen === own.isOpen) return { ...own, ...known };
    // A day that our calendar does not know, a closure for instance: Alpaca's word counts.
    return {
      ...own,
      ...known,
      phase: known.isOpen ? 'regular' : 'closed',
      phaseEndsUs: changesUs,
    };
  }

  async #askClock(api: ReferenceApi): Promise<AskedClock | null> {
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
    return { symbol, price, atUs: null, source: 'local' };
  }

  async #askPrices(symbols: readonly string[]): Promise<ReadonlyMap<string, LatestPrice>> {
    const { api, feed } = this.#options;
    const prices = new Map<string, LatestPrice>();
    if (api === null) return prices;
    const isCrypto = symbols.every(isPair);
    const answer = await (isCrypto ? api.crypto : api.stocks).snapshots(symbols, feed, 'screen');
    if (!answer.ok) return prices;
    for (const symbol of symbols) {
      const trade = answer.value.get(symbol)?.latestTrade;
      const price = trade?.p === undefined ? null : String(trade.p);
      prices.set(symbol, {
        symbol,
        price,
        atUs: trade === null || trade === undefined ? null : timeOf(trade.t),
        source: 'alpaca',
      });
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

const NO_PRICE = { price: null, atUs: null, source: 'local' } as const;

/** null: it is no time. */
function timeOf(text: string): number | null {
  const us = wireTimeUs(text);
  return Number.isSafeInteger(us) ? us : null;
}

/** What Alpaca's clock says. */
type AskedClock = Omit<MarketClock, 'phase' | 'phaseEndsUs' | 'zone'>;

function hoursAt(
  calendar: TradingCalendar,
  nowUs: TimeUs,
): Omit<MarketClock, 'source' | 'aheadMs'> {
  const phase = calendar.sessionAt(nowUs);
  const endsUs = calendar.nextChangeUs(nowUs);
  const isAlways = endsUs === Number.POSITIVE_INFINITY;
  return {
    isOpen: phase === 'regular',
    phase: isAlways ? 'always' : phase,
    phaseEndsUs: isAlways ? null : endsUs,
    zone: calendar.zone,
    nextOpenUs: calendar.nextOpenUs(nowUs),
    nextCloseUs: calendar.nextCloseUs(nowUs),
  };
}
