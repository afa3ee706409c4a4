/**
 * Lines of own orders, position and alerts as things to take hold of: which line is under the pointer,
 * what moving it would do, and what the second step sends.
 */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Quote } from '../../../engine/domain/market.ts';
import type { Order, Position } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import type { Grip, GripSource } from '../../chart/chart-pointer.ts';
import { averageTicks, resultMicros } from '../../chart/order-lines.ts';
import type { LineSpec } from '../../chart/order-lines.ts';
import type { ChartPlace, Place } from '../../chart/overlays/chart-place.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { stopTriggerNow } from '../../stores/account.ts';
import { chartLinesText } from '../../text/chart-lines.ts';
import { arrowText } from '../../trading/pnl-text.ts';
import { stopMarketTicks, stopWaits } from '../../trading/stop-draft.ts';
import {
  endLineEdit,
  isMovable,
  isMoved,
  lineEditOf,
  moveLine,
  snapTicks,
  startLineEdit,
} from './line-edit.ts';
import type { LineEdit, LineTarget } from './line-edit.ts';

/** How near to a line the pointer takes hold of it, in px. */
const REACH_PX = 4;

/** What the lines are about. */
export interface LineWorld {
  readonly instrument: Instrument | null;
  readonly orderOf: (orderId: number) => Order | undefined;
  readonly position: Position | undefined;
  readonly nearTicks: NearTicks;
}

/** Price that stops of a side are triggered by, as the account has it; 0 while none is known. */
export type NearTicks = (side: Side) => number;

/** The same by a quote. */
export function nearBy(quote: Quote | undefined): NearTicks {
  return (side) => stopMarketTicks(quote ?? null, side, stopTriggerNow());
}

/** What is asked of the chart's places. */
export type LinePlace = Pick<ChartPlace, 'size' | 'y' | 'ticksAt'>;

/** Offers the lines that are shown to the pointer. */
export class TradeLines implements GripSource {
  lines: readonly LineSpec[] = [];
  readonly #place: LinePlace;
  readonly #world: () => LineWorld;
  readonly #onDrop: (edit: LineEdit) => void;

  /** `onDrop`: a line was let go of at another price. */
  constructor(place: LinePlace, world: () => LineWorld, onDrop: (edit: LineEdit) => void) {
    this.#place = place;
    this.#world = world;
    this.#onDrop = onDrop;
  }

  gripAt(at: Place, press: boolean): Grip | null {
    const { width, height } = this.#place.size;
    if (at.x > width || at.y > height) return null;
    const line = this.#nearest(at.y);
    const target = line === null ? null : this.targetOf(line);
    if (line === null || target === null) return null;
    if (press) this.#take(line, target);
    return { cursor: 'ns-resize', move: this.#move, drop: this.#drop, cancel: endLineEdit };
  }

  /** What moving a line would change; null where it can't be moved. */
  targetOf(line: LineSpec): LineTarget | null {
    if (line.kind === 'position') return { kind: 'position' };
    if (line.alertId !== undefined) return { kind: 'alert', alertId: line.alertId };
    const orders = (line.orderIds ?? []).map((id) => this.#world().orderOf(id));
    const known = orders.filter((order) => order !== undefined);
    if (known.length === 0 || !known.every(isMovable)) return null;
    return { kind: 'orders', orderIds: known.map(({ orderId }) => orderId) };
  }

  /** Takes the line after the one being moved, the nearest to the market first; null: there is none. */
  next(): LineSpec | null {
    const { instrument } = this.#world();
    const movable = this.lines.filter(
      (line) => line.moving === undefined && this.targetOf(line) !== null,
    );
    const held = instrument === null ? null : lineEditOf(instrument.symbol);
    const at = movable.findIndex((line) => line.key === held?.key);
    const line = movable[(at + 1) % Math.max(1, movable.length)];
    const target = line === undefined ? null : this.targetOf(line);
    if (line === undefined || target === null || instrument === null) return null;
    startLineEdit(instrument.symbol, line, target);
    return line;
  }

  /** The alert whose line is at this height; null where none is. */
  alertAt(y: number): number | null {
    return this.#nearest(y)?.alertId ?? null;
  }

  #take(line: LineSpec, target: LineTarget): void {
    const { instrument } = this.#world();
    // What already waits for its second step is taken from where it lies.
    if (line.moving === undefined && instrument !== null) {
      startLineEdit(instrument.symbol, line, target);
    }
  }

  #nearest(y: number): LineSpec | null {
    let nearest: LineSpec | null = null;
    let least = REACH_PX + 1;
    for (const line of this.lines) {
      const place = this.#place.y(line.priceTicks);
      if (place === null) continue;
      // Of two at one price the one being moved is on top.
      const away = Math.abs(place - y) - (line.moving === true ? 1 : 0);
      if (away < least) [nearest, least] = [line, away];
    }
    return nearest;
  }

  readonly #move = ({ y }: Place): void => {
    const { instrument } = this.#world();
    const ticks = this.#place.ticksAt(y);
    if (instrument === null || ticks === null || lineEditOf(instrument.symbol) === null) return;
    moveLine(snapTicks(instrument, ticks));
  };

  readonly #drop = (): void => {
    const { instrument } = this.#world();
    const edit = instrument === null ? null : lineEditOf(instrument.symbol);
    if (edit !== null && isMoved(edit)) this.#onDrop(edit);
  };
}

/**
 * What a position's line becomes when it is moved to `ticks`: the side, type and what it would make. Where a
 * limit would trade at once, a stop waits; while no price is known its own stands for the market's.
 */
export function exitAt(
  instrument: Instrument,
  position: Position,
  ticks: number,
  nearTicks: NearTicks,
): { readonly side: Side; readonly orderType: 'limit' | 'stop'; readonly resultMicros: number } {
  const average = averageTicks(instrument, position) ?? ticks;
  const side = position.qtyLots > 0 ? 'sell' : 'buy';
  const result = Math.round((ticks - average) * position.qtyLots * instrument.tickValueMicros);
  const waits = stopWaits(side, ticks, nearTicks(side) || average);
  return { side, orderType: waits ? 'stop' : 'limit', resultMicros: result };
}

/** The line of a move under way; null where what it was about is gone. */
export function movingLine(
  world: LineWorld,
  edit: LineEdit,
  line: LineSpec | undefined,
): LineSpec | null {
  const { instrument, position } = world;
  if (instrument === null || instrument.symbol !== edit.symbol) return null;
  const title = movingTitle(world, instrument, edit, line);
  if (title === null) return null;
  const common = { key: 'moving', priceTicks: edit.ticks, moving: true, title } as const;
  if (edit.target.kind === 'position') {
    const side = (position?.qtyLots ?? 0) > 0 ? 'sell' : 'buy';
    return { ...common, kind: isMoved(edit) ? side : 'position' };
  }
  if (edit.target.kind === 'alert') {
    return { ...common, kind: 'alert', alertId: edit.target.alertId };
  }
  return { ...common, kind: line?.kind ?? 'buy', orderIds: edit.target.orderIds };
}

function movingTitle(
  { orderOf, position, nearTicks }: LineWorld,
  instrument: Instrument,
  edit: LineEdit,
  line: LineSpec | undefined,
): string | null {
  const price = formatPrice(instrument, edit.ticks);
  switch (edit.target.kind) {
    case 'alert':
      return chartLinesText.alertTo(price);
    case 'position': {
      if (position === undefined || position.qtyLots === 0) return null;
      if (!isMoved(edit)) return line?.title ?? '';
      const exit = exitAt(instrument, position, edit.ticks, nearTicks);
      const qty = formatQty(instrument, Math.abs(position.qtyLots));
      return chartLinesText.exit(exit.side, qty, exit.orderType, arrowText(exit.resultMicros));
    }
    case 'orders': {
      const orders = edit.target.orderIds.map(orderOf).filter((order) => order !== undefined);
      if (orders.length === 0 || line === undefined) return null;
      const result = resultMicros(instrument, orders, edit.ticks, position, orderOf);
      const [name = ''] = line.title.split('  ');
      const made = result === null ? '' : `  ${arrowText(result)}`;
      return `${name} > ${price}${made}`;
    }
  }
}
