import { BUY, SELL } from '../../domain/side.ts';
import type { SideCode } from '../../domain/side.ts';
import type { HouseMarket } from '../../ports.ts';
import { TAKE_ONE_LEVEL_SHARE } from '../calibration.ts';
import type { HouseOrders } from './house-orders.ts';

/** Take what is offered: what is mispriced, and now and then because they want to trade. */
export class Takers {
  private readonly orders: HouseOrders;

  constructor(orders: HouseOrders) {
    this.orders = orders;
  }

  /** Whether a quote can be taken for less than the instrument is worth, or sold to for more. */
  get seeMispriced(): boolean {
    const { bid, ask, fairBid, fairAsk } = this.orders.view;
    return ask <= fairBid || bid >= fairAsk;
  }

  takeMispriced(market: HouseMarket): void {
    const { bid, ask, fairBid } = this.orders.view;
    const isCheap = ask <= fairBid;
    this.orders.take(market, isCheap ? BUY : SELL, isCheap ? ask : bid);
  }

  /** Take at the best price, more often on the side that the value leans to. */
  hit(market: HouseMarket, fairTicks: number): void {
    const { random, view, spreadSteps, stepTicks } = this.orders;
    const lean = fairTicks / stepTicks - (view.bid + view.ask) / 2;
    this.takeSide(market, random.uniform() < 0.5 + lean / (2 * spreadSteps) ? BUY : SELL);
  }

  /** Take at the best price, seldom beyond it. */
  takeSide(market: HouseMarket, side: SideCode): void {
    const { random, view, spreadSteps } = this.orders;
    const isDeep = random.uniform() >= TAKE_ONE_LEVEL_SHARE;
    const beyond = isDeep ? spreadSteps : 0;
    const worst = side === BUY ? view.ask + beyond : Math.max(1, view.bid - beyond);
    this.orders.take(market, side, worst);
  }
}
