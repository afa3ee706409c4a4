/** Which horizontal lines a chart shows for own working orders and the position. */
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Order, OrderType, Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { formatMoney, formatQty } from '../format/number.ts';
import { tradingText } from '../text/trading.ts';
import { isWaitingStop, waitsOutside } from '../trading/stops.ts';

/** Lines shown at most, the ones nearest to the last price; more would hide the bars. */
export const ORDER_LINES_MAX = 60;

/** One line. Equal specs draw equal lines; `key` tells which one to keep when something changed. */
export interface LineSpec {
  readonly key: string;
  /** May lie between two ticks: an average price is not a price one can trade at. */
  readonly priceTicks: number;
  readonly kind: Side | 'position';
  /** A stop or an exit that waits: it is not in the book, so its line is broken. */
  readonly waits?: true;
  readonly title: string;
}

/**
 * Orders of one side, price and type: `BUY 100 LMT`, `SELL 100 STP`, `BUY 3 x 100 LMT`, of unequal ones
 * `BUY 250 LMT in 3`.
 */
function orderTitle(instrument: Instrument, group: Group): string {
  const { side, type, lots, sizes, count } = group;
  const word = side === 'buy' ? 'BUY' : 'SELL';
  const kind = tradingText.type[type];
  const [size] = sizes;
  if (count > 1 && sizes.size === 1 && size !== undefined) {
    return `${word} ${String(count)} x ${formatQty(instrument, size)} ${kind}`;
  }
  return `${word} ${formatQty(instrument, lots)} ${kind}${count > 1 ? ` in ${String(count)}` : ''}`;
}

interface Group {
  readonly side: Side;
  readonly ticks: number;
  /** `limit` for all that rest in the book, stops that were triggered included. */
  readonly type: OrderType;
  lots: number;
  count: number;
  readonly sizes: Set<number>;
}

/**
 * Lines of the working orders in `instrument`, at their limit or, while they wait, at their stop
 * price; quantity left in the title, one line a side, price and type. `nearTicks` decides which
 * survive the bound (0: the first ones).
 */
export function orderLines(
  instrument: Instrument,
  orders: readonly Order[],
  nearTicks: number,
): readonly LineSpec[] {
  const groups = new Map<string, Group>();
  for (const order of orders) {
    const waits = waitsOutside(order);
    const ticks = isWaitingStop(order) ? order.stopPriceTicks : order.limitPriceTicks;
    if (order.symbol !== instrument.symbol || ticks === null) continue;
    const type = waits ? order.type : 'limit';
    const key = `${order.side}@${String(ticks)}${waits ? ` ${type}` : ''}`;
    const group = groups.get(key) ?? {
      side: order.side,
      ticks,
      type,
      lots: 0,
      count: 0,
      sizes: new Set<number>(),
    };
    group.sizes.add(order.leavesQtyLots);
    group.lots += order.leavesQtyLots;
    group.count += 1;
    groups.set(key, group);
  }
  const nearest = [...groups].sort(
    ([, a], [, b]) => Math.abs(a.ticks - nearTicks) - Math.abs(b.ticks - nearTicks),
  );
  return nearest.slice(0, ORDER_LINES_MAX).map(([key, group]) => ({
    key,
    priceTicks: group.ticks,
    kind: group.side,
    ...(group.type !== 'limit' && { waits: true as const }),
    title: orderTitle(instrument, group),
  }));
}

/**
 * Keys of the lines that get a label in a pane of `height` px: those in view, the position's first and
 * then in the order given, each `apart` px or more from all before it. `placeOf` is a line's distance
 * from the top in px; null where that is not known.
 */
export function labelledLines(
  specs: readonly LineSpec[],
  placeOf: (spec: LineSpec) => number | null,
  height: number,
  apart: number,
): ReadonlySet<string> {
  const keys = new Set<string>();
  const taken: number[] = [];
  const position = specs.filter((spec) => spec.kind === 'position');
  for (const spec of [...position, ...specs.filter((other) => other.kind !== 'position')]) {
    const place = placeOf(spec);
    if (place === null || place < 0 || place > height) continue;
    if (taken.some((other) => Math.abs(other - place) < apart)) continue;
    taken.push(place);
    keys.add(spec.key);
  }
  return keys;
}

/** Average price of an open position in ticks, fractions included; null when flat. */
export function averageTicks(instrument: Instrument, position: Position): number | null {
  if (position.qtyLots === 0) return null;
  return position.costMicros / Math.abs(position.qtyLots) / instrument.tickValueMicros;
}

/** The position's average price with what is open and what it makes now (null: not known). */
export function positionLine(
  instrument: Instrument,
  position: Position | undefined,
  unrealisedMicros: number | null,
): LineSpec | null {
  if (position === undefined) return null;
  const ticks = averageTicks(instrument, position);
  if (ticks === null) return null;
  const word = position.qtyLots > 0 ? 'LONG' : 'SHORT';
  const qty = formatQty(instrument, Math.abs(position.qtyLots));
  const open = unrealisedMicros === null ? '' : ` ${formatMoney(unrealisedMicros, { sign: true })}`;
  return { key: 'position', priceTicks: ticks, kind: 'position', title: `${word} ${qty}${open}` };
}

/** Ticks as the number the price axis works with; for pixels only, never for money. */
export function axisPrice(instrument: Instrument, ticks: number): number {
  return (ticks * instrument.tickMantissa) / 10 ** instrument.tickDecimals;
}

/** Back from the axis to the nearest tick. */
export function axisTicks(instrument: Instrument, price: number): number {
  return Math.round((price * 10 ** instrument.tickDecimals) / instrument.tickMantissa);
}
