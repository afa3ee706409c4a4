/**
 * How large an order is: a quantity, or a sum of money that is turned into one when the order is
 * accepted. Which orders may name a sum is Alpaca's rule: simple market orders.
 */
import type { RiskLimits } from '../contract/messages.ts';
import { decimalText, qtyText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { OrderClass, OrderType, TimeInForce } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { SELL } from '../domain/side.ts';
import type { Side } from '../domain/side.ts';
import { DEPTH_LEVELS_MAX } from '../market/instrument-market.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { collarTicks } from '../risk/risk-guard.ts';

/** What of an order decides its size. */
interface SizeTerms {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly orderClass: OrderClass;
  readonly qtyLots: number | null;
  readonly notionalMicros: number | null;
}

/** The same order with its quantity, or why it has none. */
export function sized<Terms extends SizeTerms>(
  terms: Terms,
  market: InstrumentMarket,
  limits: RiskLimits,
): (Terms & { readonly qtyLots: number }) | Refusal {
  const { qtyLots, notionalMicros } = terms;
  if (notionalMicros === null) {
    // The same object: its quantity is a number, as has just been asked.
    if (qtyLots !== null) return terms as Terms & { readonly qtyLots: number };
    return refusal('contract.qty_missing', 'qtyLots', null, 'a quantity or a sum of money');
  }
  if (qtyLots !== null) {
    const rule = 'a quantity or a sum of money, not both';
    return refusal('contract.size_not_allowed', 'notionalMicros', notionalMicros, rule);
  }
  const wrong = checkNotional(terms, market.instrument);
  if (wrong !== null) return wrong;
  if (market.state !== 'open') {
    const rule = `a sum of money while the market is open, which gives it its price; it is ${market.state}`;
    return refusal('book.notional_closed', 'notionalMicros', notionalMicros, rule);
  }
  const lots = lotsFor(terms.side, notionalMicros, market, limits);
  return typeof lots === 'number' ? { ...terms, qtyLots: lots } : lots;
}

function checkNotional(terms: SizeTerms, { assetClass }: Instrument): Refusal | null {
  const { orderType, orderClass, timeInForce } = terms;
  if (assetClass === 'future') {
    const rule = 'a quantity; a sum of money buys what is paid in full, not futures';
    return refusal('contract.notional', 'notionalMicros', terms.notionalMicros, rule);
  }
  if (orderType !== 'market') {
    const rule = 'only a market order is for a sum of money';
    return refusal('contract.notional', 'orderType', orderType, rule);
  }
  if (orderClass !== 'simple') {
    const rule = 'only a simple order is for a sum of money';
    return refusal('contract.notional', 'orderClass', orderClass, rule);
  }
  const times: readonly TimeInForce[] =
    assetClass === 'crypto' ? ['day', 'gtc', 'ioc'] : ['day', 'ioc'];
  if (times.includes(timeInForce)) return null;
  const rule = `an order for a sum of money is ${times.join(' or ')}`;
  return refusal('contract.notional', 'timeInForce', timeInForce, rule);
}

/**
 * Lots that cost no more than `sumMicros` now, rounded down: a buy takes the offers that are shown
 * and within the collar one after another, a sell is for what the best bid would pay.
 */
function lotsFor(
  side: Side,
  sumMicros: number,
  market: InstrumentMarket,
  limits: RiskLimits,
): number | Refusal {
  const { instrument, matching } = market;
  const bestTicks = side === 'buy' ? matching.bestAskTicks() : matching.bestBidTicks();
  if (bestTicks === 0) {
    const rule = `a sum of money needs someone who ${side === 'buy' ? 'sells' : 'buys'} now`;
    return refusal('book.no_quote', 'notionalMicros', sumMicros, rule);
  }
  const leastMicros = bestTicks * instrument.tickValueMicros;
  if (sumMicros < leastMicros) {
    // Exact, and with cents at least.
    const least = decimalText(leastMicros, 6).replace(/0{1,4}$/, '');
    const rule = `at least $${least}, the price of the smallest quantity, ${qtyText(instrument, 1)}`;
    return refusal('book.notional_too_small', 'notionalMicros', sumMicros, rule);
  }
  if (side === 'sell') return Math.floor(sumMicros / leastMicros);
  const worstTicks = collarTicks(limits, side, market.referenceTicks());
  const lots = affordableLots(market, sumMicros, worstTicks);
  if (lots > 0) return lots;
  const rule = 'a sum of money needs an offer within the price collar';
  return refusal('book.no_quote', 'notionalMicros', sumMicros, rule);
}

function affordableLots(market: InstrumentMarket, sumMicros: number, worstTicks: number): number {
  let leftMicros = sumMicros;
  let lots = 0;
  for (const { priceTicks, qtyLots } of market.depth(SELL, DEPTH_LEVELS_MAX)) {
    if (priceTicks > worstTicks) break;
    const lotMicros = priceTicks * market.instrument.tickValueMicros;
    const part = Math.min(qtyLots, Math.floor(leftMicros / lotMicros));
    lots += part;
    leftMicros -= part * lotMicros;
    if (part < qtyLots) break;
  }
  return lots;
}
