import { LIMIT, GTC, IOC, MARKET } from '../matching/order-codes.ts';
import type { MatchEvents } from '../matching/match-events.ts';
import { MatchingEngine } from '../matching/matching-engine.ts';
import { isResting } from '../matching/result-codes.ts';
import { assert } from '../domain/assert.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { SideCode } from '../domain/side.ts';
import { HOUSE_OWNER } from '../ports.ts';
import type { HouseMarket } from '../ports.ts';

/** Called after each call that traded; `events` is valid until the next call. */
export type ExecutionListener = (i: number, taker: SideCode, events: MatchEvents) => void;

/**
 * A market of house orders alone over the real matching engine, one per instrument: what a source
 * needs to be measured without a trader, a store or a clock.
 */
export class BookMarket implements HouseMarket {
  readonly instruments: readonly Instrument[];
  private readonly engines: readonly MatchingEngine[];
  private readonly lastTicks: Float64Array;
  private readonly onExecutions: ExecutionListener;
  private orderId = 0;

  /** `nearTicks` tells the price step of each book: a price that it will trade around. */
  constructor(
    instruments: readonly Instrument[],
    nearTicks: readonly number[],
    onExecutions: ExecutionListener,
  ) {
    this.instruments = instruments;
    this.engines = instruments.map((instrument, i) => {
      return new MatchingEngine({
        priceStepTicks: incrementTicksAt(instrument, nearTicks[i] ?? 0),
      });
    });
    this.lastTicks = new Float64Array(instruments.length);
    this.onExecutions = onExecutions;
  }

  /** The book of an instrument, for reading. */
  engine(i: number): MatchingEngine {
    const engine = this.engines[i];
    assert(engine !== undefined, 'an instrument of this market');
    return engine;
  }

  limit(i: number, side: SideCode, priceTicks: number, qtyLots: number): number {
    const engine = this.engine(i);
    this.orderId += 1;
    const handle = engine.submit(
      this.orderId,
      HOUSE_OWNER,
      side,
      LIMIT,
      GTC,
      false,
      priceTicks,
      qtyLots,
      0,
    );
    this.report(i, side, engine);
    return isResting(handle) ? handle : -1;
  }

  take(i: number, side: SideCode, worstTicks: number, qtyLots: number): number {
    const engine = this.engine(i);
    this.orderId += 1;
    const id = this.orderId;
    engine.submit(id, HOUSE_OWNER, side, MARKET, IOC, false, 0, qtyLots, worstTicks);
    this.report(i, side, engine);
    return qtyLots - engine.events.leavesLots;
  }

  lastOrderId(): number {
    return this.orderId;
  }

  cancel(i: number, handle: number, orderId: number): boolean {
    return this.engine(i).cancel(handle, orderId);
  }

  replace(
    i: number,
    handle: number,
    orderId: number,
    priceTicks: number,
    leavesLots: number,
  ): boolean {
    const engine = this.engine(i);
    const wasBid = engine.priceTicks(handle, orderId) <= engine.bestBidTicks();
    const result = engine.replace(handle, orderId, priceTicks, leavesLots);
    this.report(i, wasBid ? 0 : 1, engine);
    return isResting(result);
  }

  leavesLots(i: number, handle: number, orderId: number): number {
    return this.engine(i).leavesLots(handle, orderId);
  }

  bestBidTicks(i: number): number {
    return this.engine(i).bestBidTicks();
  }

  bestAskTicks(i: number): number {
    return this.engine(i).bestAskTicks();
  }

  lastTradeTicks(i: number): number {
    return this.lastTicks[i] ?? 0;
  }

  restingOrders(i: number, side: SideCode): number {
    return this.engine(i).restingOrders(side);
  }

  private report(i: number, taker: SideCode, engine: MatchingEngine): void {
    const { events } = engine;
    if (events.count === 0) return;
    this.lastTicks[i] = events.priceTicks[events.count - 1] ?? 0;
    this.onExecutions(i, taker, events);
  }
}
