/** Words of the lines on the chart that can be moved: own orders, position, alerts. */
import type { Side } from '../../engine/domain/side.ts';

const WORD: Readonly<Record<Side, string>> = { buy: 'BUY', sell: 'SELL' };

export const chartLinesText = {
  next: 'Chart: take the next line (orders, position, alerts)',
  none: 'No line on the chart that could be moved',
  taken: (title: string, price: string) =>
    `${title} at ${price}: arrows move it, Enter sends, Esc drops`,
  alert: (direction: 'above' | 'below', note: string) =>
    `ALERT ${direction}${note === '' ? '' : `: ${note}`}`,
  alertSet: (symbol: string, direction: 'above' | 'below', price: string) =>
    `Alert when ${symbol} trades at ${price} or ${direction}`,
  alertNotSet: (problem: string) => `The alert was not changed: ${problem}`,
  alertsNotLoaded: (problem: string) => `Alerts were not loaded: ${problem}`,
  alertTo: (price: string) => `Alert > ${price}`,
  exit: (side: Side, qty: string, orderType: 'limit' | 'stop', result: string) =>
    `${WORD[side]} ${qty} ${orderType === 'limit' ? 'LMT' : 'STP'}  ${result}`,
  move: (name: string, to: string) => `Move ${name} to ${to}`,
  moveAlert: (from: string, to: string) => `Move the alert from ${from} to ${to}`,
  several: (count: number, symbol: string, price: string) =>
    `${count} orders in ${symbol} @ ${price}`,
  prepareExit: (title: string, price: string) => `Prepare ${title} at ${price}`,
  place: (title: string, price: string) => `${title} at ${price}`,
  help: 'Arrows move by a step, with Shift by ten',
  send: 'Send',
  save: 'Save',
  prepare: 'Prepare',
  drop: 'Drop',
  gone: 'The line is gone: its order has ended',
} as const;
