/** Account, orders, positions and activities of the fake's REST. */
import type { FakeAnswer, FakeRequest, FakeRoute } from '../rest.ts';
import type { FakeAccount } from './account.ts';
import type { FakePosition } from './position.ts';
import { buyingPower, heldForOrders } from './account-checks.ts';
import { activitiesPage, timeOf } from './activities.ts';
import type { FakeAsset } from './assets.ts';
import { idOf } from './assets.ts';
import { decimalOf, ONE, over, sizeOf, times } from './decimals.ts';
import { isOpen, wireOrder } from './order.ts';
import type { FakeOrder } from './order.ts';
import { Refused, unknown } from './refused.ts';

export interface TradingRoutesOptions {
  readonly accountOf: (keyId: string) => FakeAccount | undefined;
  readonly assetOf: (text: string) => FakeAsset | undefined;
  /** Most rows of a page of orders or activities, less than asked for where pages shall be partial. */
  readonly pageMax: () => number;
}

type Handler = (account: FakeAccount, request: FakeRequest, rest: string) => FakeAnswer;

/** `METHOD /path`; one that ends in a slash takes the rest of the path. Longest first. */
const HANDLERS = (options: TradingRoutesOptions): readonly (readonly [string, Handler])[] => [
  [
    'GET /v2/account/activities',
    (account, { query }) => {
      const types = (query.get('activity_types') ?? 'FILL').split(',');
      return activitiesPage(
        types.includes('FILL') ? account.activities : [],
        query,
        options.pageMax(),
      );
    },
  ],
  [
    'GET /v2/account/activities/FILL',
    (account, { query }) => activitiesPage(account.activities, query, options.pageMax()),
  ],
  ['GET /v2/account', (account) => ok(wireAccount(account))],
  [
    'GET /v2/orders:by_client_order_id',
    (account, { query }) =>
      ok(wireOrder(account.byClientId(query.get('client_order_id') ?? ''), true)),
  ],
  ['GET /v2/orders', (account, { query }) => ok(listed(account, query, options.pageMax()))],
  [
    'GET /v2/orders/',
    (account, { query }, id) => ok(wireOrder(account.byId(id), query.get('nested') === 'true')),
  ],
  ['POST /v2/orders', (account, { body }) => ok(wireOrder(account.submit(body), true))],
  ['PATCH /v2/orders/', (account, { body }, id) => ok(wireOrder(account.replace(id, body), true))],
  [
    'DELETE /v2/orders/',
    (account, _request, id) => {
      account.cancel(id);
      return { status: 204 };
    },
  ],
  [
    'DELETE /v2/orders',
    (account) => ({
      status: 207,
      body: account.orders.filter(isOpen).map(({ id }) => ({
        id,
        ...outcome(() => {
          account.cancel(id);
          return undefined;
        }),
      })),
    }),
  ],
  [
    'GET /v2/positions',
    (account) =>
      ok(
        [...account.positions].map(([symbol, position]) =>
          wirePosition(account, symbol, position, options.assetOf(symbol)),
        ),
      ),
  ],
  [
    'GET /v2/positions/',
    (account, _request, text) => {
      const asset = options.assetOf(text);
      const position = account.positions.get(asset?.symbol ?? '');
      if (asset === undefined || position === undefined) throw unknown('position does not exist');
      return ok(wirePosition(account, asset.symbol, position, asset));
    },
  ],
  [
    'DELETE /v2/positions/',
    (account, { query }, text) =>
      ok(
        wireOrder(
          account.close(options.assetOf(text)?.symbol ?? text, Object.fromEntries(query)),
          true,
        ),
      ),
  ],
  [
    'DELETE /v2/positions',
    (account, { query }) => {
      if (query.get('cancel_orders') === 'true') {
        for (const order of account.orders.filter(isOpen)) account.cancel(order.id);
      }
      return {
        status: 207,
        body: [...account.positions.keys()].map((symbol) => ({
          symbol: positionName(symbol),
          ...outcome(() => wireOrder(account.close(symbol, {}), true)),
        })),
      };
    },
  ],
];

export function tradingRoutes(options: TradingRoutesOptions): FakeRoute {
  const handlers = HANDLERS(options);
  return (request) => {
    const line = `${request.method} ${decodeURIComponent(request.path)}`;
    const entry =
      handlers.find(([path]) => line === path) ??
      handlers.find(([path]) => path.endsWith('/') && line.startsWith(path));
    const account = options.accountOf(request.keyId);
    if (entry === undefined || account === undefined) return null;
    return answered(() => entry[1](account, request, line.slice(entry[0].length)));
  };
}

/** The answer of what may refuse. */
export function answered(run: () => FakeAnswer): FakeAnswer {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

/** What one of several things came to, as answers of status 207 have it. */
function outcome(run: () => unknown): Readonly<Record<string, unknown>> {
  const { status, body } = answered(() => ok(run()));
  return body === undefined ? { status } : { status, body };
}

function listed(account: FakeAccount, query: URLSearchParams, pageMax: number): unknown {
  const status = query.get('status') ?? 'open';
  const after = timeOf(query.get('after')) ?? -Infinity;
  const until = timeOf(query.get('until')) ?? Infinity;
  const symbols = query.get('symbols')?.split(',');
  const isNested = query.get('nested') === 'true';
  const afterId = query.get('after_order_id');
  const beforeId = query.get('before_order_id');
  const at = (id: string): number => account.orders.findIndex((order) => order.id === id);
  const wanted = account.orders.filter((order, i) => {
    if (status !== 'all' && isOpen(order) !== (status === 'open')) return false;
    if (order.createdMs <= after || order.createdMs >= until) return false;
    if (symbols !== undefined && !symbols.includes(order.form.symbol)) return false;
    if ((query.get('side') ?? order.form.side) !== order.form.side) return false;
    if (isNested && order.parent !== null) return false;
    if (afterId !== null && i <= at(afterId)) return false;
    return beforeId === null || i < at(beforeId);
  });
  if (query.get('direction') !== 'asc') wanted.reverse();
  const limit = Math.min(Number(query.get('limit') ?? 50), 500, pageMax);
  const page = wanted.slice(0, limit).map((order: FakeOrder) => wireOrder(order, isNested));
  const isFirst = afterId === null && beforeId === null && status !== 'closed';
  return isFirst ? [...account.multiLegs, ...page] : page;
}

function wireAccount(account: FakeAccount): Readonly<Record<string, unknown>> {
  let long = 0n;
  let short = 0n;
  for (const [symbol, { qty, averagePrice }] of account.positions) {
    const value = times(qty, account.market.top(symbol)?.last ?? averagePrice);
    if (value > 0n) long += value;
    else short += value;
  }
  const equity = decimalOf(account.cash + long + short);
  const power = decimalOf(buyingPower(account));
  return {
    id: idOf(`account ${account.name}`),
    account_number: account.name,
    status: 'ACTIVE',
    crypto_status: 'ACTIVE',
    currency: 'USD',
    cash: decimalOf(account.cash),
    equity,
    last_equity: equity,
    portfolio_value: equity,
    buying_power: power,
    regt_buying_power: power,
    non_marginable_buying_power: decimalOf(account.cash),
    options_buying_power: '0',
    long_market_value: decimalOf(long),
    short_market_value: decimalOf(short),
    initial_margin: decimalOf((long - short) / 2n),
    maintenance_margin: decimalOf(((long - short) * 3n) / 10n),
    last_maintenance_margin: '0',
    sma: '0',
    multiplier: '2',
    accrued_fees: '0',
    pending_transfer_in: '0',
    pending_transfer_out: '0',
    created_at: '2025-01-02T15:00:00Z',
    balance_asof: '2026-03-03',
    transfers_blocked: false,
    options_approved_level: 0,
    options_trading_level: 0,
    ...account.flags,
  };
}

/** Alpaca writes pairs among positions without their slash. */
function positionName(symbol: string): string {
  return symbol.replace('/', '');
}

function wirePosition(
  account: FakeAccount,
  symbol: string,
  { qty, averagePrice, lastDayPrice = averagePrice }: FakePosition,
  asset: FakeAsset | undefined,
): Readonly<Record<string, unknown>> {
  const price = account.market.top(symbol)?.last ?? averagePrice;
  const cost = times(qty, averagePrice);
  const value = times(qty, price);
  const change = cost === 0n ? 0n : over(value - cost, sizeOf(cost));
  return {
    asset_id: asset?.id ?? idOf(`asset ${symbol}`),
    symbol: positionName(symbol),
    exchange: asset?.exchange ?? '',
    asset_class: asset?.class ?? 'us_equity',
    asset_marginable: asset?.marginable ?? true,
    qty: decimalOf(qty),
    qty_available: decimalOf(qty > 0n ? qty - heldForOrders(account, symbol) : qty),
    side: qty > 0n ? 'long' : 'short',
    avg_entry_price: decimalOf(averagePrice),
    market_value: decimalOf(value),
    cost_basis: decimalOf(cost),
    unrealized_pl: decimalOf(value - cost),
    unrealized_plpc: decimalOf(change),
    unrealized_intraday_pl: decimalOf(value - times(qty, lastDayPrice)),
    unrealized_intraday_plpc: decimalOf(change),
    current_price: decimalOf(price),
    lastday_price: decimalOf(lastDayPrice),
    change_today: decimalOf(averagePrice === 0n ? 0n : over(price, averagePrice) - ONE),
  };
}
