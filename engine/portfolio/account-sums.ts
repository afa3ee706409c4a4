import type { AccountState } from '../contract/account.ts';
import type { Account } from './account.ts';
import type { DayStarts } from './day-starts.ts';
import { dayPnlMicros, marketValueMicros, unrealisedMicros } from './valuation.ts';
import type { Mark } from './valuation.ts';

/** The state of an account but for its buying power, and what that is made of. */
export interface AccountSums extends Omit<AccountState, 'buyingPowerMicros' | 'reservedMicros'> {
  /** What open futures have made, which is neither in the cash yet nor a value that was paid for. */
  readonly openFuturesMicros: number;
  /** What the positions tie up, see engine/risk/buying-power.ts. */
  readonly requirementMicros: number;
}

/**
 * The account's sums at the marks; `markOf` gives null for a symbol that is no longer traded here.
 */
export function sumAccount(
  account: Account,
  atUs: number,
  markOf: (symbol: string) => Mark | null,
  dayStarts: DayStarts,
  requirementOf: (mark: Mark, valueMicros: number) => number,
): AccountSums {
  const { cashMicros } = account;
  let requirement = 0;
  let longValue = 0;
  let shortValue = 0;
  let futures = 0;
  let unrealised = 0;
  let realised = 0;
  let fifoRealised = 0;
  let fees = 0;
  let dayPnl = 0;
  let dayFees = 0;
  let unpriced = 0;
  for (const position of account.positions()) {
    const { symbol, qtyLots, costMicros } = position;
    realised += position.realisedMicros;
    fifoRealised += position.fifoRealisedMicros;
    fees += position.feesMicros;
    const mark = markOf(symbol);
    if (mark === null) {
      // Its instrument is gone and with it price, date and multiplier: at cost, and nothing today.
      if (qtyLots === 0) continue;
      unpriced += 1;
      if (qtyLots > 0) longValue += costMicros;
      else shortValue -= costMicros;
      continue;
    }
    if (position.tradeDate === mark.tradeDate) dayFees += position.dayFeesMicros;
    dayPnl += dayPnlMicros(position, mark, dayStarts.of(symbol));
    if (qtyLots === 0) continue;
    if (mark.markTicks === 0) unpriced += 1;
    const made = unrealisedMicros(position, mark);
    unrealised += made;
    const value = marketValueMicros(position, mark);
    requirement += requirementOf(mark, value);
    if (mark.instrument.assetClass === 'future') futures += made;
    else if (qtyLots > 0) longValue += value;
    else shortValue += value;
  }
  return {
    atUs,
    cashMicros,
    equityMicros: cashMicros + longValue + shortValue + futures,
    longValueMicros: longValue,
    shortValueMicros: shortValue,
    unrealisedMicros: unrealised,
    realisedMicros: realised,
    fifoRealisedMicros: fifoRealised,
    feesMicros: fees,
    dayPnlMicros: dayPnl,
    dayFeesMicros: dayFees,
    unpriced,
    openFuturesMicros: futures,
    requirementMicros: requirement,
  };
}
