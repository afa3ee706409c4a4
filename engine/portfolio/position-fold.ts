/**
 * A position is a fold over fills and nothing else. Costs are kept at average price in integer
 * micros: what a reduction takes from the cost is rounded once, and what it takes the rest keeps,
 * so that realised profit plus open cost always equals the money that moved, to the micro.
 */
import { assert } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import { valueMicros } from '../domain/instrument.ts';
import type { Position } from '../domain/order.ts';
import { moneyMicros } from '../domain/price.ts';
import type { MoneyMicros } from '../domain/price.ts';
import type { Side } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import { mulDiv } from '../domain/mul-div.ts';

/** What one fill did. */
export interface PositionFill {
  readonly side: Side;
  readonly lastQtyLots: number;
  readonly lastPriceTicks: number;
  readonly feeMicros: number;
  /** Trading date of the fill in the instrument's zone, YYYY-MM-DD. */
  readonly tradeDate: string;
  readonly executedUs: TimeUs;
}

export interface FoldedFill {
  readonly position: Position;
  /** Profit this fill realised, before fees. */
  readonly realisedMicros: MoneyMicros;
  /** What the fill did to the account's cash, fee included. */
  readonly cashDeltaMicros: number;
}

export function flatPosition(symbol: string, tradeDate: string, us: TimeUs): Position {
  return {
    symbol,
    qtyLots: 0,
    costMicros: moneyMicros(0),
    realisedMicros: moneyMicros(0),
    feesMicros: moneyMicros(0),
    dayRealisedMicros: moneyMicros(0),
    fifoRealisedMicros: moneyMicros(0),
    dayFeesMicros: moneyMicros(0),
    tradeDate,
    updatedUs: us,
  };
}

/**
 * Applies one fill; a fill through zero closes the old position and opens the other way.
 * `fifoRealisedMicros` is what it realised of the oldest lots, which are the lot queue's matter.
 */
export function foldFill(
  instrument: Instrument,
  before: Position,
  fill: PositionFill,
  fifoRealisedMicros: number,
): FoldedFill {
  const signedLots = fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots;
  const closes = before.qtyLots !== 0 && Math.sign(before.qtyLots) !== Math.sign(signedLots);
  const heldLots = Math.abs(before.qtyLots);
  const closedLots = closes ? Math.min(heldLots, fill.lastQtyLots) : 0;
  const openedLots = fill.lastQtyLots - closedLots;

  const costRemoved = mulDiv(before.costMicros, closedLots, heldLots);
  const closedValue = valueMicros(instrument, fill.lastPriceTicks, closedLots);
  const realised = before.qtyLots > 0 ? closedValue - costRemoved : costRemoved - closedValue;
  const openedValue = valueMicros(instrument, fill.lastPriceTicks, openedLots);
  const isSameDay = before.tradeDate === fill.tradeDate;

  const position: Position = {
    symbol: before.symbol,
    qtyLots: before.qtyLots + signedLots,
    costMicros: checkedMicros(before.costMicros - costRemoved + openedValue),
    realisedMicros: checkedMicros(before.realisedMicros + realised),
    feesMicros: checkedMicros(before.feesMicros + fill.feeMicros),
    dayRealisedMicros: checkedMicros((isSameDay ? before.dayRealisedMicros : 0) + realised),
    fifoRealisedMicros: checkedMicros(before.fifoRealisedMicros + fifoRealisedMicros),
    dayFeesMicros: checkedMicros((isSameDay ? before.dayFeesMicros : 0) + fill.feeMicros),
    tradeDate: fill.tradeDate,
    updatedUs: fill.executedUs,
  };
  const moved =
    instrument.assetClass === 'future'
      ? realised
      : -Math.sign(signedLots) * (closedValue + openedValue);
  return {
    position,
    realisedMicros: checkedMicros(realised),
    cashDeltaMicros: moved - fill.feeMicros,
  };
}

function checkedMicros(value: number): MoneyMicros {
  assert(Number.isSafeInteger(value), 'money of a position is a safe integer of micros');
  return moneyMicros(value);
}
