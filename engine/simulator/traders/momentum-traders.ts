import { BUY, SELL } from '../../domain/side.ts';
import type { HouseMarket } from '../../ports.ts';
import type { HouseOrders } from './house-orders.ts';
import type { Takers } from './takers.ts';

/** Weights of the newest middle price in a quick and a slow average, per event of the instrument. */
const QUICK = 1 / 32;
const SLOW = 1 / 512;
/** They see a trend when the averages are so many usual spreads apart. */
const TREND_SPREADS = 0.75;
/** Share of those who take that follow a trend where there is one. */
const FOLLOW_SHARE = 0.3;

/** Follow the market where it goes: they buy what rises and sell what falls. */
export class MomentumTraders {
  private readonly orders: HouseOrders;
  private readonly takers: Takers;
  private quick = 0;
  private slow = 0;

  constructor(orders: HouseOrders, takers: Takers) {
    this.orders = orders;
    this.takers = takers;
  }

  /** Note where the market is; once an event, with both sides quoted. */
  watch(): void {
    const { bid, ask } = this.orders.view;
    const middle = (bid + ask) / 2;
    if (this.slow === 0) this.forget(middle);
    this.quick += QUICK * (middle - this.quick);
    this.slow += SLOW * (middle - this.slow);
  }

  /** Take in the direction of the trend; false when there is none, or others are quicker. */
  follow(market: HouseMarket): boolean {
    const { random, spreadSteps } = this.orders;
    const trend = this.quick - this.slow;
    if (Math.abs(trend) < TREND_SPREADS * spreadSteps) return false;
    if (random.uniform() >= FOLLOW_SHARE) return false;
    this.takers.takeSide(market, trend > 0 ? BUY : SELL);
    return true;
  }

  /** After a jump there is no trend, but a new price. */
  forget(middle: number): void {
    this.quick = middle;
    this.slow = middle;
  }
}
