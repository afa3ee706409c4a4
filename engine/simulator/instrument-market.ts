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
import type { Random } from './random.ts';
import { Roster } from './roster.ts';

/** Orders a side that the traders aim at, dead ones that they do not know of included. */
const ORDERS_AIM = 600;
/** How strongly a book that is too thin or too thick shifts adds against cancels. */
const AIM_PULL = 0.5;
/** Share of events in which a quote that is too far off, or mispriced, is corrected. */
const QUOTE_GAP_SHARE = 0.8;
const MISPRICED_TAKE_SHARE = 0.2;
const MISPRICED_CANCEL_SHARE = 0.5;
/** How much of the way to the last price the fair value goes at an event. */
const FOLLOW_SHARE = 0.002;
/** Share of the smallest orders that are odd lots. */
const ODD_LOT_SHARE = 0.4;
/** Orders found gone in one event before it is given up. */
const GONE_MAX = 8;
/** Levels quoted at start, and orders at the best of them. */
const START_LEVELS = 60;
const START_ORDERS_BEST = 6;
const START_ORDERS_BEHIND = 10;

const AT_BEST: readonly calibration.Weighted[] = [{ upTo: 1, low: 0, high: 0 }];

export class InstrumentMarket {
  readonly fair: FairValue;
  private readonly index: number;
  private readonly random: Random;
  private readonly stepTicks: number;
  private readonly spreadSteps: number;
  private readonly sizeLots: number;
  private readonly rosters: readonly [Roster, Roster] = [new Roster(-1), new Roster(1)];
  /** Best prices in steps as the event found them; 0: none. */
  private bid = 0;
  private ask = 0;
  /** Best prices that agree with the fair value, in steps. */
  private fairBid = 0;
  private fairAsk = 0;

  constructor(spec: SimulatedInstrument, index: number, startTicks: number, random: Random) {
    this.index = index;
    this.random = random;
    this.stepTicks = incrementTicksAt(spec.instrument, startTicks);
    this.spreadSteps = spec.spreadSteps;
    this.sizeLots = spec.sizeLots;
    // Twice the price at which the step would change, so that the whole book has one step.
    const floorTicks = (spec.instrument.priceIncrements.at(-1)?.fromTicks ?? 0) * 2 + 1;
    this.fair = new FairValue(startTicks, floorTicks, spec.ownVolatility, spec.marketBeta);
  }

  /** Quotes around the fair value, so that the book has depth before its first event. */
  open(market: HouseMarket): void {
    for (let level = 0; level < START_LEVELS; level += 1) {
      const orders = level === 0 ? START_ORDERS_BEST : START_ORDERS_BEHIND;
      for (let order = 0; order < orders; order += 1) {
        for (const side of [BUY, SELL] as const) {
          this.look(market);
          const distance = level * this.spreadSteps;
          this.add(market, side, side === BUY ? this.fairBid - distance : this.fairAsk + distance);
        }
      }
    }
  }

  /** Lets the fair value wander for `seconds`, the market's index being at `marketLog`. */
  moveFair(seconds: number, marketLog: number): void {
    this.fair.advance(seconds, marketLog, this.random);
  }

  /** One event. */
  act(market: HouseMarket): void {
    this.look(market);
    if (this.bid === 0) this.add(market, BUY, this.fairBid);
    else if (this.ask === 0) this.add(market, SELL, this.fairAsk);
    else if (!this.correct(market)) this.trade(market);
  }

  private look(market: HouseMarket): void {
    this.bid = market.bestBidTicks(this.index) / this.stepTicks;
    this.ask = market.bestAskTicks(this.index) / this.stepTicks;
    if (this.bid > 0) this.rosters[BUY].dropBetter(this.bid);
    if (this.ask > 0) this.rosters[SELL].dropBetter(this.ask);
    const last = market.lastTradeTicks(this.index);
    if (last > 0) this.fair.follow(last, FOLLOW_SHARE);
    const middle = this.fair.ticks / this.stepTicks;
    this.fairBid = Math.max(1, Math.round(middle - this.spreadSteps / 2));
    this.fairAsk = this.fairBid + this.spreadSteps;
  }

  /** Acts on quotes that disagree with the fair value; false when there is nothing to correct. */
  private correct(market: HouseMarket): boolean {
    const chance = this.random.uniform();
    if (this.ask <= this.fairBid || this.bid >= this.fairAsk) {
      const isCheap = this.ask <= this.fairBid;
      if (chance < MISPRICED_TAKE_SHARE) {
        this.take(market, isCheap ? BUY : SELL, isCheap ? this.ask : this.bid);
      } else if (chance < MISPRICED_TAKE_SHARE + MISPRICED_CANCEL_SHARE) {
        this.cancel(market, isCheap ? SELL : BUY, AT_BEST);
      } else return false;
      return true;
    }
    const gapBid = this.fairBid - this.bid;
    const gapAsk = this.ask - this.fairAsk;
    if (Math.max(gapBid, gapAsk) <= 0 || chance >= QUOTE_GAP_SHARE) return false;
    if (gapBid > gapAsk) this.add(market, BUY, this.fairBid);
    else this.add(market, SELL, this.fairAsk);
    return true;
  }

  /** An event by the calibrated shares. */
  private trade(market: HouseMarket): void {
    const { random } = this;
    const orders = this.rosters[BUY].count + this.rosters[SELL].count;
    const pull = AIM_PULL * Math.max(-1, Math.min(1, 1 - orders / (2 * ORDERS_AIM)));
    const share = random.uniform();
    const addUpTo = calibration.ADD_SHARE + pull;
    const cancelUpTo = calibration.ADD_SHARE + calibration.CANCEL_SHARE;
    if (share < addUpTo) this.quote(market);
    else if (share < cancelUpTo) this.cancel(market, this.anySide(), calibration.CANCEL_DISTANCE);
    else if (share < cancelUpTo + calibration.MODIFY_SHARE) this.modify(market);
    else this.hit(market);
  }

  /** Adds at a calibrated distance, more often on the side with fewer orders. */
  private quote(market: HouseMarket): void {
    const { random, rosters } = this;
    const buys = rosters[BUY].count;
    const side = random.below(buys + rosters[SELL].count + 1) < buys ? SELL : BUY;
    this.add(market, side, this.stepAt(side, draw(calibration.ADD_DISTANCE, random)));
  }

  private cancel(
    market: HouseMarket,
    side: SideCode,
    distances: readonly calibration.Weighted[],
  ): void {
    const roster = this.rosters[side];
    for (let tries = 0; tries < GONE_MAX; tries += 1) {
      const index = this.pick(side, distances);
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
      const index = this.pick(side, calibration.MODIFY_DISTANCE);
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
    } else if (random.uniform() < calibration.MODIFY_ONE_TICK_SHARE) {
      step = this.nextTo(side, step);
    } else {
      step = this.elsewhere(side, step);
    }
    step = this.passive(side, step);
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
    const lean = this.fair.ticks / this.stepTicks - (this.bid + this.ask) / 2;
    const side = random.uniform() < 0.5 + lean / (2 * this.spreadSteps) ? BUY : SELL;
    const isDeep = random.uniform() >= calibration.TAKE_ONE_LEVEL_SHARE;
    const beyond = isDeep ? this.spreadSteps : 0;
    this.take(market, side, side === BUY ? this.ask + beyond : Math.max(1, this.bid - beyond));
  }

  private take(market: HouseMarket, side: SideCode, worst: number): void {
    const lots = this.lots(draw(calibration.TAKE_SIZE, this.random));
    market.take(this.index, side, worst * this.stepTicks, lots);
  }

  private add(market: HouseMarket, side: SideCode, step: number): void {
    const roster = this.rosters[side];
    if (roster.isFull) this.cancelAny(market, roster);
    const passive = this.passive(side, step);
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

  private pick(side: SideCode, distances: readonly calibration.Weighted[]): number {
    const { low, high } = drawRange(distances, this.random);
    const unit = this.spreadSteps;
    const lowSteps = low === 0 ? 0 : (low - 1) * unit + 1;
    return this.rosters[side].pick(lowSteps, high * unit, this.random);
  }

  /** A usual spread nearer or further, preferably where nobody quotes. */
  private nextTo(side: SideCode, step: number): number {
    const roster = this.rosters[side];
    const nearer = side === BUY ? step + this.spreadSteps : step - this.spreadSteps;
    const further = side === BUY ? step - this.spreadSteps : step + this.spreadSteps;
    if (roster.isEmptyAt(nearer)) return nearer;
    return roster.isEmptyAt(further) || this.random.below(2) === 0 ? further : nearer;
  }

  /** From near the best price to where orders are parked, or back, preferably into a gap. */
  private elsewhere(side: SideCode, step: number): number {
    const { random } = this;
    const distance = side === BUY ? this.bid - step : step - this.ask;
    if (distance < calibration.PARKED_FROM * this.spreadSteps) {
      return this.stepAt(side, draw([calibration.PARK_DISTANCE], random));
    }
    const first = this.stepAt(side, draw(calibration.RETURN_DISTANCE, random));
    if (this.rosters[side].isEmptyAt(first)) return first;
    return this.stepAt(side, draw(calibration.RETURN_DISTANCE, random));
  }

  /** The price a calibrated distance behind the best; its tick is a usual spread here. */
  private stepAt(side: SideCode, distance: number): number {
    const unit = this.spreadSteps;
    if (distance < 0) return this.improved(side);
    const steps = distance === 0 ? 0 : distance * unit - this.random.below(unit);
    return side === BUY ? this.bid - steps : this.ask + steps;
  }

  /** A better price than the best, up to what the fair value allows; else the best itself. */
  private improved(side: SideCode): number {
    const room = side === BUY ? this.fairBid - this.bid : this.ask - this.fairAsk;
    const steps = room <= 0 ? 0 : 1 + this.random.below(room);
    return side === BUY ? this.bid + steps : this.ask - steps;
  }

  /** The nearest price at which an order of the side would rest. */
  private passive(side: SideCode, step: number): number {
    if (side === SELL) return Math.max(this.bid + 1, step);
    return Math.max(1, this.ask > 0 ? Math.min(step, this.ask - 1) : step);
  }

  private lots(units: number): number {
    const { random, sizeLots } = this;
    if (units === 1 && sizeLots > 1 && random.uniform() < ODD_LOT_SHARE) {
      return 1 + random.below(sizeLots);
    }
    return units * sizeLots;
  }
}
