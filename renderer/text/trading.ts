/** Words of the trading actions: what a key or button is about to do, and what it did. */
import type {
  OrderReason,
  OrderStatus,
  OrderType,
  TimeInForce,
} from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';

const TYPE_WORDS: Readonly<Record<OrderType, string>> = {
  market: 'MKT',
  limit: 'LMT',
  stop: 'STP',
  stop_limit: 'STP LMT',
  trailing_stop: 'TRAIL',
};

const STATUS_WORDS: Readonly<Record<OrderStatus | 'pending_new' | 'unknown', string>> = {
  new: 'Working',
  partially_filled: 'Part filled',
  filled: 'Filled',
  canceled: 'Canceled',
  expired: 'Expired',
  rejected: 'Rejected',
  pending_new: 'Pending new',
  unknown: 'Unknown',
};

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** `orders`, `buys` or `sells`, with their number: `3 buys`. */
function ordersWord(count: number, side: Side | null): string {
  if (side === 'buy') return plural(count, 'buy', 'buys');
  if (side === 'sell') return plural(count, 'sell', 'sells');
  return plural(count, 'order', 'orders');
}

const inSymbol = (symbol: string | null): string => (symbol === null ? '' : ` in ${symbol}`);

/** Parts of an order as they are said; all texts are already formatted. */
export interface SpokenOrder {
  readonly side: Side;
  readonly qty: string;
  readonly symbol: string;
  readonly type: OrderType;
  /** '' on a market order. */
  readonly price: string;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  readonly venue: string;
}

export const tradingText = {
  side: { buy: 'Buy', sell: 'Sell' } satisfies Record<Side, string>,
  type: TYPE_WORDS,
  timeInForce: { day: 'DAY', gtc: 'GTC', ioc: 'IOC', fok: 'FOK' } satisfies Record<
    TimeInForce,
    string
  >,
  status: STATUS_WORDS,
  pendingCancel: 'Canceling',
  pendingReplace: 'Replacing',

  /** `BUY 100 AAPL LMT 187.25 DAY on LOCAL`. */
  order: (o: SpokenOrder): string => {
    const price = o.type === 'limit' ? ` ${o.price}` : '';
    const flags = o.postOnly ? ' POST-ONLY' : '';
    const words = `${o.side.toUpperCase()} ${o.qty} ${o.symbol} ${TYPE_WORDS[o.type]}${price}`;
    return `${words} ${o.timeInForce.toUpperCase()}${flags} on ${o.venue.toUpperCase()}`;
  },
  /** `Buy 100 AAPL @ 187.25`. */
  orderShort: (side: Side, qty: string, symbol: string, price: string): string =>
    `${side === 'buy' ? 'Buy' : 'Sell'} ${qty} ${symbol} ${price === '' ? 'at market' : `@ ${price}`}`,
  sendScope: 'Send',
  dropScope: 'Drop',
  enterSends: 'Enter sends, Esc drops',

  cancel: (count: number, symbol: string | null, side: Side | null): string =>
    `Cancel ${ordersWord(count, side)}${inSymbol(symbol)}`,
  canceled: (count: number, symbol: string | null, side: Side | null): string =>
    `Canceled ${ordersWord(count, side)}${inSymbol(symbol)}`,
  nothingToCancel: (symbol: string | null, side: Side | null): string => {
    const what = side === null ? 'orders' : side === 'buy' ? 'buys' : 'sells';
    return `No working ${what}${inSymbol(symbol)}: nothing to cancel`;
  },
  closing: (side: Side, qty: string): string => `${side} ${qty} at market`,
  closePosition: (symbol: string, orders: number, closing: string): string =>
    `Close ${symbol}: ${[orders > 0 ? `cancel ${ordersWord(orders, null)}` : '', closing].filter((part) => part !== '').join(', ')}`,
  flattenAll: (orders: number, positions: number): string =>
    `Flatten all: cancel ${ordersWord(orders, null)}, close ${plural(positions, 'position', 'positions')}`,
  flattened: (symbol: string | null, orders: number, closings: number): string =>
    `${symbol === null ? 'Flattened all' : `Closed ${symbol}`}: canceled ${ordersWord(orders, null)}, sent ${plural(closings, 'closing order', 'closing orders')}`,
  nothingToFlatten: (symbol: string | null): string =>
    symbol === null
      ? 'No working orders and no open positions: nothing to flatten'
      : `No working orders and no position in ${symbol}: nothing to close`,

  sent: (order: string): string => `Sent: ${order}`,
  working: (order: string, id: number): string => `Working: ${order} (order ${id})`,
  filled: (order: string, average: string): string => `Filled: ${order}, average ${average}`,
  partlyFilled: (order: string, filled: string): string => `${filled} filled, rest works: ${order}`,
  ended: (order: string, status: string, reason: string): string =>
    `${status}${reason === '' ? '' : ` (${reason})`}: ${order}`,
  rejected: (order: string, why: string): string => `Rejected: ${order}. ${why}`,
  cancelOne: (order: string): string => `Cancel ${order}`,
  replaceOne: (order: string): string => `Replace ${order}`,
  orderCanceled: (order: string): string => `Canceled: ${order}`,
  orderReplaced: (order: string): string => `Replaced: now ${order}`,
  requestRefused: (what: string, why: string): string => `Not done: ${what}. ${why}`,
  unknown: (order: string): string => `No answer: ${order}. The engine is asked what became of it`,
  neverPlaced: (order: string): string => `Never placed: ${order}. It was not sent again`,
  notSent: (order: string): string => `Not connected, nothing was sent: ${order}`,
  lostRequest: (what: string): string =>
    `Connection lost during: ${what}. Check the working orders after the reconnect`,
  refusedValue: (rule: string, field: string, value: string): string =>
    `${rule}; ${field} is ${value}`,
  fields: { quantity: 'quantity', price: 'price' },
  dropped: (what: string): string => `Dropped: ${what}`,
  notArmed: 'Not armed: Alt+A arms',
  notConnected: 'Not connected: nothing was sent',
  tooManyInFlight: (count: number): string =>
    `${count} orders wait for an answer: wait for them first`,
  noInstrument: (symbol: string): string =>
    symbol === '' ? 'No symbol selected' : `${symbol} is not an instrument of this venue`,
  noQuote: (symbol: string, side: Side): string =>
    `No ${side === 'buy' ? 'bid' : 'ask'} in ${symbol}: type a price`,
  marketHasNoPrice: 'A market order has no price to move',

  reasons: {
    user: 'by you',
    cancel_all: 'cancel all',
    flatten: 'flatten',
    time_in_force: 'time in force',
    no_liquidity: 'no liquidity',
    price_collar: 'price collar',
    session_end: 'session end',
    self_trade: 'self-trade prevention',
    book_full: 'book full',
    refused: 'refused',
  } satisfies Record<OrderReason, string>,

  commands: {
    buyLimit: 'Buy limit at the touch',
    sellLimit: 'Sell limit at the touch',
    buyMarket: 'Buy market',
    sellMarket: 'Sell market',
    join: 'Join the best price of the own side',
    priceUp: 'Price up one step',
    priceDown: 'Price down one step',
    priceUpFast: 'Price up ten steps',
    priceDownFast: 'Price down ten steps',
    preset: (at: number): string => `Quantity preset ${at}`,
    cancelSymbol: 'Cancel all orders of the symbol',
    cancelAll: 'Cancel all orders',
    closePosition: 'Close the position of the symbol',
    flattenAll: 'Flatten everything',
    confirm: 'Send what is prepared',
    drop: 'Drop what is prepared',
  },
} as const;
