import type { TradingCore } from '../../../engine/core.ts';
import type { OrderId } from '../../../engine/domain/ids.ts';
import type { Refusal } from '../../../engine/domain/refusal.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { InstrumentMarket } from '../../../engine/market/instrument-market.ts';
import {
  EVENT_ORDER,
  EVENT_TYPE,
  FILLED,
  eventWidth,
} from '../../../engine/orders/event-layout.ts';
import { CUM_LOTS, ORDER_ID } from '../../../engine/orders/order-row.ts';
import { WriteGathering } from '../../../engine/store/write-batch.ts';
import type { WriteBatch } from '../../../engine/store/write-batch.ts';
import { OP_CANCEL, OP_MARKET, OP_REPLACE } from '../matching/workload.ts';
import { START_US, benchCore, restCrowd } from './bench-core.ts';
import { replaceOf } from './core-flow.ts';
import type { CoreOperation } from './core-flow.ts';

/** Market time between two operations. */
const STEP_US = 50;

/** Commands whose events are encoded together, as those of one loop turn of the engine are. */
const COMMANDS_PER_BATCH = 64;

/** Messages that are under way to the disk at any time: some thousand commands, as if it took a millisecond. */
const BATCHES_UNDER_WAY = 16;

/** What a run has come to; equal in every round of the same flow. */
export interface CoreOutcome {
  readonly trades: number;
  readonly ownFills: number;
  readonly commands: number;
  readonly refused: number;
  readonly events: number;
  /** Numbers that the events were packed into. */
  readonly packedNumbers: number;
  readonly orders: readonly [number, number];
  readonly lots: readonly [number, number];
  readonly levels: readonly [number, number];
  readonly bestTicks: readonly [number, number];
  readonly positionLots: number;
  readonly cashMicros: number;
}

/**
 * The whole path in memory: a request is checked and held against the risk limits, its order is
 * matched, every event is made and folded into position and cash, orders are kept, and the events are
 * packed into the message that the journal sends to its writer thread, which makes the rows.
 */
export class CoreRun {
  /** Commands whose events wait to be encoded. */
  waiting = 0;
  readonly #core: TradingCore;
  readonly #market: InstrumentMarket;
  /**
   * By twice the file's order number, of house orders: handle, and number less the first one. Side by side,
   * as what the bench has to look up beside the product's own work costs memory too.
   */
  readonly #houseOrders: Int32Array;
  /** Lots filled, by the core's order number, as a client that replaces orders knows them. */
  readonly #filledLots: Int32Array;
  readonly #firstHouseId: number;
  readonly #gathering = new WriteGathering();
  /** Numbers of the last events of the messages under way, oldest first. */
  readonly #sentSeqs: number[] = [];
  #nowUs = START_US;
  #commands = 0;
  #refused = 0;
  #events = 0;
  #ownFills = 0;
  #packedNumbers = 0;

  /** `crowd`: orders of the house that rest behind all prices of `walk`. */
  constructor(orders: number, crowd: number = 0) {
    this.#core = benchCore();
    restCrowd(this.#core, crowd);
    this.#market = this.#core.exchange.at(0);
    this.#houseOrders = new Int32Array(2 * (orders + 1)).fill(-1);
    this.#filledLots = new Int32Array(orders + 1);
    this.#firstHouseId = this.#core.house.lastOrderId();
  }

  /** Carries out an operation and takes what it did to the trader's orders. */
  send(operation: CoreOperation): void {
    this.#nowUs += STEP_US;
    this.#core.setTime(timeUs(this.#nowUs));
    if (operation.isTraders) {
      this.#commands += 1;
      this.waiting += 1;
      if (!this.#sendTraders(operation)) this.#refused += 1;
    } else this.#sendHouses(operation);
    this.#takeEvents();
  }

  /** Whether enough commands wait for `encode`. */
  get isBatchFull(): boolean {
    return this.waiting >= COMMANDS_PER_BATCH;
  }

  /** Makes one message to the writer thread of the events that wait. */
  encode(): WriteBatch {
    const batch = this.#gathering.take();
    this.waiting = 0;
    for (const { numbers } of batch.events) this.#packedNumbers += numbers.length;
    this.#sentSeqs.push(this.#core.lastSeq);
    if (this.#sentSeqs.length > BATCHES_UNDER_WAY) this.#core.written(this.#sentSeqs.shift() ?? 0);
    return batch;
  }

  outcome(): CoreOutcome {
    const { matching, tape } = this.#market;
    const { cashMicros, positions } = this.#core.snapshot();
    return {
      trades: tape.lastNumber,
      ownFills: this.#ownFills,
      commands: this.#commands,
      refused: this.#refused,
      events: this.#events,
      packedNumbers: this.#packedNumbers,
      orders: [matching.restingOrders(BUY), matching.restingOrders(SELL)],
      lots: [matching.restingLots(BUY), matching.restingLots(SELL)],
      levels: [matching.restingLevels(BUY), matching.restingLevels(SELL)],
      bestTicks: [matching.bestBidTicks(), matching.bestAskTicks()],
      positionLots: positions[0]?.qtyLots ?? 0,
      cashMicros,
    };
  }

  #sendTraders({ op, submit, orderId, priceTicks, lots }: CoreOperation): boolean {
    if (submit !== null) return isDone(this.#core.submitOrder(submit, 'bench'));
    if (op === OP_CANCEL) return isDone(this.#core.cancelOrder(orderId));
    // The file has the open quantity, a replace the whole one.
    const qtyLots = lots + (this.#filledLots[orderId] ?? 0);
    return isDone(this.#core.replaceOrder(replaceOf(orderId, priceTicks, qtyLots)));
  }

  #sendHouses({ op, id, side, priceTicks, lots }: CoreOperation): void {
    const { house } = this.#core;
    const known = this.#houseOrders;
    const at = 2 * id;
    if (op === OP_MARKET) house.take(0, side, 0, lots);
    else if (op === OP_CANCEL || op === OP_REPLACE) {
      const handle = known[at] ?? -1;
      const houseId = this.#firstHouseId + (known[at + 1] ?? 0);
      if (op === OP_CANCEL) house.cancel(0, handle, houseId);
      else house.replace(0, handle, houseId, priceTicks, lots);
    } else {
      known[at] = house.limit(0, side, priceTicks, lots);
      known[at + 1] = house.lastOrderId() - this.#firstHouseId;
    }
  }

  #takeEvents(): void {
    const events = this.#core.takePacked();
    if (events === null) return;
    this.#events += events.count;
    this.#gathering.add({ kind: 'packed_events', events });
    for (const write of this.#core.accounts.takeWrites()) this.#gathering.add(write);
    const { numbers } = events.batch;
    for (let at = events.from; at < events.to; at += eventWidth(numbers[at] ?? 0)) {
      if (numbers[at + EVENT_TYPE] !== FILLED) continue;
      this.#ownFills += 1;
      const row = at + EVENT_ORDER;
      this.#filledLots[numbers[row + ORDER_ID] ?? 0] = numbers[row + CUM_LOTS] ?? 0;
    }
  }
}

function isDone(result: OrderId | Refusal): boolean {
  return typeof result === 'number';
}
