/**
 * Stop to break-even: the stops that protect a position move to the price at which it has neither won
 * nor lost, or a position without one gets one there. A stop only ever comes nearer to the market,
 * and none is sent that the market has passed: it would trade at once.
 */
import { incrementTicksAt } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { isWaitingStop } from '../../engine/domain/order.ts';
import type { Order, Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { formatPrice } from '../format/number.ts';
import { tradingText } from '../text/trading.ts';
import { stopWaits } from './stop-draft.ts';

/** One stop that moves; `limitPriceTicks` keeps a stop-limit's distance, null on other stops. */
export interface StopMove {
  readonly orderId: number;
  readonly stopPriceTicks: number;
  readonly limitPriceTicks: number | null;
}

/** What protects the position from then on: the stops that move, or a new one for all of it. */
export interface BreakEvenScope {
  readonly kind: 'break_even';
  readonly symbol: string;
  /** Of the stop: a sell protects a long. */
  readonly side: Side;
  /** Size of the position. */
  readonly qtyLots: number;
  readonly stopPriceTicks: number;
  /** Empty: a new stop is sent. */
  readonly moves: readonly StopMove[];
  /** A part of a share can only be protected for the day. */
  readonly timeInForce: 'gtc' | 'day';
}

/** The scope for a position as it stands, or why there is nothing to do. */
export function breakEvenScope(
  instrument: Instrument,
  working: readonly Order[],
  position: Position | undefined,
  nearTicks: number,
): BreakEvenScope | string {
  const { symbol } = instrument;
  if (position === undefined || position.qtyLots === 0) {
    return tradingText.nothingToProtect(symbol);
  }
  const side = position.qtyLots > 0 ? 'sell' : 'buy';
  const stopPriceTicks = evenTicks(instrument, position);
  const price = formatPrice(instrument, stopPriceTicks);
  if (nearTicks <= 0) return tradingText.noLast(symbol);
  if (!stopWaits(side, stopPriceTicks, nearTicks)) {
    return tradingText.beyondEven(symbol, price, formatPrice(instrument, nearTicks));
  }
  const stops = working.filter((order) => protects(order, symbol, side));
  const moves = stops.flatMap((order) => moveOf(order, stopPriceTicks));
  if (stops.length > 0 && moves.length === 0) return tradingText.alreadyEven(symbol, price);
  const qtyLots = Math.abs(position.qtyLots);
  const isPart =
    instrument.assetClass === 'us_equity' && qtyLots % 10 ** instrument.lotDecimals > 0;
  const timeInForce = isPart ? 'day' : 'gtc';
  return { kind: 'break_even', symbol, side, qtyLots, stopPriceTicks, moves, timeInForce };
}

/**
 * The average price on the instrument's grid, rounded to the side on which nothing is lost: up for a
 * long, down for a short. Before fees, as the average itself.
 */
export function evenTicks(instrument: Instrument, { qtyLots, costMicros }: Position): number {
  const perTick = BigInt(Math.abs(qtyLots)) * BigInt(instrument.tickValueMicros);
  const cost = BigInt(costMicros);
  const step = BigInt(incrementTicksAt(instrument, Number(cost / perTick)));
  const down = cost / (perTick * step);
  const up = qtyLots > 0 && down * perTick * step < cost ? down + 1n : down;
  const ticks = Number(up * step);
  return Math.max(Number(step), ticks);
}

/** A held exit belongs to an entry that has not filled and a trailing stop keeps its own distance. */
function protects(order: Order, symbol: string, side: Side): boolean {
  if (order.symbol !== symbol || order.side !== side || order.status === 'held') return false;
  return isWaitingStop(order) && order.type !== 'trailing_stop';
}

/** The order's move there; nothing where it is as near to the market already. */
function moveOf(order: Order, stopPriceTicks: number): StopMove[] {
  const before = order.stopPriceTicks ?? 0;
  const isNearer = order.side === 'sell' ? stopPriceTicks > before : stopPriceTicks < before;
  if (!isNearer) return [];
  const limit = order.limitPriceTicks;
  const limitPriceTicks = limit === null ? null : Math.max(1, limit + stopPriceTicks - before);
  return [{ orderId: order.orderId, stopPriceTicks, limitPriceTicks }];
}
