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
  stop_limit: 'STL',
  trailing_stop: 'TRL',
};

const STATUS_WORDS: Readonly<Record<OrderStatus | 'unknown', string>> = {
  new: 'Working',
  partially_filled: 'Part filled',
  filled: 'Filled',
  canceled: 'Canceled',
  expired: 'Expired',
  replaced: 'Replaced',
  rejected: 'Rejected',
  accepted: 'Accepted',
  held: 'Held',
  suspended: 'Suspended',
  pending_cancel: 'Canceling',
  pending_replace: 'Replacing',
  done_for_day: 'Done for day',
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

/** Prices of an order; '' for those it does not have. */
export interface SpokenPrices {
  readonly limit: string;
  readonly stop: string;
  /** Distance of a trailing stop with its unit. */
  readonly trail: string;
  /** What an iceberg shows at most. */
  readonly shown: string;
  readonly takeProfit: string;
  readonly stopLoss: string;
  readonly stopLossLimit: string;
  /** The order is the take profit of its own stop loss. */
  readonly oco: boolean;
}

/** `LMT 187.25`, `MKT`, `STP 266.10`, `STL 266.10 LMT 266.00`, `TRL 0.5%`. */
function typedPrices(type: OrderType, { limit, stop, trail }: SpokenPrices): string {
  if (type === 'market') return 'MKT';
  if (type === 'limit') return `LMT ${limit}`;
  if (type === 'trailing_stop') return `TRL ${trail}`;
  return type === 'stop' ? `STP ${stop}` : `STL ${stop} LMT ${limit}`;
}

/** `@ 187.25`, `at market`, `stop 266.10`, `stop 266.10 limit 266.00`, `trailing 0.5%`. */
function shortPrices(type: OrderType, { limit, stop, trail }: SpokenPrices): string {
  if (type === 'market') return 'at market';
  if (type === 'limit') return `@ ${limit}`;
  if (type === 'trailing_stop') return `trailing ${trail}`;
  return type === 'stop' ? `stop ${stop}` : `stop ${stop} limit ${limit}`;
}

/** ` TP 190.00 SL 185.00`; '' without exits. */
function exitWords(prices: SpokenPrices): string {
  const { takeProfit, stopLoss, stopLossLimit, oco } = prices;
  const profit = oco ? ' OCO' : takeProfit === '' ? '' : ` TP ${takeProfit}`;
  const limit = stopLossLimit === '' ? '' : ` LMT ${stopLossLimit}`;
  return `${profit}${stopLoss === '' ? '' : ` SL ${stopLoss}${limit}`}`;
}

/** Parts of an order as they are said; all texts are already formatted. */
export interface SpokenOrder {
  readonly side: Side;
  readonly qty: string;
  readonly symbol: string;
  readonly type: OrderType;
  readonly prices: SpokenPrices;
  readonly timeInForce: TimeInForce;
  readonly extendedHours: boolean;
  readonly postOnly: boolean;
  readonly venue: string;
}

export const tradingText = {
  side: { buy: 'Buy', sell: 'Sell' } satisfies Record<Side, string>,
  type: TYPE_WORDS,
  timeInForce: {
    day: 'DAY',
    gtc: 'GTC',
    ioc: 'IOC',
    fok: 'FOK',
    opg: 'OPG',
    cls: 'CLS',
  } satisfies Record<TimeInForce, string>,
  /** `DAY+`: as the word says, and in extended hours. */
  extended: (timeInForce: string): string => `${timeInForce}+`,
  status: STATUS_WORDS,
  pendingCancel: 'Canceling',
  pendingReplace: 'Replacing',

  /** `BUY 100 AAPL LMT 187.25 DAY on LOCAL`. */
  order: (o: SpokenOrder): string => {
    const shown = o.prices.shown === '' ? '' : ` SHOW ${o.prices.shown}`;
    const flags = o.postOnly ? ' POST-ONLY' : '';
    const what = `${o.side.toUpperCase()} ${o.qty} ${o.symbol}`;
    const words = `${what} ${typedPrices(o.type, o.prices)}${shown}${exitWords(o.prices)}`;
    return `${words} ${o.timeInForce.toUpperCase()}${o.extendedHours ? '+' : ''}${flags} on ${o.venue.toUpperCase()}`;
  },
  /** `Buy 100 AAPL @ 187.25`. */
  orderShort: (
    side: Side,
    qty: string,
    symbol: string,
    type: OrderType,
    prices: SpokenPrices,
  ): string => {
    const shown = prices.shown === '' ? '' : ` showing ${prices.shown}`;
    const words = `${shortPrices(type, prices)}${shown}${exitWords(prices)}`;
    return `${side === 'buy' ? 'Buy' : 'Sell'} ${qty} ${symbol} ${words}`;
  },
  /** An order's size in money, before its symbol. */
  sumOf: (money: string): string => `$${money} of`,
  riskOf: (money: string): string => `$${money} at risk in`,
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
  closePart: (symbol: string, parts: number, closing: string): string =>
    `Close 1/${parts} of ${symbol}: ${closing}`,
  closed: (symbol: string, outcome: string): string => `Closing a part of ${symbol}: ${outcome}`,
  reverse: (symbol: string, orders: number, closing: string): string =>
    `Reverse ${symbol}: ${orders > 0 ? `cancel ${ordersWord(orders, null)}, ` : ''}${closing}, then the same again`,
  /** `opening` is null when the closing order did not fill, so that nothing was opened. */
  reversed: (symbol: string, orders: number, closing: string, opening: string | null): string =>
    `Reversing ${symbol}: canceled ${ordersWord(orders, null)}; ${closing}; ${opening ?? 'nothing opened, as not all could be closed'}`,
  nothingToClose: (symbol: string): string => `No position in ${symbol}: nothing to close`,
  nothingToReverse: (symbol: string): string => `No position in ${symbol}: nothing to reverse`,
  moveToEven: (symbol: string, stops: number, price: string): string =>
    `Stop to break-even in ${symbol}: move ${plural(stops, 'stop', 'stops')} to ${price}`,
  stopAtEven: (symbol: string, what: string, price: string, timeInForce: TimeInForce): string =>
    `Stop to break-even in ${symbol}: new stop to ${what} at ${price}, ${timeInForce.toUpperCase()}`,
  protectedAt: (symbol: string, outcome: string): string =>
    `Stop to break-even in ${symbol}: ${outcome}`,
  nothingToProtect: (symbol: string): string => `No position in ${symbol}: nothing to protect`,
  alreadyEven: (symbol: string, price: string): string =>
    `The stop in ${symbol} is at break-even (${price}) or better already`,
  beyondEven: (symbol: string, price: string, last: string): string =>
    `Break-even in ${symbol} is ${price} and the market ${last}: a stop there would trade at once`,
  nothingToFlatten: (symbol: string | null): string =>
    symbol === null
      ? 'No working orders and no open positions: nothing to flatten'
      : `No working orders and no position in ${symbol}: nothing to close`,

  sent: (order: string): string => `Sent: ${order}`,
  working: (order: string, id: number): string => `Working: ${order} (order ${id})`,
  waiting: (order: string, id: number): string => `Waiting: ${order} (order ${id})`,
  accepted: (order: string, id: number): string =>
    `Accepted, waits for its session: ${order} (order ${id})`,
  filled: (order: string, average: string): string => `Filled: ${order}, average ${average}`,
  partlyFilled: (order: string, filled: string): string => `${filled} filled, rest works: ${order}`,
  ended: (order: string, status: string, reason: string): string =>
    `${status}${reason === '' ? '' : ` (${reason})`}: ${order}`,
  rejected: (order: string, why: string): string => `Rejected: ${order}. ${why}`,
  cancelOne: (order: string): string => `Cancel ${order}`,
  replaceOne: (order: string): string => `Replace ${order}`,
  replaceBy: (order: string, changed: string): string => `Replace ${order} by ${changed}`,
  rehearsalChip: 'REHEARSAL',
  rehearse: (order: string): string => `Rehearse: ${order}`,
  rehearsing: {
    on: 'Rehearsal: orders are only said, with cost and risk; nothing is sent',
    off: 'Rehearsal over: orders are sent again',
  },
  rehearsed: (what: string): string => `Rehearsal, nothing sent: ${what}`,
  rehearsedOrder: (order: string, cost: string, loss: string): string =>
    `Rehearsal, nothing sent: ${order}; cost ${cost}, max loss ${loss}`,
  rehearsedRefused: (order: string, why: string): string =>
    `Rehearsal, nothing sent: ${order}; it would be refused: ${why}`,
  notKept: (why: string): string => `How you trade was not saved or loaded: ${why}`,
  unlimitedLoss: 'unlimited',
  nothingToLose: 'none, it closes',
  noBracket: 'A bracket needs a limit or market order that may wait (day or GTC)',
  badBracket: 'The bracket template has no distance: type one at the foot of the ladder',
  stopPassed: (side: Side, stop: string, near: string): string =>
    `A stop to ${side} at ${stop} would trade at once: the market is ${near}`,
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
  fields: {
    quantity: 'quantity',
    takeProfit: 'take profit',
    stopLoss: 'stop loss',
    stopLossLimit: 'limit of the stop loss',
    price: 'price',
    stop: 'stop price',
    trail: 'trail',
    shown: 'shown quantity',
    money: 'the sum',
    risk: 'the risk',
  },
  dropped: (what: string): string => `Dropped: ${what}`,
  scopeChanged: (what: string): string =>
    `The position has changed, nothing was sent. Now: ${what}`,
  notArmed: 'Not armed: Alt+A arms',
  notConnected: 'Not connected: nothing was sent',
  tooManyInFlight: (count: number): string =>
    `${count} orders wait for an answer: wait for them first`,
  alreadySent: (order: string): string =>
    `Already sent, no answer yet: ${order}. It was not sent again`,
  doubleClick: 'Double click: the order was sent once',
  noInstrument: (symbol: string): string =>
    symbol === '' ? 'No symbol selected' : `${symbol} is not an instrument of this venue`,
  noQuote: (symbol: string, side: Side): string =>
    `No ${side === 'buy' ? 'bid' : 'ask'} in ${symbol}: type a price`,
  noLast: (symbol: string): string => `No price in ${symbol} to measure a stop from: type one`,
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
    auction_end: 'auction over',
    group: 'its group',
    kill_switch: 'kill switch',
    daily_loss: 'daily loss limit',
    refused: 'refused',
    venue: 'the venue',
  } satisfies Record<OrderReason, string>,

  commands: {
    buyLimit: 'Buy limit at the touch',
    sellLimit: 'Sell limit at the touch',
    buyMarket: 'Buy market',
    sellMarket: 'Sell market',
    buyStop: 'Buy stop half a percent above the market',
    sellStop: 'Sell stop half a percent below the market',
    buyTrailing: 'Buy trailing stop half a percent above the market',
    sellTrailing: 'Sell trailing stop half a percent below the market',
    buyBracket: 'Buy limit at the touch with the bracket of the ladder',
    sellBracket: 'Sell limit at the touch with the bracket of the ladder',
    cancelBuys: 'Cancel the buys of the symbol',
    cancelSells: 'Cancel the sells of the symbol',
    rehearsal: 'Rehearsal mode: say orders with cost and risk, send nothing',
    join: 'Join the best price of the own side',
    priceUp: 'Price up one step',
    priceDown: 'Price down one step',
    priceUpFast: 'Price up ten steps',
    priceDownFast: 'Price down ten steps',
    preset: (at: number): string => `Quantity preset ${at}`,
    sizeUnit: 'Size orders in shares, in dollars or by risk',
    cancelSymbol: 'Cancel all orders of the symbol',
    cancelAll: 'Cancel all orders',
    closePosition: 'Close the position of the symbol',
    flattenAll: 'Flatten everything',
    closePart: (parts: number): string => `Close 1/${parts} of the position of the symbol`,
    reverse: 'Reverse the position of the symbol',
    breakEven: 'Stop to break-even for the position of the symbol',
    confirm: 'Send what is prepared',
    drop: 'Drop what is prepared',
  },
} as const;
