import type { AccountState } from '../contract/account.ts';
import type { Account } from './account.ts';
import type { DayStarts } from './day-starts.ts';
import { dayPnlMicros, marketValueMicros, unrealisedMicros } from './valuation.ts';
import type { Mark } from './valuation.ts';

/**
 * The account's sums at the marks; `markOf` gives null for a symbol that is no longer traded here.
 */
export function sumAccount(
  account: Account,
  atUs: number,
  markOf: (symbol: string) => Mark | null,
  dayStarts: DayStarts,
): AccountState {
  const { cashMicros } = account;
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
    if (mark.instrument.assetClass === 'future') futures += made;
    else if (qtyLots > 0) longValue += marketValueMicros(position, mark);
    else shortValue += marketValueMicros(position, mark);
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
    buyingPowerMicros: 0,
    reservedMicros: 0,
    unpriced,
  };
}
