/**
 * The simulated traders of one instrument. Each event is one of theirs: market makers keep quotes
 * where the instrument's worth wants them, takers take what is mispriced or what they need, momentum
 * traders follow a trend, and noise traders do by the calibrated shares what the recording's do. Prices
 * move because makers and takers close the gap between quotes and fair value.
 */
import { BUY, SELL } from '../domain/side.ts';
import type { HouseMarket } from '../ports.ts';
import * as calibration from './calibration.ts';
import type { SimulatedInstrument } from './catalogue.ts';
import { FairValue } from './fair-value.ts';
import type { Random } from './random.ts';
import { HouseOrders } from './traders/house-orders.ts';
import { MarketMakers } from './traders/market-makers.ts';
import { MomentumTraders } from './traders/momentum-traders.ts';
import { NoiseTraders } from './traders/noise-traders.ts';
import { Takers } from './traders/takers.ts';

/** How strongly a book that is too thin or too thick shifts adds against cancels. */
const AIM_PULL = 0.3;
/** Shares of events in which a mispriced quote is taken by takers and taken back by its makers. */
const MISPRICED_TAKE_SHARE = 0.2;
const MISPRICED_CANCEL_SHARE = 0.5;
/** How much of the way to the last price the fair value goes at an event. */
const FOLLOW_SHARE = 0.002;
/** Lots of others' orders that a gap trades through at most. */
const GAP_LOTS_MAX = 1_000_000_000;

export class InstrumentMarket {
  readonly fair: FairValue;
  private readonly index: number;
  private readonly random: Random;
  private readonly orders: HouseOrders;
  private readonly makers: MarketMakers;
  private readonly takers: Takers;
  private readonly momentum: MomentumTraders;
  private readonly noise: NoiseTraders;

  constructor(spec: SimulatedInstrument, index: number, startTicks: number, random: Random) {
    this.index = index;
    this.random = random;
    // Twice the price at which the step would change, so that the whole book has one step.
    const floorTicks = (spec.instrument.priceIncrements.at(-1)?.fromTicks ?? 0) * 2 + 1;
    this.fair = new FairValue(startTicks, floorTicks, spec.ownVolatility, spec.marketBeta);
    this.orders = new HouseOrders(spec, index, startTicks, random);
    this.makers = new MarketMakers(this.orders);
    this.takers = new Takers(this.orders);
    this.momentum = new MomentumTraders(this.orders, this.takers);
    this.noise = new NoiseTraders(this.orders);
  }

  /** Quotes around the fair value, so that the book has depth before its first event. */
  open(market: HouseMarket): void {
    this.makers.open(market, this.fair.ticks);
  }

  /** Lets the fair value wander for `seconds`, the market's index being at `marketLog`. */
  moveFair(seconds: number, marketLog: number): void {
    this.fair.advance(seconds, marketLog, this.random);
  }

  /**
   * The price jumps by a share of itself: all quotes are taken back and made again around the new
   * value; what other traders' orders offer beyond it is taken at their prices.
   */
  gap(market: HouseMarket, share: number): void {
    const { orders, makers } = this;
    orders.cancelAll(market);
    this.fair.jump(share);
    orders.look(market, this.fair.ticks);
    const { fairBid, fairAsk, bid, ask } = orders.view;
    if (bid >= fairAsk) orders.sweep(market, SELL, fairAsk, GAP_LOTS_MAX);
    if (ask > 0 && ask <= fairBid) orders.sweep(market, BUY, fairBid, GAP_LOTS_MAX);
    makers.open(market, this.fair.ticks);
    orders.look(market, this.fair.ticks);
    this.momentum.forget((orders.view.bid + orders.view.ask) / 2);
    // The first trade at the new price, so that the last one is not the old.
    this.takers.takeSide(market, share > 0 ? BUY : SELL);
  }

  /** One event. */
  act(market: HouseMarket): void {
    const last = market.lastTradeTicks(this.index);
    if (last > 0) this.fair.follow(last, FOLLOW_SHARE);
    this.orders.look(market, this.fair.ticks);
    if (this.makers.quoteEmptySide(market)) return;
    this.momentum.watch();
    if (!this.correct(market)) this.trade(market);
  }

  /** Acts on quotes that disagree with the fair value; false when there is nothing to correct. */
  private correct(market: HouseMarket): boolean {
    const chance = this.random.uniform();
    if (!this.takers.seeMispriced) return this.makers.mendSpread(market, chance);
    if (chance < MISPRICED_TAKE_SHARE) this.takers.takeMispriced(market);
    else if (chance < MISPRICED_TAKE_SHARE + MISPRICED_CANCEL_SHARE) this.makers.retreat(market);
    else return false;
    return true;
  }

  /** An event by the calibrated shares. */
  private trade(market: HouseMarket): void {
    const { noise } = this;
    const pull = AIM_PULL * this.noise.lack();
    const share = this.random.uniform();
    const addUpTo = calibration.ADD_SHARE;
    const cancelUpTo = addUpTo + calibration.CANCEL_SHARE;
    if (share < -pull) noise.thin(market);
    else if (share < addUpTo) noise.quote(market);
    else if (share < addUpTo + pull) noise.fillGap(market);
    else if (share < cancelUpTo) noise.leave(market);
    else if (share < cancelUpTo + calibration.MODIFY_SHARE) noise.modify(market);
    else if (!this.momentum.follow(market)) this.takers.hit(market, this.fair.ticks);
  }
}
