/**
 * The simulated traders of one instrument. Each event is one of theirs: somebody quotes, cancels,
 * changes or takes. What they do follows the calibrated shares while quotes agree with the fair
 * value; when they do not, market makers close the gap or traders take what is mispriced, which is
 * how prices move.
 */
import { incrementTicksAt } from '../domain/instrument.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { HouseMarket } from '../ports.ts';
import * as calibration from './calibration.ts';
import type { SimulatedInstrument } from './catalogue.ts';
import { draw, drawRange } from './draw.ts';
import { FairValue } from './fair-value.ts';
import { QuoteView } from './quote-view.ts';
import type { Random } from './random.ts';
import { Roster } from './roster.ts';

/** Orders a side that the traders aim at, in all, at the best price and at one behind it: half as
 * deep as the recording, whose orders have a mean size of 2.2 (`DEPTH_LOTS`). */
const ORDERS_AIM = 640;
const ORDERS_BEST_AIM = 7;
const ORDERS_BEHIND_AIM = 11;
/** How strongly a book that is too thin or too thick shifts adds against cancels. */
const AIM_PULL = 0.5;
/** Share of events in which a quote that is too far off, or mispriced, is corrected. */
const QUOTE_GAP_SHARE = 0.8;
/** Share of events in which one of two quotes that are too close to earn anything is cancelled. */
const TIGHT_SHARE = 0.4;
const MISPRICED_TAKE_SHARE = 0.2;
const MISPRICED_CANCEL_SHARE = 0.5;
/** How much of the way to the last price the fair value goes at an event. */
const FOLLOW_SHARE = 0.002;
/** Share of the smallest orders that are odd lots. */
const ODD_LOT_SHARE = 0.4;
/** Orders found gone in one event before it is given up. */
const GONE_MAX = 8;
/** Lots of others' orders that a gap trades through at most. */
const GAP_LOTS_MAX = 1_000_000_000;
/** Levels quoted at start. */
const START_LEVELS = 58;

const AT_BEST: calibration.Weighted = { upTo: 1, low: 0, high: 0 };
const PARKED: calibration.Weighted = { upTo: 1, low: calibration.PARKED_FROM, high: 60 };

export class InstrumentMarket {
  readonly fair: FairValue;
  private readonly index: number;
  private readonly random: Random;
  private readonly stepTicks: number;
  private readonly spreadSteps: number;
  private readonly sizeLots: number;
  private readonly rosters: readonly [Roster, Roster] = [new Roster(-1), new Roster(1)];
  private readonly view: QuoteView;

  constructor(spec: SimulatedInstrument, index: number, startTicks: number, random: Random) {
    this.index = index;
    this.random = random;
    this.stepTicks = incrementTicksAt(spec.instrument, startTicks);
    this.spreadSteps = spec.spreadSteps;
    this.view = new QuoteView(spec.spreadSteps, random);
    this.sizeLots = spec.sizeLots;
    // Twice the price at which the step would change, so that the whole book has one step.
    const floorTicks = (spec.instrument.priceIncrements.at(-1)?.fromTicks ?? 0) * 2 + 1;
    this.fair = new FairValue(startTicks, floorTicks, spec.ownVolatility, spec.marketBeta);
  }

  /** Quotes around the fair value, so that the book has depth before its first event. */
  open(market: HouseMarket): void {
    for (let level = 0; level < START_LEVELS; level += 1) {
      const orders = level === 0 ? ORDERS_BEST_AIM : ORDERS_BEHIND_AIM;
      for (let order = 0; order < orders; order += 1) {
        for (const side of [BUY, SELL] as const) {
          this.look(market);
          const distance = level * this.spreadSteps;
          this.add(
            market,
            side,
            side === BUY ? this.view.fairBid - distance : this.view.fairAsk + distance,
          );
        }
      }
    }
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
    for (const roster of this.rosters) {
      while (roster.count > 0) this.cancelAny(market, roster);
    }
    this.fair.jump(share);
    this.look(market);
    const { fairBid, fairAsk, bid, ask } = this.view;
    if (bid >= fairAsk) market.take(this.index, SELL, fairAsk * this.stepTicks, GAP_LOTS_MAX);
    if (ask > 0 && ask <= fairBid) {
      market.take(this.index, BUY, fairBid * this.stepTicks, GAP_LOTS_MAX);
    }
    this.open(market);
    this.look(market);
    // The first trade at the new price, so that the last one is not the old.
    if (share > 0) this.take(market, BUY, this.view.ask);
    else this.take(market, SELL, this.view.bid);
  }

  /** One event. */
  act(market: HouseMarket): void {
    const last = market.lastTradeTicks(this.index);
    if (last > 0) this.fair.follow(last, FOLLOW_SHARE);
    this.look(market);
    if (this.view.bid === 0) this.add(market, BUY, this.view.fairBid);
    else if (this.view.ask === 0) this.add(market, SELL, this.view.fairAsk);
    else if (!this.correct(market)) this.trade(market);
  }

  private look(market: HouseMarket): void {
    const { rosters, view } = this;
    const bid = market.bestBidTicks(this.index) / this.stepTicks;
    const ask = market.bestAskTicks(this.index) / this.stepTicks;
    if (bid > 0) rosters[BUY].dropBetter(bid);
    if (ask > 0) rosters[SELL].dropBetter(ask);
    view.look(bid, ask, this.fair.ticks / this.stepTicks);
  }

  /** Acts on quotes that disagree with the fair value; false when there is nothing to correct. */
  private correct(market: HouseMarket): boolean {
    const chance = this.random.uniform();
    if (this.view.ask <= this.view.fairBid || this.view.bid >= this.view.fairAsk) {
      const isCheap = this.view.ask <= this.view.fairBid;
      if (chance < MISPRICED_TAKE_SHARE) {
        this.take(market, isCheap ? BUY : SELL, isCheap ? this.view.ask : this.view.bid);
      } else if (chance < MISPRICED_TAKE_SHARE + MISPRICED_CANCEL_SHARE) {
        this.cancel(market, isCheap ? SELL : BUY, AT_BEST);
      } else return false;
      return true;
    }
    const gapBid = this.view.fairBid - this.view.bid;
    const gapAsk = this.view.ask - this.view.fairAsk;
    if (this.view.ask - this.view.bid < this.spreadSteps / 2 && chance < TIGHT_SHARE) {
      this.cancel(market, gapBid < gapAsk ? BUY : SELL, AT_BEST);
      return true;
    }
    if (Math.max(gapBid, gapAsk) <= 0 || chance >= QUOTE_GAP_SHARE) return false;
    if (gapBid > gapAsk) this.add(market, BUY, this.view.fairBid);
    else this.add(market, SELL, this.view.fairAsk);
    return true;
  }

  /** An event by the calibrated shares. */
  private trade(market: HouseMarket): void {
    const { random } = this;
    const orders = this.rosters[BUY].count + this.rosters[SELL].count;
    const pull = AIM_PULL * Math.max(-1, Math.min(1, 1 - orders / (2 * ORDERS_AIM)));
    const share = random.uniform();
    const addUpTo = calibration.ADD_SHARE;
    const cancelUpTo = addUpTo + calibration.CANCEL_SHARE;
    if (share < -pull) this.cancel(market, this.anySide(), PARKED);
    else if (share < addUpTo) this.quote(market);
    else if (share < addUpTo + pull) this.fillGap(market);
    else if (share < cancelUpTo) this.leave(market);
    else if (share < cancelUpTo + calibration.MODIFY_SHARE) this.modify(market);
    else this.hit(market);
  }

  /** Adds at a calibrated distance, more often on the side with fewer orders. */
  private quote(market: HouseMarket): void {
    const { random, rosters } = this;
    const buys = rosters[BUY].count;
    const side = random.below(buys + rosters[SELL].count + 1) < buys ? SELL : BUY;
    this.add(market, side, this.view.stepAt(side, draw(calibration.ADD_DISTANCE, random)));
  }

  /** Adds behind the best price where fewest quote. */
  private fillGap(market: HouseMarket): void {
    const side = this.anySide();
    this.add(market, side, this.thinner(side, calibration.RETURN_DISTANCE));
  }

  /** Cancels at a calibrated distance, but the fewer orders a price has, the more patient they are. */
  private leave(market: HouseMarket): void {
    const { random } = this;
    const side = this.anySide();
    const range = drawRange(calibration.CANCEL_DISTANCE, random);
    if (range.low >= calibration.PARKED_FROM) {
      this.cancel(market, side, range);
      return;
    }
    const distance = range.low + random.below(range.high - range.low + 1);
    const step = this.view.stepAt(side, distance);
    const aim = distance === 0 ? ORDERS_BEST_AIM : ORDERS_BEHIND_AIM / this.spreadSteps;
    const isPatient = random.uniform() * aim > this.rosters[side].countAt(step);
    this.cancel(market, side, isPatient ? PARKED : { ...range, low: distance, high: distance });
  }

  private cancel(market: HouseMarket, side: SideCode, range: calibration.Weighted): void {
    const roster = this.rosters[side];
    for (let tries = 0; tries < GONE_MAX; tries += 1) {
      const index = this.pick(side, range);
      if (index < 0) return;
      const handle = roster.handle[index] ?? 0;
      const orderId = roster.orderId[index] ?? 0;
      roster.remove(index);
      if (market.cancel(this.index, handle, orderId)) return;
    }
  }

  private modify(market: HouseMarket): void {
    const side = this.anySide();
    const roster = this.rosters[side];
    for (let tries = 0; tries < GONE_MAX; tries += 1) {
      const index = this.pick(side, drawRange(calibration.MODIFY_DISTANCE, this.random));
      if (index < 0) return;
      const handle = roster.handle[index] ?? 0;
      const orderId = roster.orderId[index] ?? 0;
      const leaves = market.leavesLots(this.index, handle, orderId);
      if (leaves > 0) {
        this.change(market, side, index, leaves);
        return;
      }
      roster.remove(index);
    }
  }

  private change(market: HouseMarket, side: SideCode, index: number, leaves: number): void {
    const { random } = this;
    const roster = this.rosters[side];
    let step = roster.step(index);
    let lots = leaves;
    if (leaves > 1 && random.uniform() < calibration.MODIFY_DECREASE_SHARE) {
      lots = 1 + random.below(leaves - 1);
    } else {
      step = this.moved(side, step);
    }
    step = this.view.passive(side, step);
    const handle = roster.handle[index] ?? 0;
    const orderId = roster.orderId[index] ?? 0;
    roster.remove(index);
    if (market.replace(this.index, handle, orderId, step * this.stepTicks, lots)) {
      roster.add(handle, orderId, step);
    }
  }

  /** Takes at the best price, more often from the side that the fair value leans to. */
  private hit(market: HouseMarket): void {
    const { random } = this;
    const lean = this.fair.ticks / this.stepTicks - (this.view.bid + this.view.ask) / 2;
    const side = random.uniform() < 0.5 + lean / (2 * this.spreadSteps) ? BUY : SELL;
    const isDeep = random.uniform() >= calibration.TAKE_ONE_LEVEL_SHARE;
    const beyond = isDeep ? this.spreadSteps : 0;
    this.take(
      market,
      side,
      side === BUY ? this.view.ask + beyond : Math.max(1, this.view.bid - beyond),
    );
  }

  private take(market: HouseMarket, side: SideCode, worst: number): void {
    const lots = this.lots(draw(calibration.TAKE_SIZE, this.random));
    market.take(this.index, side, worst * this.stepTicks, lots);
  }

  private add(market: HouseMarket, side: SideCode, step: number): void {
    const roster = this.rosters[side];
    if (roster.isFull) this.cancelAny(market, roster);
    const passive = this.view.passive(side, step);
    const lots = this.lots(draw(calibration.ADD_SIZE, this.random));
    const handle = market.limit(this.index, side, passive * this.stepTicks, lots);
    if (handle >= 0) roster.add(handle, market.lastOrderId(), passive);
  }

  private cancelAny(market: HouseMarket, roster: Roster): void {
    const index = this.random.below(roster.count);
    market.cancel(this.index, roster.handle[index] ?? 0, roster.orderId[index] ?? 0);
    roster.remove(index);
  }

  private anySide(): SideCode {
    return this.random.below(2) === 0 ? BUY : SELL;
  }

  private pick(side: SideCode, { low, high }: calibration.Weighted): number {
    const unit = this.spreadSteps;
    const lowSteps = low === 0 ? 0 : (low - 1) * unit + 1;
    return this.rosters[side].pick(lowSteps, high * unit, this.random);
  }

  /** Where an order at `step` goes: one usual spread on, to where orders are parked, or back. */
  private moved(side: SideCode, step: number): number {
    const { random } = this;
    const distance = side === BUY ? this.view.bid - step : step - this.view.ask;
    const isNear = distance < calibration.PARKED_FROM * this.spreadSteps;
    const oneTick = isNear ? calibration.NEAR_ONE_TICK_SHARE : calibration.PARKED_ONE_TICK_SHARE;
    if (random.uniform() < oneTick) return this.nextTo(side, step);
    if (isNear) return this.view.stepAt(side, draw([calibration.PARK_DISTANCE], random));
    return this.thinner(side, calibration.RETURN_DISTANCE);
  }

  /** A usual spread nearer or further, where fewer quote. */
  private nextTo(side: SideCode, step: number): number {
    const roster = this.rosters[side];
    const up = step + this.spreadSteps;
    const down = Math.max(1, step - this.spreadSteps);
    return roster.countAt(up) < roster.countAt(down) ? up : down;
  }

  /** Of two drawn prices the one at which fewer quote. */
  private thinner(side: SideCode, distances: readonly calibration.Weighted[]): number {
    const roster = this.rosters[side];
    const one = this.view.stepAt(side, draw(distances, this.random));
    const other = this.view.stepAt(side, draw(distances, this.random));
    return roster.countAt(one) <= roster.countAt(other) ? one : other;
  }

  private lots(units: number): number {
    const { random, sizeLots } = this;
    if (units === 1 && sizeLots > 1 && random.uniform() < ODD_LOT_SHARE) {
      return 1 + random.below(sizeLots);
    }
    return units * sizeLots;
  }
}
