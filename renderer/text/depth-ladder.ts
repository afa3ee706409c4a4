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
    ownBuy: 'Own working buys: quantity left; S: stops that wait for the price',
    bid: 'Displayed size to buy',
    price: 'Price',
    ask: 'Displayed size to sell',
    ownSell: 'Own working sells: quantity left; S: stops that wait for the price',
    volume: 'Traded at the price since the ladder was opened',
  },
  recentre: 'Recentre',
  centre: 'Centre the ladder on the market',
  recentreTitle: (keys: string) => `Centre the ladder on the market (${keys})`,
  hints: { held: 'Frozen', scrolled: 'Scrolled', above: 'Market above ▲', below: 'Market below ▼' },
  hintTitles: {
    held: 'Prices stay in place while the pointer is in the ladder',
    scrolled: 'Scrolled by you: Space centres the ladder on the market',
    above: 'The market is above these prices: Space centres the ladder on it',
    below: 'The market is below these prices: Space centres the ladder on it',
  },
  waiting: (symbol: string) => `Waiting for the book of ${symbol}`,
  noBook: 'The book is empty',
  /** What a click on a bid or ask cell does. All parts are formatted. */
  place: (side: Side, qty: string, symbol: string, price: string, timeInForce: string) =>
    `Click prepares: ${side === 'buy' ? 'Buy' : 'Sell'} ${qty} ${symbol} limit ${price} ${timeInForce}`,
  /** What a click on an own-orders cell does. */
  cancelAt: (
    side: Side,
    count: number,
    qty: string,
    price: string,
    { state, stops }: { readonly state: OwnState; readonly stops: number },
  ) =>
    `Click cancels: ${buys(side, count)}, ${qty} left at ${price} (${stopWords(count, stops)}${STATE_WORDS[state]})`,
  ownPending: (side: Side, count: number, qty: string, price: string) =>
    `${buys(side, count)}, ${qty} at ${price}: being sent`,
  idle: 'Click a bid or ask: prepares a limit order there',
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
