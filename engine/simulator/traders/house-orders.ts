/**
 * The orders of all simulated traders of one instrument, and how they are placed, changed, cancelled
 * and taken. Shared by every kind of trader; prices in steps, sizes in units of the calibration.
 */
import { incrementTicksAt } from '../../domain/instrument.ts';
import { BUY, SELL } from '../../domain/side.ts';
import type { SideCode } from '../../domain/side.ts';
import type { HouseMarket } from '../../ports.ts';
import * as calibration from '../calibration.ts';
import type { SimulatedInstrument } from '../catalogue.ts';
import { draw } from '../draw.ts';
import { QuoteView } from '../quote-view.ts';
import type { Random } from '../random.ts';
import { Roster } from '../roster.ts';

/** Share of the smallest orders that are odd lots. */
const ODD_LOT_SHARE = 0.4;
/** Orders found gone in one event before it is given up. */
const GONE_MAX = 8;

export class HouseOrders {
  readonly random: Random;
  readonly view: QuoteView;
  /** Usual distance between best bid and ask. */
  readonly spreadSteps: number;
  readonly stepTicks: number;
  readonly rosters: readonly [Roster, Roster] = [new Roster(-1), new Roster(1)];
  private readonly index: number;
  private readonly sizeLots: number;

  constructor(spec: SimulatedInstrument, index: number, startTicks: number, random: Random) {
    this.index = index;
    this.random = random;
    this.stepTicks = incrementTicksAt(spec.instrument, startTicks);
    this.spreadSteps = spec.spreadSteps;
    this.sizeLots = spec.sizeLots;
    this.view = new QuoteView(spec.spreadSteps, random);
  }

  /** Orders on both sides. */
  get count(): number {
    return this.rosters[BUY].count + this.rosters[SELL].count;
  }

  /** Takes the best quotes as they are; `fairTicks` is what the instrument is worth. */
  look(market: HouseMarket, fairTicks: number): void {
    const { rosters } = this;
    const bid = market.bestBidTicks(this.index) / this.stepTicks;
    const ask = market.bestAskTicks(this.index) / this.stepTicks;
    if (bid > 0) rosters[BUY].dropBetter(bid);
    if (ask > 0) rosters[SELL].dropBetter(ask);
    this.view.look(bid, ask, fairTicks / this.stepTicks);
  }

  /** Adds an order of a calibrated size, at the nearest price at which it rests. */
  add(market: HouseMarket, side: SideCode, step: number): void {
    const roster = this.rosters[side];
    if (roster.isFull) this.cancelAny(market, roster);
    const passive = this.view.passive(side, step);
    const lots = this.lots(draw(calibration.ADD_SIZE, this.random));
    const handle = market.limit(this.index, side, passive * this.stepTicks, lots);
    if (handle >= 0) roster.add(handle, market.lastOrderId(), passive);
  }

  /** Takes a calibrated size up to a price. */
  take(market: HouseMarket, side: SideCode, worst: number): void {
    const lots = this.lots(draw(calibration.TAKE_SIZE, this.random));
    market.take(this.index, side, worst * this.stepTicks, lots);
  }

  /** Takes whatever there is up to a price, at most so many lots. */
  sweep(market: HouseMarket, side: SideCode, worst: number, lotsMax: number): void {
    market.take(this.index, side, worst * this.stepTicks, lotsMax);
  }

  /** Cancels an order in a range of distances from the best price. */
  cancel(market: HouseMarket, side: SideCode, range: calibration.Weighted): void {
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

  cancelAll(market: HouseMarket): void {
    for (const roster of this.rosters) {
      while (roster.count > 0) this.cancelAny(market, roster);
    }
  }

  /** An order in a range of distances that still works, and what is open of it; null: none found. */
  find(
    market: HouseMarket,
    side: SideCode,
    drawn: () => calibration.Weighted,
  ): { readonly entry: number; readonly leavesLots: number } | null {
    const roster = this.rosters[side];
    for (let tries = 0; tries < GONE_MAX; tries += 1) {
      const entry = this.pick(side, drawn());
      if (entry < 0) return null;
      const handle = roster.handle[entry] ?? 0;
      const leavesLots = market.leavesLots(this.index, handle, roster.orderId[entry] ?? 0);
      if (leavesLots > 0) return { entry, leavesLots };
      roster.remove(entry);
    }
    return null;
  }

  /** Gives an entry of a roster another price and open quantity. */
  change(market: HouseMarket, side: SideCode, entry: number, step: number, lots: number): void {
    const roster = this.rosters[side];
    const passive = this.view.passive(side, step);
    const handle = roster.handle[entry] ?? 0;
    const orderId = roster.orderId[entry] ?? 0;
    roster.remove(entry);
    if (market.replace(this.index, handle, orderId, passive * this.stepTicks, lots)) {
      roster.add(handle, orderId, passive);
    }
  }

  anySide(): SideCode {
    return this.random.below(2) === 0 ? BUY : SELL;
  }

  private cancelAny(market: HouseMarket, roster: Roster): void {
    const index = this.random.below(roster.count);
    market.cancel(this.index, roster.handle[index] ?? 0, roster.orderId[index] ?? 0);
    roster.remove(index);
  }

  private pick(side: SideCode, { low, high }: calibration.Weighted): number {
    const unit = this.spreadSteps;
    const lowSteps = low === 0 ? 0 : (low - 1) * unit + 1;
    return this.rosters[side].pick(lowSteps, high * unit, this.random);
  }

  private lots(units: number): number {
    const { random, sizeLots } = this;
    if (units === 1 && sizeLots > 1 && random.uniform() < ODD_LOT_SHARE) {
      return 1 + random.below(sizeLots);
    }
    return units * sizeLots;
  }
}
