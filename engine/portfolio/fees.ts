/**
 * Fees of fills, exact and without memory: a fill pays what its order owes after it less what the order
 * owed before it, both computed from the order's own totals. Rounding: commission to the nearest cent
 * of the order's total (half up); SEC and TAF up to the cent of the order's total, each by itself;
 * maker and taker fees to the nearest micro of each fill (half up).
 */
import type { FeeModel } from '../domain/fee-model.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Liquidity, Order } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';
import { mulDiv, mulDivUp } from '../domain/mul-div.ts';

const BASIS_POINTS_PER_WHOLE = 10_000;
const MICROS_PER_CENT = 10_000;
/** One part of a value in micros is this many `secCentsPerMillion`: 10^6 dollars in cents. */
const CENTS_PER_MILLION = 100_000_000;

/** What an order has filled by some moment. */
interface FilledPart {
  readonly qtyLots: number;
  readonly valueMicros: number;
}

/** What a fill costs in micros, never below 0; `order` has its totals after the fill. */
export function feeMicros(
  model: FeeModel,
  instrument: Instrument,
  { side, cumQtyLots, cumTickLots }: Pick<Order, 'side' | 'cumQtyLots' | 'cumTickLots'>,
  lastQtyLots: number,
  lastPriceTicks: number,
  liquidity: Liquidity,
): number {
  if (isFree(model)) return 0;
  const { tickValueMicros } = instrument;
  const valueMicros = lastPriceTicks * lastQtyLots * tickValueMicros;
  const after: FilledPart = { qtyLots: cumQtyLots, valueMicros: cumTickLots * tickValueMicros };
  const before: FilledPart = {
    qtyLots: cumQtyLots - lastQtyLots,
    valueMicros: after.valueMicros - valueMicros,
  };
  const rate = liquidity === 'maker' ? model.makerBasisPoints : model.takerBasisPoints;
  // Never negative: what an order owes grows with its quantity and its value, and both only grow.
  const ofOrder =
    orderFeeMicros(model, instrument, side, after) -
    orderFeeMicros(model, instrument, side, before);
  return ofOrder + mulDiv(valueMicros, rate, BASIS_POINTS_PER_WHOLE);
}

/** Commission and regulatory fees of an order that has filled this much. */
function orderFeeMicros(
  model: FeeModel,
  instrument: Instrument,
  side: Side,
  filled: FilledPart,
): number {
  if (filled.qtyLots === 0) return 0;
  const commission = commissionMicros(model, instrument, filled);
  const isCharged = side === 'sell' && instrument.assetClass === 'us_equity';
  return commission + (isCharged ? regulatoryMicros(model, instrument, filled) : 0);
}

function commissionMicros(
  model: FeeModel,
  { lotDecimals }: Instrument,
  { qtyLots, valueMicros }: FilledPart,
): number {
  const raw = mulDiv(qtyLots, model.perUnitMicros, 10 ** lotDecimals);
  const atLeast = Math.max(raw, model.orderMinMicros);
  const mostMicros = mulDiv(valueMicros, model.orderMaxBasisPoints, BASIS_POINTS_PER_WHOLE);
  const limited = model.orderMaxBasisPoints === 0 ? atLeast : Math.min(atLeast, mostMicros);
  return mulDiv(limited, 1, MICROS_PER_CENT) * MICROS_PER_CENT;
}

function regulatoryMicros(
  model: FeeModel,
  { lotDecimals }: Instrument,
  { qtyLots, valueMicros }: FilledPart,
): number {
  const sec = mulDivUp(valueMicros, model.secCentsPerMillion, CENTS_PER_MILLION);
  const taf = mulDivUp(qtyLots, model.tafMicrosPerShare, 10 ** lotDecimals);
  const limitedTaf = model.tafMaxMicros === 0 ? taf : Math.min(taf, model.tafMaxMicros);
  return upToCent(sec) + upToCent(limitedTaf);
}

function upToCent(micros: number): number {
  return mulDivUp(micros, 1, MICROS_PER_CENT) * MICROS_PER_CENT;
}

/** Whether a model charges nothing, ever. */
export function isFree(model: FeeModel): boolean {
  return (
    model.perUnitMicros === 0 &&
    model.orderMinMicros === 0 &&
    model.makerBasisPoints === 0 &&
    model.takerBasisPoints === 0 &&
    model.secCentsPerMillion === 0 &&
    model.tafMicrosPerShare === 0
  );
}
