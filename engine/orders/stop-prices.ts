/** Where stops are elected and what they may cost then. Source of the rules: Alpaca's documentation. */
import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { sideCode } from '../domain/side.ts';
import type { Side } from '../domain/side.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { trailedStopTicks } from '../matching/trail.ts';
import type { OrderDraft } from './order-checks.ts';

/** A buy stop may cost 4 % more than its stop price below 50 dollars and 2.5 % from there, in 1/1000. */
const BUY_STOP_BELOW_50 = 1_040;
const BUY_STOP_FROM_50 = 1_025;
const WHOLE = 1_000;
const FIFTY_DOLLARS = 50;

/** What of an order decides where its stop is. */
export type StopTerms = Pick<
  OrderDraft,
  'side' | 'orderType' | 'stopPriceTicks' | 'trailTicks' | 'trailBasisPoints'
>;

/** Price at which an order would be elected; null when none elects it, or no market is known yet. */
export function stopTicksNow(market: InstrumentMarket, terms: StopTerms): number | null {
  const { side, orderType, stopPriceTicks, trailTicks, trailBasisPoints } = terms;
  if (orderType !== 'trailing_stop') return stopPriceTicks;
  const bestTicks = market.stopReferenceTicks(sideCode(side));
  if (bestTicks === 0) return null;
  const step = market.priceStepTicks;
  return trailedStopTicks(sideCode(side), bestTicks, trailTicks ?? 0, trailBasisPoints ?? 0, step);
}

/** Whether a stop lies where the market can come to: a buy stop above it, a sell stop below. */
export function checkStop(market: InstrumentMarket, terms: StopTerms): Refusal | null {
  const stopTicks = stopTicksNow(market, terms);
  if (stopTicks === null) return null;
  if (stopTicks < 1 || !Number.isSafeInteger(stopTicks)) {
    const field = terms.trailTicks === null ? 'trailBasisPoints' : 'trailTicks';
    const value = terms.trailTicks ?? terms.trailBasisPoints;
    return refusal('book.price_range', field, value, 'less than the price it trails');
  }
  return checkStopSide(terms.side, stopTicks, market);
}

/** Limit price of a buy stop that has been triggered, rounded down to a price of its book. */
export function buyStopLimitTicks(
  instrument: Instrument,
  priceStepTicks: number,
  stopTicks: number,
): number {
  const isBelow50 =
    stopTicks * instrument.tickMantissa < FIFTY_DOLLARS * 10 ** instrument.tickDecimals;
  const part = isBelow50 ? BUY_STOP_BELOW_50 : BUY_STOP_FROM_50;
  const limitTicks = Math.floor((stopTicks * part) / WHOLE);
  const step = Math.max(priceStepTicks, incrementTicksAt(instrument, limitTicks));
  return limitTicks - (limitTicks % step);
}

/** Limit price of a stop from when it is triggered; null when it becomes a market order. */
export function triggeredLimitTicks(market: InstrumentMarket, order: Order): number | null {
  if (order.type !== 'stop' || order.side === 'sell') return order.limitPriceTicks;
  return buyStopLimitTicks(market.instrument, market.priceStepTicks, order.stopPriceTicks ?? 0);
}

function checkStopSide(side: Side, stopTicks: number, market: InstrumentMarket): Refusal | null {
  const referenceTicks = market.stopReferenceTicks(sideCode(side));
  if (referenceTicks === 0) return null;
  if (side === 'buy' ? stopTicks > referenceTicks : stopTicks < referenceTicks) return null;
  const quoted = side === 'buy' ? 'the ask' : 'the bid';
  const what = market.stopTrigger === 'quote' ? quoted : 'the last price';
  const rule = `a ${side} stop ${side === 'buy' ? 'above' : 'below'} ${what}`;
  return refusal('book.stop_wrong_side', 'stopPriceTicks', stopTicks, rule);
}
