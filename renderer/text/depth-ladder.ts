/** Words of the depth ladder. */
import type { Side } from '../../engine/domain/side.ts';
import type { OwnState } from '../panels/depth-ladder/own-orders.ts';

const STATE_WORDS: Readonly<Record<OwnState, string>> = {
  pending: 'being sent',
  canceling: 'being changed',
  waiting: 'waiting',
  partly: 'partly filled',
  working: 'working',
};

const buys = (side: Side, count: number): string => {
  const word = side === 'buy' ? 'buy' : 'sell';
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
};

/** `stop, `, or how many of several orders are stops. */
const stopWords = (count: number, stops: number): string => {
  if (stops === 0) return '';
  return stops === count
    ? count === 1
      ? 'stop, '
      : 'stops, '
    : `${String(stops)} of them a stop, `;
};

export const depthLadderText = {
  title: (symbol: string) => `Depth of ${symbol}`,
  columns: {
    ownBuy: 'Mine',
    bid: 'Bid',
    price: 'Price',
    ask: 'Ask',
    ownSell: 'Mine',
    volume: 'Vol',
  },
  columnTitles: {
    ownBuy: 'Own working buys: quantity left, below it what is ahead in the queue; S: stops',
    bid: 'Displayed size to buy',
    price: 'Price',
    ask: 'Displayed size to sell',
    ownSell: 'Own working sells: quantity left, below it what is ahead in the queue; S: stops',
    volume: 'Traded at the price since the ladder was opened',
  },
  recentre: 'Recentre',
  centre: 'Centre the ladder on the market',
  recentreTitle: (keys: string) => `Centre the ladder on the market (${keys})`,
  hints: {
    held: '❚❚ Frozen',
    scrolled: 'Scrolled',
    above: 'Market above ▲',
    below: 'Market below ▼',
  },
  hintTitles: {
    held: 'Prices stay in place while the pointer is in the ladder',
    scrolled: 'Scrolled by you: Space centres the ladder on the market',
    above: 'The market is above these prices: Space centres the ladder on it',
    below: 'The market is below these prices: Space centres the ladder on it',
  },
  /** Prices of Limit Up - Limit Down; no words, as there is room for the two prices alone. */
  bands: (lower: string, upper: string) => `↕ ${lower}–${upper}`,
  bandsTitle:
    'Limit Up - Limit Down: nothing trades at the market outside these prices now, and 15 s at one of them pause the stock',
  waiting: (symbol: string) => `Waiting for the book of ${symbol}`,
  noBook: 'The book is empty',
  /** How the words of an order begin, by what a click does with it. */
  clicks: { prepares: 'Click prepares', sends: 'Click SENDS', rehearses: 'Click rehearses' },
  rights: { prepares: 'Right', sends: 'Right SENDS', rehearses: 'Right' },
  /** `order` is every word of the order that would be sent. */
  place: (verb: string, order: string) => `${verb}: ${order}`,
  cannot: (why: string) => `No order: ${why}`,
  stopShort: (side: Side, price: string) => `${side} stop ${price}`,
  noStop: 'no stop here',
  stopPassed: 'a stop there would trade at once',
  /** What other clicks do there. */
  others: (right: string, bracket: string) => `${right} · ${bracket}`,
  bracketShort: (takeProfit: string, stopLoss: string) =>
    `Alt:${takeProfit === '' ? '' : ` TP ${takeProfit}`}${stopLoss === '' ? '' : ` SL ${stopLoss}`}`,
  noBracket: 'Alt: none',
  move: (side: Side, count: number, qty: string, from: string, to: string) =>
    `Release moves: ${buys(side, count)}, ${qty} from ${from} to ${to}`,
  moveBack: 'Release leaves it where it is',
  cannotMove: 'A trailing stop follows the market: change its trail in the table of orders',
  queue: (ahead: string) => `, ${ahead} ahead in the queue`,
  /** What a click on an own-orders cell does. */
  cancelAt: (
    side: Side,
    count: number,
    qty: string,
    price: string,
    { state, stops }: { readonly state: OwnState; readonly stops: number },
  ) =>
    `Click cancels: ${buys(side, count)}, ${qty} left at ${price} (${stopWords(count, stops)}${STATE_WORDS[state]})`,
  dragMoves: 'Drag moves it; Delete cancels it, Ctrl+↑↓ move it by keyboard',
  ownPending: (side: Side, count: number, qty: string, price: string) =>
    `${buys(side, count)}, ${qty} at ${price}: being sent`,
  idle: 'Click a bid or ask: limit order. Right click: stop. Alt+click: bracket',
  idleKeys: 'Arrows, then Enter, Shift+Enter or Alt+Enter',
  oneClick: '1-click',
  oneClickTitle: {
    off: 'Clicks prepare and Enter sends. Press to let a click send at once while armed',
    on: 'While armed a click sends at once. Press to let clicks prepare again',
  },
  bracket: {
    label: 'Bracket template',
    attach: 'Bracket',
    attachTitle: 'Every order of the ladder gets these exits; Alt+click gives them to one',
    takeProfit: 'TP',
    takeProfitLong: 'Distance to the take profit',
    stopLoss: 'SL',
    stopLossLong: 'Distance to the stop loss',
    unit: 'Distances in',
    units: { steps: 'tk', percent: '%' },
    unitTitles: { steps: 'In price steps of the symbol', percent: 'In percent of the entry' },
    none: 'none',
  },
  buyMarket: 'Buy Mkt',
  sellMarket: 'Sell Mkt',
  marketTitle: (side: Side, qty: string, symbol: string) =>
    `Prepares: ${side === 'buy' ? 'Buy' : 'Sell'} ${qty} ${symbol} at market; Enter sends`,
  profit: 'Open profit or loss at the last price',
  flat: 'Flat: no position',
  cancelAll: (count: number) => `Cancel all ${String(count)}`,
  cancelSide: (side: Side, count: number) => `Cancel ${buys(side, count)}`,
  flatten: (side: Side, qty: string) => `Flatten: ${side} ${qty} at market`,
  flattenTitle: (symbol: string) =>
    `Prepares: cancel the orders and close the position in ${symbol}`,
  reverse: 'Reverse',
  reverseTitle: (symbol: string) =>
    `Prepares: cancel the orders, close the position in ${symbol} and open the same the other way`,
} as const;
