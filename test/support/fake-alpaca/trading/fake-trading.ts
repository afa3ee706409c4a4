/** The trading half of the fake: accounts by key, what they may trade, REST and updates. */
import { alwaysOpenCalendar, usEquityCalendar } from '../../../../engine/calendar/calendars.ts';
import type { MarketHours } from '../../../../engine/domain/market-hours.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import type { FakeRest } from '../rest.ts';
import { FakeAccount } from './account.ts';
import { FAKE_ASSETS } from './assets.ts';
import type { FakeAsset } from './assets.ts';
import { nanosOf } from './decimals.ts';
import { FakeMarket } from './market.ts';
import { assetRoutes, clockRoutes, FakeWatchlists, ZONE } from './reference-routes.ts';
import { FakeTradeUpdates } from './trade-updates.ts';
import { tradingRoutes } from './trading-routes.ts';

export interface FakeTradingOptions {
  readonly rest: FakeRest;
  readonly nowMs: () => number;
  /** `always`: every order works at once; `exchange`: shares only in the regular session. */
  readonly hours: MarketHours;
}

export class FakeTrading {
  readonly market: FakeMarket = new FakeMarket();
  readonly updates: FakeTradeUpdates;
  /** What can be traded; a test may put others in. */
  assets: readonly FakeAsset[] = FAKE_ASSETS;
  /** Most rows of a page of orders or activities. */
  pageMax = 500;
  readonly #options: FakeTradingOptions;
  readonly #accounts = new Map<string, FakeAccount>();

  constructor(options: FakeTradingOptions) {
    this.#options = options;
    const { rest, nowMs, hours } = options;
    const assetOf = (text: string): FakeAsset | undefined => this.#assetOf(text);
    this.updates = new FakeTradeUpdates((keyId, secret) => rest.isKey(keyId, secret));
    const calendar = hours === 'always' ? alwaysOpenCalendar(ZONE) : usEquityCalendar();
    const watchlists = new FakeWatchlists(assetOf, nowMs);
    rest.routes.push(
      tradingRoutes({
        accountOf: (keyId) => this.#accounts.get(keyId),
        assetOf,
        pageMax: () => this.pageMax,
      }),
      clockRoutes(calendar, nowMs),
      assetRoutes(() => this.assets),
      (request) => watchlists.route(request),
    );
    this.#isShareSession = () => calendar.sessionAt(timeUs(nowMs() * 1_000)) === 'regular';
  }

  readonly #isShareSession: () => boolean;

  /** The account of a key, which is opened with this many dollars at its first use. */
  account(keyId: string, dollars: number = 100_000): FakeAccount {
    const known = this.#accounts.get(keyId);
    if (known !== undefined) return known;
    const account = new FakeAccount({
      name: keyId,
      market: this.market,
      nowMs: this.#options.nowMs,
      assetOf: (text) => this.#assetOf(text),
      isOpen: (assetClass) => assetClass === 'crypto' || this.#isShareSession(),
      onUpdate: (update) => {
        this.updates.publish(keyId, update);
      },
      cash: nanosOf(dollars) ?? 0n,
    });
    this.#accounts.set(keyId, account);
    return account;
  }

  /** Some clients write a pair without its slash. */
  #assetOf(text: string): FakeAsset | undefined {
    return this.assets.find(
      ({ id, symbol }) => id === text || symbol === text || symbol.replace('/', '') === text,
    );
  }
}
