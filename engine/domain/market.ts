import type { PriceTicks, QtyLots } from './price.ts';
import type { Side } from './side.ts';
import type { TimeUs } from './time.ts';

/** A print on the tape. */
export interface Trade {
  /** 1, 2, 3, ... per instrument since the engine started. */
  readonly tradeNumber: number;
  readonly priceTicks: PriceTicks;
  readonly qtyLots: QtyLots;
  /** Side of the order that took liquidity. */
  readonly aggressor: Side;
  readonly executedUs: TimeUs;
}

/**
 * Whether an instrument trades: in its regular session, in one before or after it (only orders for
 * extended hours), not at this hour, stopped until it is opened again, or stopped for a while because
 * its price has moved too fast.
 */
export const MARKET_STATES = ['open', 'extended', 'closed', 'halted', 'paused'] as const;
export type MarketState = (typeof MARKET_STATES)[number];

/**
 * Limit Up - Limit Down: outside these prices nothing trades, and a stock that stays at one for 15 seconds
 * is paused. They move with the price of the last five minutes and hold in the regular session alone.
 */
export interface PriceBands {
  readonly lowerTicks: number;
  readonly upperTicks: number;
}

/** Best bid and ask with what has traded; a missing side has price and size 0. */
export interface Quote {
  readonly symbol: string;
  readonly state: MarketState;
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
  readonly lastTicks: number;
  readonly lastLots: number;
  readonly dayOpenTicks: number;
  readonly dayHighTicks: number;
  readonly dayLowTicks: number;
  readonly prevCloseTicks: number;
  readonly dayVolumeLots: number;
  /** When it last changed at its source. */
  readonly updatedUs: TimeUs;
  /** Absent where the market tells of none, or they do not hold now. */
  readonly bands?: PriceBands;
}

/** One price of a book side: total displayed size and how many orders it is of. */
export interface DepthLevel {
  readonly priceTicks: PriceTicks;
  readonly qtyLots: QtyLots;
  readonly orders: number;
}
