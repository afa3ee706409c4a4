/**
 * What brings the positions here to what the venue counts: splits, transfers and trades that were never told
 * are no fills of ours, so they are booked as marked ones when a person accepts the venue's figures. What
 * grows a position is booked at the price that gives it the venue's average; what shrinks one at its own
 * average here, so that no result is made up.
 */
import type { Position } from '../domain/order.ts';
import type { Exchange } from '../market/exchange.ts';
import type { BookedFill } from './booked-fill.ts';
import type { OpeningPosition } from './opening.ts';

/** Mark of adjustments on orders, fills and in exports. */
export const ADJUSTMENT_TAG = 'venue adjustment';

/** What the venue counts of a symbol. */
type Target = Omit<OpeningPosition, 'carried'>;
type Held = Pick<Position, 'symbol' | 'qtyLots' | 'costMicros'>;

/**
 * The fills that make the positions `here` those `there`; of a symbol that is not listed there nothing is
 * held. `name` makes their names: no two acceptances may share one.
 */
export function adjustingFills(
  here: readonly Held[],
  there: readonly Target[],
  exchange: Pick<Exchange, 'market'>,
  name: string,
): BookedFill[] {
  const wanted = new Map(there.map((one) => [one.symbol, one]));
  const held = new Map(here.map((one) => [one.symbol, one]));
  const symbols = new Set([...held.keys(), ...wanted.keys()]);
  return [...symbols].flatMap((symbol) => {
    const tickValueMicros = exchange.market(symbol)?.instrument.tickValueMicros;
    // What is not followed has no units here; it goes on being told as a difference.
    if (tickValueMicros === undefined) return [];
    const own = held.get(symbol) ?? { symbol, qtyLots: 0, costMicros: 0 };
    const costTicks = own.costMicros / tickValueMicros;
    const steps = stepsOf(own.qtyLots, costTicks, wanted.get(symbol));
    return steps.map(({ qtyLots, priceTicks }, i) => ({
      clientOrderId: `${name}-${symbol}-${String(i + 1)}`,
      tag: ADJUSTMENT_TAG,
      symbol,
      qtyLots,
      priceTicks,
    }));
  });
}

interface Step {
  readonly qtyLots: number;
  readonly priceTicks: number;
}

/** `costTicks`: price x quantity of what is held, at least 0 as it is kept. */
function stepsOf(heldLots: number, costTicks: number, target: Target | undefined): Step[] {
  const { qtyLots: lots, priceTicks: averageTicks } = target ?? { qtyLots: 0, priceTicks: 1 };
  if (lots === heldLots) return [];
  const ownTicks = heldLots === 0 ? 1 : Math.max(1, Math.round(costTicks / Math.abs(heldLots)));
  if (heldLots !== 0 && Math.sign(lots) !== Math.sign(heldLots)) {
    const closing = { qtyLots: -heldLots, priceTicks: ownTicks };
    return lots === 0 ? [closing] : [closing, { qtyLots: lots, priceTicks: averageTicks }];
  }
  const changeLots = lots - heldLots;
  if (Math.abs(lots) < Math.abs(heldLots)) return [{ qtyLots: changeLots, priceTicks: ownTicks }];
  const priceTicks = Math.round((averageTicks * Math.abs(lots) - costTicks) / Math.abs(changeLots));
  // What a split adds has cost nothing: the least price comes nearest to the venue's average.
  return [{ qtyLots: changeLots, priceTicks: Math.max(1, priceTicks) }];
}
