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

/** Columns of a fold's numbers: the fields of `Position` ... */
export const HELD_LOTS = 0;
export const COST_MICROS = 1;
export const REALISED_MICROS = 2;
export const FEES_MICROS = 3;
export const DAY_REALISED_MICROS = 4;
export const FIFO_REALISED_MICROS = 5;
export const DAY_FEES_MICROS = 6;
/** ... and what the last fill did: profit before fees, and change of the account's cash, fee included. */
export const FILL_REALISED = 7;
export const FILL_CASH_DELTA = 8;
const WIDTH = 9;

/** A position as it is folded: numbers in place, so that a fill makes no garbage. */
export class PositionFold {
  readonly numbers: Float64Array = new Float64Array(WIDTH);
  readonly symbol: string;
  tradeDate: string;
  #updatedUs: TimeUs;

  constructor(position: Position) {
    const { numbers } = this;
    this.symbol = position.symbol;
    this.tradeDate = position.tradeDate;
    this.#updatedUs = position.updatedUs;
    numbers[HELD_LOTS] = position.qtyLots;
    numbers[COST_MICROS] = position.costMicros;
    numbers[REALISED_MICROS] = position.realisedMicros;
    numbers[FEES_MICROS] = position.feesMicros;
    numbers[DAY_REALISED_MICROS] = position.dayRealisedMicros;
    numbers[FIFO_REALISED_MICROS] = position.fifoRealisedMicros;
    numbers[DAY_FEES_MICROS] = position.dayFeesMicros;
  }

  /** Signed open quantity. */
  get qtyLots(): number {
    return this.numbers[HELD_LOTS] ?? 0;
  }

  /** What it counts with in the size of its account. */
  get sizeMicros(): number {
    return (this.numbers[COST_MICROS] ?? 0) + Math.abs(this.numbers[REALISED_MICROS] ?? 0);
  }

  /** The position as it is now. */
  position(): Position {
    const { numbers } = this;
    return {
      symbol: this.symbol,
      qtyLots: this.qtyLots,
      costMicros: moneyMicros(numbers[COST_MICROS] ?? 0),
      realisedMicros: moneyMicros(numbers[REALISED_MICROS] ?? 0),
      feesMicros: moneyMicros(numbers[FEES_MICROS] ?? 0),
      dayRealisedMicros: moneyMicros(numbers[DAY_REALISED_MICROS] ?? 0),
      fifoRealisedMicros: moneyMicros(numbers[FIFO_REALISED_MICROS] ?? 0),
      dayFeesMicros: moneyMicros(numbers[DAY_FEES_MICROS] ?? 0),
      tradeDate: this.tradeDate,
      updatedUs: this.#updatedUs,
    };
  }

  /**
   * Applies one fill of `signedLots` (> 0 for a buy); one through zero closes the old position and opens
   * the other way. `fifoRealisedMicros` is what it realised of the oldest lots, which are the lot queue's
   * matter; `tradeDate` its trading date in the instrument's zone, YYYY-MM-DD.
   */
  fill(
    instrument: Instrument,
    signedLots: number,
    priceTicks: number,
    feeMicros: number,
    fifoRealisedMicros: number,
    tradeDate: string,
    us: TimeUs,
  ): void {
    const { numbers } = this;
    const before = numbers[HELD_LOTS] ?? 0;
    const cost = numbers[COST_MICROS] ?? 0;
    const lots = Math.abs(signedLots);
    const closes = before !== 0 && before > 0 !== signedLots > 0;
    const heldLots = Math.abs(before);
    const closedLots = closes ? Math.min(heldLots, lots) : 0;
    const costRemoved = mulDiv(cost, closedLots, heldLots);
    const closedValue = valueMicros(instrument, priceTicks, closedLots);
    const openedValue = valueMicros(instrument, priceTicks, lots - closedLots);
    const realised = before > 0 ? closedValue - costRemoved : costRemoved - closedValue;
    const isSameDay = this.tradeDate === tradeDate;
    const dayRealised = isSameDay ? (numbers[DAY_REALISED_MICROS] ?? 0) : 0;
    const dayFees = isSameDay ? (numbers[DAY_FEES_MICROS] ?? 0) : 0;
    numbers[HELD_LOTS] = before + signedLots;
    numbers[COST_MICROS] = checked(cost - costRemoved + openedValue);
    numbers[REALISED_MICROS] = checked((numbers[REALISED_MICROS] ?? 0) + realised);
    numbers[FEES_MICROS] = checked((numbers[FEES_MICROS] ?? 0) + feeMicros);
    numbers[DAY_REALISED_MICROS] = checked(dayRealised + realised);
    numbers[FIFO_REALISED_MICROS] = checked(
      (numbers[FIFO_REALISED_MICROS] ?? 0) + fifoRealisedMicros,
    );
    numbers[DAY_FEES_MICROS] = checked(dayFees + feeMicros);
    this.tradeDate = tradeDate;
    this.#updatedUs = us;
    const value = closedValue + openedValue;
    const paid = signedLots > 0 ? -value : value;
    const moved = instrument.assetClass === 'future' ? realised : paid;
    numbers[FILL_REALISED] = checked(realised);
    numbers[FILL_CASH_DELTA] = moved - feeMicros;
  }

  /** What the last fill did, as an object. */
  folded(): FoldedFill {
    return {
      position: this.position(),
      realisedMicros: moneyMicros(this.numbers[FILL_REALISED] ?? 0),
      cashDeltaMicros: this.numbers[FILL_CASH_DELTA] ?? 0,
    };
  }
}

/** The position that a fill makes of another one. */
export function foldFill(
  instrument: Instrument,
  before: Position,
  fill: PositionFill,
  fifoRealisedMicros: number,
): FoldedFill {
  const { side, lastQtyLots, lastPriceTicks, feeMicros, tradeDate, executedUs } = fill;
  const signedLots = side === 'buy' ? lastQtyLots : -lastQtyLots;
  const fold = new PositionFold(before);
  fold.fill(
    instrument,
    signedLots,
    lastPriceTicks,
    feeMicros,
    fifoRealisedMicros,
    tradeDate,
    executedUs,
  );
  return fold.folded();
}

function checked(value: number): number {
  assert(Number.isSafeInteger(value), 'money of a position is a safe integer of micros');
  return value;
}
