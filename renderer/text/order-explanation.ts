/** Words of "why not filled?". All parts are formatted. */
import type { Side } from '../../engine/domain/side.ts';

const orders = (count: number): string => (count === 1 ? '1 order' : `${String(count)} orders`);
const beyond = (side: Side): string => (side === 'buy' ? 'below' : 'above');
const farName = (side: Side): string => (side === 'buy' ? 'ask' : 'bid');
const ownName = (side: Side): string => (side === 'buy' ? 'bid' : 'ask');

export const explanationText = {
  label: 'Why the order has not filled',
  question: 'Why not filled?',
  keys: 'W',
  close: 'Close',
  asking: 'Asking the engine',

  first: (price: string, lots: string) =>
    `First in line: the next order that reaches ${price} fills it, up to ${lots}`,
  queued: (price: string, ahead: string, count: number | null) =>
    `In the queue at ${price}: ${ahead} ahead${count === null ? '' : ` in ${orders(count)}`}`,
  behind: (side: Side, price: string, distance: string, better: string, ahead: string) =>
    `${distance} behind the best ${ownName(side)}: ${better} at better prices trade first, then ${ahead} ahead at ${price}`,
  touch: (side: Side, price: string, distance: string) =>
    `Fills when the ${farName(side)} or a trade comes to ${price}${distance}`,
  paper: (side: Side, price: string, distance: string) =>
    `Fills when the ${farName(side)} comes to ${price}, as on Alpaca’s paper account${distance}`,
  through: (side: Side, price: string, distance: string) =>
    `Fills when the ${farName(side)} or a trade goes ${beyond(side)} ${price}${distance}`,
  queueUnknown: (side: Side, price: string) =>
    `The feed does not show the queue at ${price}: it counts from when the ${ownName(side)} comes there`,
  away: (side: Side, distance: string) => `; the ${farName(side)} is ${distance} away`,
  stop: {
    last_trade: (side: Side, stop: string) =>
      `Waits for a trade at ${stop} or ${side === 'buy' ? 'above' : 'below'}`,
    quote: (side: Side, stop: string) =>
      `Waits for the ${farName(side)} to come to ${stop} or ${side === 'buy' ? 'above' : 'below'}`,
  },
  stopAway: {
    last_trade: (_side: Side, last: string, distance: string) =>
      `; the last was at ${last}, ${distance} away`,
    quote: (_side: Side, now: string, distance: string) => `; it is at ${now}, ${distance} away`,
  },
  session: 'Accepted: waits for its session',
  auction: 'Accepted: waits for its auction',
  unquoted: 'Accepted: waits for the first quote of its session',
  opens: (time: string) => `, ${time}`,
  group: 'Held: waits for the entry of its group to fill',
  halt: (symbol: string) => `Trading in ${symbol} is halted`,
  venue: (side: Side, price: string) =>
    `Works at the venue, which does not tell who is ahead: fills when the ${farName(side)} comes to ${price}, or as the queue there goes`,
  venueMarket: 'Works at the venue, which fills it at its next price',
  remote: 'Waits for the answer of its venue',
  ended: (status: string) => `Works no longer: ${status.toLowerCase()}`,

  figures: {
    bid: 'Bid',
    ask: 'Ask',
    last: 'Last',
    aheadAtEntry: 'Ahead at entry',
    traded: 'Traded there since',
    ownFilled: 'of it own',
    left: 'Left ahead',
    ahead: 'Ahead now',
    better: 'At better prices',
    next: 'Next fill',
    toGo: 'To trigger',
    atVenue: 'Venue',
    venueStatus: 'Its word',
    venueFilled: 'Filled there',
    venueUpdated: 'Changed there',
  },
  figureTitles: {
    aheadAtEntry:
      'Displayed at its price before it when it took its place; hidden size is not known',
    traded: 'Traded at its price since it took its place',
    ownFilled: 'Of what traded there, its own fills',
    left: 'Was ahead and left without trading there: cancelled or made smaller',
    ahead: 'Displayed at its price before it now',
    better: 'Displayed at better prices of its side, which trade first',
    next: 'What the next order that reaches its price can fill of it',
    atVenue: 'Where the order works',
    venueStatus: 'What the venue has said of it last',
    venueFilled: 'As far as its fills have been told',
    venueUpdated: 'When it changed there last, by the venue’s clock',
    toGo: 'How far the price that triggers it has to go to the stop price',
  },
  size: (lots: string, count: number | null) =>
    count === null ? lots : `${lots} in ${orders(count)}`,
  quote: (price: string, lots: string) => `${price} × ${lots}`,
} as const;
