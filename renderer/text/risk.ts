/** Words of the risk guard: its lock, the kill switch, its limits. */
import type { RiskLimits, RiskState } from '../../engine/contract/messages.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

type Lock = NonNullable<RiskState['lockedBy']>;

export const riskText = {
  /** What the status bar says. */
  chip: {
    kill_switch: 'LOCKED: kill switch',
    daily_loss: 'LOCKED: daily loss',
  } satisfies Record<Lock, string>,
  /** `until`: the trading date with which a daily loss ends, '' without one. */
  locked: {
    kill_switch: (until) =>
      until === ''
        ? 'Locked by the kill switch: orders may only reduce positions until it is unlocked'
        : `Locked by the kill switch, and by the daily loss until ${until}: orders may only reduce positions`,
    daily_loss: (until) =>
      `Locked by the daily loss limit until the trading day of ${until}: orders may only reduce positions`,
  } satisfies Record<Lock, (until: string) => string>,
  dayLoss: (lost: string, most: string): string => `Loss ${lost} of ${most}`,
  dayLossLabel: 'Daily loss',
  dayLossTitle: 'Lost today, of the limit at which all is closed and locked; opens the limits',
  killSwitch: 'Kill switch',
  unlocked: 'Trading is unlocked',
  notUnlocked: (why: string): string => `Not unlocked: ${why}`,
  kill: (orders: number, positions: number): string =>
    `Kill switch: cancel ${plural(orders, 'order', 'orders')}, close ${plural(positions, 'position', 'positions')}, lock trading`,
  killed: (orders: number, closings: number): string =>
    `Kill switch: canceled ${plural(orders, 'order', 'orders')}, sent ${plural(closings, 'closing order', 'closing orders')}, trading is locked`,

  commands: {
    kill: 'Kill switch: cancel all, flatten, lock',
    unlock: 'Unlock trading after the kill switch',
    limits: 'Risk limits',
  },

  dialog: {
    title: 'Risk limits',
    intro:
      'The engine holds every window and client to these. Orders that only reduce a position, cancels and closing are never kept from getting out. A unit is a share, a contract or a coin. Empty: no limit.',
    open: 'Trading is not locked',
    unlock: 'Unlock',
    save: 'Save limits',
    saved: 'Risk limits saved',
    notSaved: (why: string): string => `Not saved: ${why}`,
    dayLoss: 'Lost today',
    ofLimit: (lost: string, limit: string): string => `${lost} of ${limit}`,
    noLimit: (lost: string): string => `${lost}, no limit`,
    none: 'no limit',
    all: 'all',
    nothing: 'none',
    changedElsewhere: 'The limits were changed elsewhere; this shows what you typed.',
  },
  fields: {
    orderUnitsMax: 'Order quantity, units',
    orderValueMicrosMax: 'Order value, $',
    priceCollarBasisPoints: 'Price from the market, %',
    positionUnitsMax: 'Position in a symbol, units',
    positionValueMicrosMax: 'Position value in a symbol, $',
    openOrdersMax: 'Open orders',
    ordersPerSecondMax: 'Orders a second, all clients',
    clientOrdersPerSecondMax: 'Orders a second, each client',
    dailyLossMicrosMax: 'Daily loss, $ (then flat and locked)',
    allowSymbols: 'Only these symbols',
    denySymbols: 'Never these symbols',
  } satisfies Record<keyof RiskLimits, string>,
  problems: {
    needed: 'a value is needed here',
    number: (decimals: number): string =>
      decimals === 0 ? 'a whole number' : `a number with at most ${decimals} decimals`,
    range: (most: string): string => `more than 0, at most ${most}`,
    most: (most: string): string => `at most ${most}`,
    symbol: (text: string): string => `${text} is no symbol`,
    symbols: (most: number): string => `at most ${most} symbols`,
  },
} as const;
