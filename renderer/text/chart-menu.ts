/** Words of the chart's menu. */
import type { Side } from '../../engine/domain/side.ts';

export const chartMenuText = {
  label: 'What can be done here',
  open: 'Chart: open its menu',
  addAlert: (price: string) => `Add an alert at ${price}`,
  deleteAlert: 'Delete this alert',
  order: (side: Side, orderType: 'limit' | 'stop', price: string) =>
    `${side === 'buy' ? 'Buy' : 'Sell'} ${orderType} at ${price}`,
  drawLevel: (price: string) => `Draw a line at ${price}`,
  removeDrawing: 'Remove this drawing',
  pause: 'Replay: pause',
  resume: 'Replay: go on',
  step: 'Replay: one event',
  skip: (minutes: number) =>
    `Replay: play ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} at once`,
  speed: (speed: number) => `Replay: ${speed === 0 ? 'as fast as it goes' : `${speed}× speed`}`,
  notDone: (problem: string) => `The replay was not changed: ${problem}`,
  newest: 'Go to the newest bar',
  look: 'Look of the chart and indicators',
} as const;
