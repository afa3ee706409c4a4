import { BUY, SELL } from '../../domain/side.ts';
import type { SideCode } from '../../domain/side.ts';
import type { HouseMarket } from '../../ports.ts';
import * as calibration from '../calibration.ts';
import { draw, drawRange } from '../draw.ts';
import type { HouseOrders } from './house-orders.ts';
import { NEAR_LEVELS, ORDERS_BEHIND_AIM, ORDERS_BEST_AIM } from './market-makers.ts';

const PARKED: calibration.Weighted = { upTo: 1, low: calibration.PARKED_FROM, high: 40 };

/** Share of those who would quote far away that come near where nobody else does. */
const NEARER_SHARE = 0.65;
/** Orders a side beyond which parked ones are cancelled. */
const ORDERS_MAX = 900;
/** Of the orders aimed at, the share up to which all who quote at a price may stay. */
const PATIENCE = 0.6;

/** Everybody else: quote, leave and change their minds as often and where the recording's do. */
export class NoiseTraders {
  private readonly orders: HouseOrders;

  constructor(orders: HouseOrders) {
    this.orders = orders;
  }

  /** Add at a calibrated distance, more often on the side with fewer orders. */
  quote(market: HouseMarket): void {
    const { random, rosters, view } = this.orders;
    const side = random.below(this.orders.count + 1) < rosters[BUY].count ? SELL : BUY;
    const distance = draw(calibration.ADD_DISTANCE, random);
    const isFar = distance >= calibration.PARKED_FROM;
    if (isFar && random.uniform() < NEARER_SHARE * this.lackOn(side)) this.fillGap(market);
    else this.orders.add(market, side, view.stepAt(side, distance));
  }

  /** Add behind the best price where fewest quote. */
  fillGap(market: HouseMarket): void {
    const side = this.orders.anySide();
    this.orders.add(market, side, this.thinner(side, calibration.RETURN_DISTANCE));
  }

  /** Cancel at a calibrated distance, but the fewer orders a price has, the more patient they are. */
  leave(market: HouseMarket): void {
    const { orders } = this;
    const { random, view, spreadSteps } = orders;
    const side = orders.anySide();
    const range = drawRange(calibration.CANCEL_DISTANCE, random);
    if (range.low >= calibration.PARKED_FROM) {
      orders.cancel(market, side, range);
      return;
    }
    const distance = range.low + random.below(range.high - range.low + 1);
    const step = view.stepAt(side, distance);
    const aim = distance === 0 ? ORDERS_BEST_AIM : ORDERS_BEHIND_AIM / spreadSteps;
    const isPatient = random.uniform() * PATIENCE * aim > orders.rosters[side].countAt(step);
    orders.cancel(market, side, isPatient ? PARKED : { ...range, low: distance, high: distance });
  }

  /**
   * How thin the book is: 1 where nobody quotes behind the best price, 0 where as many do as are aimed
   * at, below 0 where too many orders wait in all.
   */
  lack(): number {
    const { count } = this.orders;
    if (count > 2 * ORDERS_MAX) return Math.max(-1, 1 - count / (2 * ORDERS_MAX));
    return this.lackOn(this.orders.anySide());
  }

  /** Looks at one near price, so it is right on average. */
  private lackOn(side: SideCode): number {
    const { random, rosters, view, spreadSteps } = this.orders;
    const there = rosters[side].countAt(view.stepAt(side, 1 + random.below(NEAR_LEVELS - 1)));
    return Math.max(0, 1 - (there * spreadSteps) / ORDERS_BEHIND_AIM);
  }

  /** Cancel one of the parked orders, where there are too many in all. */
  thin(market: HouseMarket): void {
    this.orders.cancel(market, this.orders.anySide(), PARKED);
  }

  /** Change the price of an order, or make it smaller. */
  modify(market: HouseMarket): void {
    const { orders } = this;
    const { random } = orders;
    const side = orders.anySide();
    const found = orders.find(market, side, () => drawRange(calibration.MODIFY_DISTANCE, random));
    if (found === null) return;
    const { entry, leavesLots } = found;
    const step = orders.rosters[side].step(entry);
    if (leavesLots > 1 && random.uniform() < calibration.MODIFY_DECREASE_SHARE) {
      orders.change(market, side, entry, step, 1 + random.below(leavesLots - 1));
    } else {
      orders.change(market, side, entry, this.moved(side, step), leavesLots);
    }
  }

  /** Where an order at `step` goes: one usual spread on, to where orders are parked, or back. */
  private moved(side: SideCode, step: number): number {
    const { random, view, spreadSteps } = this.orders;
    const distance = side === BUY ? view.bid - step : step - view.ask;
    const isNear = distance < calibration.PARKED_FROM * spreadSteps;
    const oneTick = isNear ? calibration.NEAR_ONE_TICK_SHARE : calibration.PARKED_ONE_TICK_SHARE;
    if (random.uniform() < oneTick) return this.nextTo(side, step);
    if (isNear) return view.stepAt(side, draw([calibration.PARK_DISTANCE], random));
    return this.thinner(side, calibration.RETURN_DISTANCE);
  }

  /** A usual spread nearer or further, where fewer quote. */
  private nextTo(side: SideCode, step: number): number {
    const roster = this.orders.rosters[side];
    const up = step + this.orders.spreadSteps;
    const down = Math.max(1, step - this.orders.spreadSteps);
    return roster.countAt(up) < roster.countAt(down) ? up : down;
  }

  /** Of two drawn prices the one at which fewer quote. */
  private thinner(side: SideCode, distances: readonly calibration.Weighted[]): number {
    const { random, rosters, view } = this.orders;
    const one = view.stepAt(side, draw(distances, random));
    const other = view.stepAt(side, draw(distances, random));
    const roster = rosters[side];
    return roster.countAt(one) <= roster.countAt(other) ? one : other;
  }
}
