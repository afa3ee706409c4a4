/** Which horizontal lines a chart shows for own working orders and the position. */
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { LegRole, Order, OrderType, Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { formatQty } from '../format/number.ts';
import { tradingText } from '../text/trading.ts';
import { workingOrdersText } from '../text/working-orders.ts';
import { arrowText } from '../trading/pnl-text.ts';
import { isWaitingStop, waitsOutside } from '../trading/stops.ts';

/** Lines shown at most, the ones nearest to the last price; more would hide the bars. */
export const ORDER_LINES_MAX = 60;

/** One line. Equal specs draw equal lines; `key` tells which one to keep when something changed. */
export interface LineSpec {
  readonly key: string;
  /** May lie between two ticks: an average price is not a price one can trade at. */
  readonly priceTicks: number;
  readonly kind: Side | 'position' | 'alert';
  /** A stop or an exit that waits: it is not in the book, so its line is broken. */
  readonly waits?: true;
  readonly title: string;
  /** Orders that the line stands for; none for the position. */
  readonly orderIds?: readonly number[];
  /** The price alert that it stands for. */
  readonly alertId?: number;
  /** Where a line is being moved to; nothing has been sent yet. */
  readonly moving?: true;
}

/**
 * Orders of one side, price and type: `BUY 100 LMT`, `SELL 100 STP`, `BUY 3 x 100 LMT`, of unequal ones
 * `BUY 250 LMT in 3`; exits of a group as `SELL 100 TP`. Behind it what they would make: `+25.00`.
 */
function orderTitle(instrument: Instrument, group: Group, resultMicros: number | null): string {
  const { side, type, lots, sizes, orders, role } = group;
  const word = side === 'buy' ? 'BUY' : 'SELL';
  const kind = role === null ? tradingText.type[type] : workingOrdersText.exits[role];
  const count = orders.length;
  const [size] = sizes;
  const result = resultMicros === null ? '' : `  ${arrowText(resultMicros)}`;
  if (count > 1 && sizes.size === 1 && size !== undefined) {
    return `${word} ${String(count)} x ${formatQty(instrument, size)} ${kind}${result}`;
  }
  const several = count > 1 ? ` in ${String(count)}` : '';
  return `${word} ${formatQty(instrument, lots)} ${kind}${several}${result}`;
}

interface Group {
  readonly side: Side;
  readonly ticks: number;
  /** `limit` for all that rest in the book, stops that were triggered included. */
  readonly type: OrderType;
  readonly role: LegRole | null;
  lots: number;
  readonly orders: Order[];
  readonly sizes: Set<number>;
}

/**
 * What orders at `ticks` would make, before fees: against the average price of the position that they
 * reduce, or of exits that wait for their entry, against its limit. null: they would open something.
 */
export function resultMicros(
  instrument: Instrument,
  orders: readonly Order[],
  ticks: number,
  position: Position | undefined,
  entryOf: (orderId: number) => Order | undefined,
): number | null {
  const average = position === undefined ? null : averageTicks(instrument, position);
  const held = position?.qtyLots ?? 0;
  let room = Math.abs(held);
  let sum: number | null = null;
  for (const order of orders) {
    const sign = order.side === 'sell' ? 1 : -1;
    const entry = order.status === 'held' ? entryOf(order.parentOrderId ?? -1) : undefined;
    let from: number | null = entry?.limitPriceTicks ?? null;
    let lots: number = order.leavesQtyLots;
    if (entry === undefined && average !== null && Math.sign(held) === sign) {
      from = average;
      lots = Math.min(lots, room);
      room -= lots;
    }
    if (from === null || lots === 0) continue;
    sum = (sum ?? 0) + Math.round((ticks - from) * sign * lots * instrument.tickValueMicros);
  }
  return sum;
}

/**
 * Lines of the working orders in `instrument`, at their limit or, while they wait, at their stop
 * price; quantity left in the title, one line a side, price and type. `nearTicks` decides which
 * survive the bound (0: the first ones). Lines of orders that reduce `position` say what they make.
 */
export function orderLines(
  instrument: Instrument,
  orders: readonly Order[],
  nearTicks: number,
  position?: Position,
): readonly LineSpec[] {
  const groups = new Map<string, Group>();
  for (const order of orders) {
    const waits = waitsOutside(order);
    const ticks = isWaitingStop(order) ? order.stopPriceTicks : order.limitPriceTicks;
    if (order.symbol !== instrument.symbol || ticks === null) continue;
    const type = waits ? order.type : 'limit';
    const role = order.legRole;
    const of = role === null ? '' : ` ${role}`;
    const key = `${order.side}@${String(ticks)}${waits ? ` ${type}` : ''}${of}`;
    const group = groups.get(key) ?? {
      side: order.side,
      ticks,
      type,
      role,
      lots: 0,
      orders: [],
      sizes: new Set<number>(),
    };
    group.sizes.add(order.leavesQtyLots);
    group.lots += order.leavesQtyLots;
    group.orders.push(order);
    groups.set(key, group);
  }
  const nearest = [...groups].sort(
    ([, a], [, b]) => Math.abs(a.ticks - nearTicks) - Math.abs(b.ticks - nearTicks),
  );
  const entryOf = (orderId: number): Order | undefined =>
    orders.find((order) => order.orderId === orderId);
  return nearest.slice(0, ORDER_LINES_MAX).map(([key, group]) => {
    const result = resultMicros(instrument, group.orders, group.ticks, position, entryOf);
    return {
      key,
      priceTicks: group.ticks,
      kind: group.side,
      ...(group.type !== 'limit' && { waits: true as const }),
      title: orderTitle(instrument, group, result),
      orderIds: group.orders.map(({ orderId }) => orderId),
    };
  });
}

/** Labels that may stand beside their lines, pushed there by nearer ones; more would be far from theirs. */
const PUSHED_MAX = 3;

/**
 * Keys of the lines that get a label in a pane of `height` px: those in view, what is being moved and the position's first and
 * then in the order given. Where a label would lie within `apart` px of one before it, the axis pushes it aside: the first few
 * may be, so that an order near the position is named as well. `placeOf` is a line's distance from the top in px; null where
 * that is not known.
 */
export function labelledLines(
  specs: readonly LineSpec[],
  placeOf: (spec: LineSpec) => number | null,
  height: number,
  apart: number,
): ReadonlySet<string> {
  const keys = new Set<string>();
  const taken: number[] = [];
  let pushed = 0;
  const isFirst = (spec: LineSpec): boolean => spec.moving === true || spec.kind === 'position';
  const first = specs.filter(isFirst);
  for (const spec of [...first, ...specs.filter((other) => !isFirst(other))]) {
    const place = placeOf(spec);
    if (place === null || place < 0 || place > height) continue;
    if (taken.some((other) => Math.abs(other - place) < apart)) {
      if (pushed === PUSHED_MAX) continue;
      pushed += 1;
    }
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
  const open = unrealisedMicros === null ? '' : ` ${arrowText(unrealisedMicros)}`;
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
