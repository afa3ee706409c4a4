/**
 * The one line of the chart that is being moved, by pointer or keys. Moving sends nothing: a second
 * step does, like everywhere else.
 */
import { create } from 'zustand';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { incrementTicksAt, stepPriceTicks } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { LineSpec } from '../../chart/order-lines.ts';
import type { OrderChange } from '../../trading/order-changes.ts';
import { isWaitingStop } from '../../trading/stops.ts';

/** What a line stands for. */
export type LineTarget =
  | { readonly kind: 'orders'; readonly orderIds: readonly number[] }
  /** Moved away from its price it becomes an exit: a stop where one waits, else a limit. */
  | { readonly kind: 'position' }
  | { readonly kind: 'alert'; readonly alertId: number };

export interface LineEdit {
  /** Key of the line's spec. */
  readonly key: string;
  readonly symbol: string;
  readonly target: LineTarget;
  readonly fromTicks: number;
  /** Where it is now, on the price grid. */
  readonly ticks: number;
}

export const useLineEdit = create<{ readonly edit: LineEdit | null }>(() => ({ edit: null }));

/** The edit if it is of a line of that symbol, which the charts of others leave alone; else null. */
export function lineEditOf(symbol: string): LineEdit | null {
  const { edit } = useLineEdit.getState();
  return edit?.symbol === symbol ? edit : null;
}

export function startLineEdit(symbol: string, line: LineSpec, target: LineTarget): void {
  const fromTicks = line.priceTicks;
  useLineEdit.setState({
    edit: { key: line.key, symbol, target, fromTicks, ticks: Math.round(fromTicks) },
  });
}

export function moveLine(ticks: number): void {
  useLineEdit.setState(({ edit }) => ({ edit: edit === null ? null : { ...edit, ticks } }));
}

export function endLineEdit(): void {
  // Each prepared order ends it: without one, that would draw the whole chart anew.
  if (useLineEdit.getState().edit !== null) useLineEdit.setState({ edit: null });
}

/** Whether the line lies elsewhere than at its beginning. */
export function isMoved(edit: LineEdit): boolean {
  return edit.ticks !== Math.round(edit.fromTicks);
}

/** The price on the grid that is nearest to `ticks`, which may be a fraction; at least one step. */
export function snapTicks(instrument: Instrument, ticks: number): number {
  const increment = incrementTicksAt(instrument, Math.max(1, Math.round(ticks)));
  return Math.max(increment, Math.round(ticks / increment) * increment);
}

/** A price `steps` of the grid away. A price between two steps goes to the next one first. */
export function nudgeTicks(instrument: Instrument, ticks: number, steps: number): number {
  const snapped = snapTicks(instrument, ticks);
  const isBetween = snapped !== Math.round(ticks);
  const goes = isBetween && Math.sign(snapped - ticks) === Math.sign(steps);
  return stepPriceTicks(instrument, snapped, steps - (goes ? Math.sign(steps) : 0));
}

/** Whether an order's line can be moved: it has a price of its own, which a trail has not. */
export function isMovable(order: Order): boolean {
  return !(order.type === 'trailing_stop' && isWaitingStop(order));
}

/**
 * What has to change for the order's line to lie at `ticks`. The limit of a stop-limit that waits keeps
 * its distance from the stop.
 */
export function changeToTicks(order: Order, ticks: number): OrderChange {
  if (!isWaitingStop(order) || order.stopPriceTicks === null) {
    return { qtyLots: null, limitPriceTicks: ticks };
  }
  const limit = order.limitPriceTicks;
  const limitPriceTicks = limit === null ? null : limit + ticks - order.stopPriceTicks;
  return { qtyLots: null, limitPriceTicks, stopPriceTicks: ticks };
}
