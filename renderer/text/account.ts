/** Words of the account panel and of its settings. */
import type { MarginMode } from '../../engine/contract/account.ts';
import type { FeeModel } from '../../engine/domain/fee-model.ts';
import type { StopTrigger } from '../../engine/domain/order.ts';

export const accountText = {
  label: 'Account',
  waiting: 'Waiting for the account',
  figures: {
    equity: 'Equity',
    cash: 'Cash',
    buyingPower: 'Buying power',
    reserved: 'Held by orders',
    longValue: 'Long value',
    shortValue: 'Short value',
    unrealised: 'Unrealised',
    realised: 'Realised',
    fifoRealised: 'Realised, FIFO',
    fees: 'Fees',
    day: 'Day P&L',
    dayFees: 'Fees today',
  },
  titles: {
    equity: 'Cash, long value, short value and what open futures have made, at the last prices',
    cash: 'What has been paid in, and all that fills have brought and cost',
    buyingPower:
      'Value of stocks that could be bought or sold short now; asked for when the margin mode says so',
    reserved: 'Part of the buying power that working orders hold',
    longValue: 'What is held, at the last prices; without futures, which are not paid for',
    shortValue: 'What is sold short, at the last prices',
    unrealised: 'Open positions at the last prices less what they cost, before fees',
    realised: 'Closed against average prices since the account began, before fees',
    fifoRealised: 'Closed against the oldest lots first, before fees',
    fees: 'Charged since the account began',
    day: 'Made since the trading day began: realised less fees, plus the change of unrealised',
    dayFees: 'Charged since the trading day began',
  },
  unpriced: (count: number): string =>
    `${count} ${count === 1 ? 'position' : 'positions'} without a quote, counted at cost`,
  margin: {
    off: 'Buying power not asked for',
    cash: 'Cash account',
    reg_t: 'Margin, Reg T',
  } satisfies Record<MarginMode, string>,

  range: 'Period of the equity curve',
  ranges: { day: '1D', week: '1W', month: '1M', all: 'All' },
  rangeTitles: {
    day: 'The last 24 hours, by the minute',
    week: 'The last 7 days, by the minute',
    month: 'The last 31 days: two weeks by the minute, before by the day',
    all: 'Since the account began: two weeks by the minute, before by the day',
  },
  curve: (from: string, to: string): string =>
    `Equity curve from ${from} to ${to}; the line is the first value`,
  curveEmpty: 'No equity curve yet: its first point comes with the first fill',
  curveLoading: 'Loading the equity curve',
  curveProblem: (why: string): string => `The equity curve could not be loaded: ${why}`,
  retry: 'Retry',
  change: 'Change',

  lost: 'Lost today',
  limits: 'Limits',
  limitsTitle: 'Risk limits of the engine',
  kill: 'Kill switch',
  killTitle: 'Cancel all, flatten, lock; prepares, Enter sends',
  settings: 'Settings',
  settingsTitle: 'Fees, margin mode, what triggers stops, symbols that cannot be borrowed',
  openSettings: 'Account settings: fees, margin, stop trigger, short selling',

  dialog: {
    title: 'Account settings',
    intro:
      'Holds from the next fill on: what has been charged stays. The starting balance is set when an account is created (--cash).',
    margin: 'Buying power',
    marginChoices: { off: 'Not asked for', cash: 'Cash', reg_t: 'Margin (Reg T)' } satisfies Record<
      MarginMode,
      string
    >,
    marginTitles: {
      off: 'For practice: orders need no buying power, it is only shown',
      cash: 'What is bought is paid in full, and nothing is sold short',
      reg_t: 'Stocks need half their value, long or short; coins all of it, futures a tenth',
    } satisfies Record<MarginMode, string>,
    stops: 'Stops by',
    stopChoices: { last_trade: 'Last trade', quote: 'Quote' } satisfies Record<StopTrigger, string>,
    stopTitles: {
      last_trade: 'A trade at the stop price or beyond triggers',
      quote: 'The bid triggers stops to sell, the ask stops to buy; waiting ones too',
    } satisfies Record<StopTrigger, string>,
    presets: 'Start from',
    presetNone: 'No fees',
    presetUs: 'US fees on sales, 2025',
    presetUsTitle:
      'Commission-free, with the SEC and FINRA fees on sales that Alpaca passed on from February to May 2025',
    fees: {
      perUnitMicros: 'Commission a unit, $',
      orderMinMicros: 'Least commission an order, $',
      orderMaxBasisPoints: 'Most commission, % of value',
      makerBasisPoints: 'Maker fee, % of value',
      takerBasisPoints: 'Taker fee, % of value',
      secCentsPerMillion: 'SEC fee on sales, $ a million',
      tafMicrosPerShare: 'FINRA fee on sales, $ a share',
      tafMaxMicros: 'Most FINRA fee an order, $',
    } satisfies Record<keyof FeeModel, string>,
    notShortable: 'Cannot be sold short',
    none: 'none',
    noMost: 'no limit',
    save: 'Save settings',
    saved: 'Account settings saved',
    notSaved: (why: string): string => `Not saved: ${why}`,
    changedElsewhere: 'The settings were changed elsewhere; this shows what you typed.',
  },
} as const;
