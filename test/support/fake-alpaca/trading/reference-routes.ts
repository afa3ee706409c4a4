/** Clock, calendar, assets and watchlists of the fake's REST. */
import { randomUUID } from 'node:crypto';
import type { TradingCalendar } from '../../../../engine/calendar/trading-calendar.ts';
import { daysOfIsoDate, isoDateOf } from '../../../../engine/domain/civil-date.ts';
import { zoneOffsetUs } from '../../../../engine/domain/session.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import type { TimeUs } from '../../../../engine/domain/time.ts';
import type { FakeAnswer, FakeRequest, FakeRoute } from '../rest.ts';
import type { FakeAsset } from './assets.ts';
import { idOf } from './assets.ts';
import { invalid, unknown } from './refused.ts';
import { answered } from './trading-routes.ts';

export const ZONE = 'America/New_York';

/** A time as the clock has it: New York's, with its distance from UTC. */
export function easternTime(us: TimeUs): string {
  const offsetMinutes = zoneOffsetUs(ZONE, us) / 60_000_000;
  const local = new Date(us / 1_000 + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const hours = String(Math.abs(offsetMinutes) / 60).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}:00`;
}

/** Clock and days of a calendar. */
export function clockRoutes(calendar: TradingCalendar, nowMs: () => number): FakeRoute {
  const clockTime = (us: TimeUs): string => easternTime(us).slice(11, 16);
  return ({ method, path, query }) => {
    if (method !== 'GET') return null;
    if (path === '/v2/clock') {
      const now = timeUs(nowMs() * 1_000);
      return {
        status: 200,
        body: {
          timestamp: easternTime(now),
          is_open: calendar.sessionAt(now) === 'regular',
          next_open: easternTime(calendar.nextOpenUs(now)),
          next_close: easternTime(calendar.nextCloseUs(now)),
        },
      };
    }
    if (path !== '/v2/calendar') return null;
    const today = new Date(nowMs()).toISOString();
    const dayOf = (text: string): number => daysOfIsoDate(text.slice(0, 10)) ?? 0;
    const from = dayOf(query.get('start') ?? today);
    const to = Math.min(dayOf(query.get('end') ?? today), from + 3_660);
    const days = [];
    for (let day = from; day <= to; day += 1) {
      const date = isoDateOf(day);
      const trading = calendar.dayOn(date);
      if (trading === null) continue;
      const [first, last] = [trading.sessions[1] ?? trading.regular, trading.sessions.at(-1)];
      days.push({
        date,
        open: clockTime(trading.regular.startUs),
        close: clockTime(trading.regular.endUs),
        session_open: clockTime(first.startUs).replace(':', ''),
        session_close: clockTime((last ?? first).endUs).replace(':', ''),
        settlement_date: date,
      });
    }
    return { status: 200, body: days };
  };
}

export function assetRoutes(assets: () => readonly FakeAsset[]): FakeRoute {
  return ({ method, path, query }) => {
    if (method !== 'GET' || !path.startsWith('/v2/assets')) return null;
    if (path === '/v2/assets') {
      const wanted = query.get('asset_class') ?? 'us_equity';
      const status = query.get('status');
      const body = assets().filter(
        (one) => one.class === wanted && (status === null || one.status === status),
      );
      return { status: 200, body };
    }
    const name = decodeURIComponent(path.slice('/v2/assets/'.length));
    const asset = assets().find(({ id, symbol }) => id === name || symbol === name);
    return asset === undefined
      ? unknown(`asset not found for ${name}`).answer
      : { status: 200, body: asset };
  };
}

interface Watchlist {
  readonly id: string;
  readonly keyId: string;
  name: string;
  symbols: string[];
  readonly createdAt: string;
  updatedAt: string;
}

/** Watchlists of all keys, each its own. */
export class FakeWatchlists {
  readonly #lists: Watchlist[] = [];
  readonly #assetOf: (text: string) => FakeAsset | undefined;
  readonly #nowMs: () => number;

  constructor(assetOf: (text: string) => FakeAsset | undefined, nowMs: () => number) {
    this.#assetOf = assetOf;
    this.#nowMs = nowMs;
  }

  route(request: FakeRequest): FakeAnswer | null {
    const path = decodeURIComponent(request.path);
    if (!path.startsWith('/v2/watchlists')) return null;
    return answered(() => this.#answer(request, path));
  }

  #answer({ method, keyId, query, body }: FakeRequest, path: string): FakeAnswer {
    const own = this.#lists.filter((list) => list.keyId === keyId);
    if (path === '/v2/watchlists') {
      if (method === 'GET')
        return { status: 200, body: own.map((list) => this.#wire(list, false)) };
      return { status: 200, body: this.#wire(this.#create(keyId, own, body), true) };
    }
    const [id = '', symbol] = path.slice('/v2/watchlists/'.length).split(/\/(.*)/);
    const isByName = path.startsWith('/v2/watchlists:by_name');
    const list = own.find((one) => (isByName ? one.name === query.get('name') : one.id === id));
    if (list === undefined) throw unknown('watchlist not found');
    if (method === 'DELETE' && symbol === undefined) {
      this.#lists.splice(this.#lists.indexOf(list), 1);
      return { status: 204 };
    }
    if (method === 'DELETE') list.symbols = list.symbols.filter((one) => one !== symbol);
    if (method === 'POST') list.symbols = [...list.symbols, ...this.#known([body['symbol']])];
    if (method === 'PUT') {
      if (typeof body['name'] === 'string') list.name = body['name'];
      if (Array.isArray(body['symbols'])) list.symbols = this.#known(body['symbols']);
    }
    if (method !== 'GET') list.updatedAt = new Date(this.#nowMs()).toISOString();
    return { status: 200, body: this.#wire(list, true) };
  }

  #create(
    keyId: string,
    own: readonly Watchlist[],
    body: Readonly<Record<string, unknown>>,
  ): Watchlist {
    const { name, symbols = [] } = body;
    if (typeof name !== 'string' || name === '' || name.length > 64) {
      throw invalid('watchlist name must be 1 to 64 characters');
    }
    if (own.some((list) => list.name === name)) throw invalid('watchlist name must be unique');
    const at = new Date(this.#nowMs()).toISOString();
    const list: Watchlist = {
      id: randomUUID(),
      keyId,
      name,
      symbols: this.#known(Array.isArray(symbols) ? symbols : []),
      createdAt: at,
      updatedAt: at,
    };
    this.#lists.push(list);
    return list;
  }

  #known(symbols: readonly unknown[]): string[] {
    return symbols.map((symbol) => {
      const asset = this.#assetOf(String(symbol));
      if (asset === undefined) throw unknown(`asset not found for ${String(symbol)}`);
      return asset.symbol;
    });
  }

  #wire(list: Watchlist, hasAssets: boolean): Readonly<Record<string, unknown>> {
    return {
      id: list.id,
      account_id: idOf(`account ${list.keyId}`),
      created_at: list.createdAt,
      updated_at: list.updatedAt,
      name: list.name,
      ...(hasAssets ? { assets: list.symbols.map((symbol) => this.#assetOf(symbol)) } : {}),
    };
  }
}
