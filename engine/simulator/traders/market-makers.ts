import type { HouseMarket } from '../../ports.ts';
import { BUY, SELL } from '../../domain/side.ts';
import type { Weighted } from '../calibration.ts';
import type { HouseOrders } from './house-orders.ts';

/** Orders at the best price and at one behind it, a side, that they begin with and aim at. */
export const ORDERS_BEST_AIM = 13;
export const ORDERS_BEHIND_AIM = 36;
/** Levels that are as deep, and how many orders those behind them begin with. */
export const NEAR_LEVELS = 10;
const ORDERS_FAR = 10;
/** Levels quoted at start. */
const START_LEVELS = 58;
/** Share of events in which a quote that is too far off is corrected. */
const QUOTE_GAP_SHARE = 0.8;
/** Share of events in which one of two quotes that are too close to earn anything is cancelled. */
const TIGHT_SHARE = 0.4;

const AT_BEST: Weighted = { upTo: 1, low: 0, high: 0 };

/** Quote both sides around what the instrument is worth, a usual spread apart. */
export class MarketMakers {
  private readonly orders: HouseOrders;

  constructor(orders: HouseOrders) {
    this.orders = orders;
  }

  /** Fill an empty book around `fairTicks`. */
  open(market: HouseMarket, fairTicks: number): void {
    const { orders } = this;
    for (let level = 0; level < START_LEVELS; level += 1) {
      const count =
        level === 0 ? ORDERS_BEST_AIM : level < NEAR_LEVELS ? ORDERS_BEHIND_AIM : ORDERS_FAR;
      for (let order = 0; order < count; order += 1) {
        for (const side of [BUY, SELL] as const) {
          orders.look(market, fairTicks);
          const distance = level * orders.spreadSteps;
          const { fairBid, fairAsk } = orders.view;
          orders.add(market, side, side === BUY ? fairBid - distance : fairAsk + distance);
        }
      }
    }
  }

  /** Quote a side that nobody quotes; false when both are there. */
  quoteEmptySide(market: HouseMarket): boolean {
    const { orders } = this;
    const { bid, ask, fairBid, fairAsk } = orders.view;
    if (bid !== 0 && ask !== 0) return false;
    if (bid === 0) orders.add(market, BUY, fairBid);
    else orders.add(market, SELL, fairAsk);
    return true;
  }

  /** Take back a quote that others would take for its price. */
  retreat(market: HouseMarket): void {
    const isCheap = this.orders.view.ask <= this.orders.view.fairBid;
    this.orders.cancel(market, isCheap ? SELL : BUY, AT_BEST);
  }

  /** Narrow a spread that is too wide, widen one that is too narrow; false: it is as it should be. */
  mendSpread(market: HouseMarket, chance: number): boolean {
    const { orders } = this;
    const { bid, ask, fairBid, fairAsk } = orders.view;
    const [gapBid, gapAsk] = [fairBid - bid, ask - fairAsk];
    if (ask - bid < orders.spreadSteps / 2 && chance < TIGHT_SHARE) {
      orders.cancel(market, gapBid < gapAsk ? BUY : SELL, AT_BEST);
      return true;
    }
    if (Math.max(gapBid, gapAsk) <= 0 || chance >= QUOTE_GAP_SHARE) return false;
    if (gapBid > gapAsk) orders.add(market, BUY, fairBid);
    else orders.add(market, SELL, fairAsk);
    return true;
  }
}
