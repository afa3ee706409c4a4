import { z } from 'zod';
import type { RequestPriority } from './request-budget.ts';
import type { RestClient, RestResult } from './rest-client.ts';
import {
  wireAccount,
  wireAsset,
  wireCalendarDay,
  wireCancelStatus,
  wireClock,
  wireFillActivity,
  wireOrder,
  wireOrders,
  wirePosition,
} from './wire-schemas.ts';
import type { ListedOrder, WireFillActivity, WireOrder } from './wire-schemas.ts';

/** Most orders and activities that Alpaca puts on a page. */
const ORDERS_PAGE = 500;
const ACTIVITIES_PAGE = 100;

/** Pages that are followed: 50,000 open orders, 100,000 fills since a point in time. */
const ORDER_PAGES_MAX = 100;
const ACTIVITY_PAGES_MAX = 1_000;

/** What an order is asked for with, as Alpaca names it; decimals are text. */
export type OrderRequest = Readonly<
  Record<string, string | boolean | Readonly<Record<string, string>>>
>;

/** Orders of a list. */
export interface OrderList {
  readonly orders: readonly WireOrder[];
  /** Ids of those of kinds that no order here can be, as orders of several option legs. */
  readonly others: readonly string[];
}

/** Account and orders of one Alpaca environment. */
export class TradingApi {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  account(priority: RequestPriority = 'state') {
    return this.#get('/v2/account', wireAccount, priority);
  }

  positions() {
    return this.#get('/v2/positions', z.array(wirePosition), 'state');
  }

  clock() {
    return this.#get('/v2/clock', wireClock, 'state');
  }

  /** Trading days from `start` to `end`, YYYY-MM-DD, both included. */
  calendar(start: string, end: string) {
    return this.#get('/v2/calendar', z.array(wireCalendarDay), 'screen', { start, end });
  }

  /** All assets that can be traded of a class. */
  assets(assetClass: 'us_equity' | 'crypto') {
    const query = { status: 'active', asset_class: assetClass };
    return this.#get('/v2/assets', z.array(wireAsset), 'screen', query);
  }

  /** Open orders, oldest first; members of groups stand beside their parents. */
  async openOrders(): Promise<RestResult<OrderList>> {
    const listed = new Map<string, WireOrder | null>();
    let after: string | null = null;
    for (let page = 0; page < ORDER_PAGES_MAX; page += 1) {
      const answer: RestResult<ListedOrder[]> = await this.#get('/v2/orders', wireOrders, 'state', {
        status: 'open',
        limit: ORDERS_PAGE,
        direction: 'asc',
        nested: 'false',
        after_order_id: after,
      });
      if (!answer.ok) return answer;
      const fresh = answer.value.filter(({ id }) => !listed.has(id));
      for (const { id, order } of fresh) listed.set(id, order);
      after = answer.value.at(-1)?.id ?? null;
      // A page may be shorter than asked for without being the last.
      if (fresh.length === 0) break;
    }
    const orders = [...listed.values()].filter((order) => order !== null);
    const others = [...listed.keys()].filter((id) => listed.get(id) === null);
    return { ok: true, value: { orders, others } };
  }

  order(id: string) {
    return this.#get(`/v2/orders/${encodeURIComponent(id)}`, wireOrder, 'state');
  }

  /** The order of a client order id; a refusal of status 404 says that Alpaca never had it. */
  orderByClientId(clientOrderId: string) {
    const query = { client_order_id: clientOrderId };
    return this.#get('/v2/orders:by_client_order_id', wireOrder, 'order', query);
  }

  /**
   * Never tried twice: after an unknown outcome, ask by client order id. `mayGo` is asked when the budget
   * has let it go: an order that is no longer wanted then is not sent.
   */
  submit(body: OrderRequest, mayGo: () => boolean): Promise<RestResult<WireOrder>> {
    const path = '/v2/orders';
    const call = { method: 'POST', path, body, priority: 'order', schema: wireOrder } as const;
    return this.#rest.call({ ...call, mayGo });
  }

  /** Gives the new order that takes the place of `id`. */
  replace(id: string, body: OrderRequest): Promise<RestResult<WireOrder>> {
    const path = `/v2/orders/${encodeURIComponent(id)}`;
    return this.#rest.call({ method: 'PATCH', path, body, priority: 'order', schema: wireOrder });
  }

  /** Alpaca has taken the cancel; whether it came in time, its events tell. */
  cancel(id: string): Promise<RestResult<null>> {
    const path = `/v2/orders/${encodeURIComponent(id)}`;
    return this.#rest.call({ method: 'DELETE', path, priority: 'order', schema: nothing });
  }

  /** Cancels all orders; gives the HTTP status of each. */
  cancelAll() {
    const schema = z.array(wireCancelStatus);
    return this.#rest.call({ method: 'DELETE', path: '/v2/orders', priority: 'order', schema });
  }

  /** Fills after a time of RFC 3339, oldest first. */
  async fillsSince(after: string): Promise<RestResult<readonly WireFillActivity[]>> {
    const fills: WireFillActivity[] = [];
    let pageToken: string | null = null;
    for (let page = 0; page < ACTIVITY_PAGES_MAX; page += 1) {
      const answer: RestResult<WireFillActivity[]> = await this.#get(
        '/v2/account/activities/FILL',
        z.array(wireFillActivity),
        'state',
        { after, direction: 'asc', page_size: ACTIVITIES_PAGE, page_token: pageToken },
      );
      if (!answer.ok) return answer;
      fills.push(...answer.value);
      pageToken = answer.value.at(-1)?.id ?? null;
      if (pageToken === null) break;
    }
    return { ok: true, value: fills };
  }

  #get<Value>(
    path: string,
    schema: z.ZodType<Value>,
    priority: RequestPriority,
    query: Readonly<Record<string, string | number | null>> = {},
  ): Promise<RestResult<Value>> {
    return this.#rest.call({ method: 'GET', path, query, priority, schema });
  }
}

/** An answer without a body. */
const nothing = z.null();
