import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { ReferenceBook } from '../../support/reference-book.ts';
import type { ReferenceExecution, ReferenceOutcome } from '../../support/reference-book.ts';
import { STEP, pickedId } from './order-commands.ts';
import type { Command, Iceberg, Replace, Submit } from './order-commands.ts';

const DEPTH_LEVELS = 200;

/**
 * What must hold of an order whatever the engine says: ordered = filled + open. Without bound, since
 * a replace may ask for 2^53 - 1 open lots of an order that has filled already.
 */
interface Audit {
  ordered: bigint;
  filled: bigint;
}

/** The fast engine and its specification side by side; throws where they differ. */
export class OrderPair {
  private readonly engine: MatchingEngine;
  private readonly reference: ReferenceBook;
  /** Handle by order id - 1; stale ones stay. */
  private readonly handles: number[] = [];
  private readonly audits: Audit[] = [];
  private readonly levels = new Float64Array(DEPTH_LEVELS * 3);

  constructor(keepPlaceOnDecrease: boolean) {
    this.engine = new MatchingEngine({ priceStepTicks: STEP, keepPlaceOnDecrease });
    this.reference = new ReferenceBook(STEP, keepPlaceOnDecrease);
  }

  apply(command: Command): void {
    if (command.kind === 'submit') this.submit(command);
    else if (command.kind === 'iceberg') this.submitIceberg(command);
    else if (this.handles.length > 0) {
      const resting = [...this.reference.orders(BUY), ...this.reference.orders(SELL)];
      const restingIds = resting.map((order) => order.orderId);
      const orderId = pickedId(command.pick, restingIds, this.handles.length);
      if (command.kind === 'cancel') this.cancel(orderId);
      else this.replace(orderId, command);
    }
    this.compareBooks();
  }

  checkInvariants(): void {
    this.engine.checkInvariants();
  }

  private submit(c: Submit): void {
    const orderId = this.nextOrder(c.qtyLots);
    const order = [
      orderId,
      c.owner,
      c.side,
      c.type,
      c.timeInForce,
      c.postOnly,
      c.priceTicks,
      c.qtyLots,
      c.collarTicks,
    ] as const;
    const result = this.engine.submit(...order);
    this.handles.push(result);
    this.compare(result, this.reference.submit(...order));
  }

  private submitIceberg(c: Iceberg): void {
    const order = { ...c, orderId: this.nextOrder(c.qtyLots) };
    const result = this.engine.submitIceberg(order);
    this.handles.push(result);
    this.compare(result, this.reference.submitIceberg(order));
  }

  private cancel(orderId: number): void {
    const { engine } = this;
    const handle = this.handles[orderId - 1] ?? -1;
    const leavesLots = engine.leavesLots(handle, orderId);
    strictEqual(engine.cancel(handle, orderId), this.reference.cancel(orderId));
    strictEqual(engine.events.leavesLots, leavesLots);
    deepStrictEqual([engine.events.count, engine.events.sliceCount], [0, 0]);
  }

  private replace(orderId: number, { priceTicks, leavesLots }: Replace): void {
    const handle = this.handles[orderId - 1] ?? -1;
    const price = priceTicks ?? this.engine.priceTicks(handle, orderId);
    const wanted = this.reference.replace(orderId, price, leavesLots);
    const audit = this.audits[orderId - 1];
    if (audit !== undefined && wanted.code > -20) audit.ordered = audit.filled + BigInt(leavesLots);
    const result = this.engine.replace(handle, orderId, price, leavesLots);
    if (result >= 0) strictEqual(result, handle);
    this.compare(result, wanted);
  }

  private nextOrder(ordered: number): number {
    this.audits.push({ ordered: BigInt(ordered), filled: 0n });
    return this.audits.length;
  }

  private compare(result: number, wanted: ReferenceOutcome): void {
    const { events } = this.engine;
    strictEqual(result >= 0 ? 0 : result, wanted.code);
    strictEqual(events.leavesLots, wanted.leavesLots);
    const executions = executionsOf(this.engine);
    deepStrictEqual(executions, wanted.executions);
    const slices = Array.from({ length: events.sliceCount }, (_, index) => ({
      execution: events.sliceExecution[index],
      lots: events.sliceLots[index],
    }));
    deepStrictEqual(slices, wanted.slices);
    executions.forEach((execution) => {
      this.audit(execution);
    });
  }

  private audit({
    makerOrderId,
    takerOrderId,
    makerLeavesLots,
    qtyLots,
  }: ReferenceExecution): void {
    const maker = this.auditOf(makerOrderId);
    const taker = this.auditOf(takerOrderId);
    maker.filled += BigInt(qtyLots);
    taker.filled += BigInt(qtyLots);
    const accounted = maker.filled + BigInt(makerLeavesLots);
    strictEqual(accounted, maker.ordered, 'a maker: filled + open = ordered');
    strictEqual(taker.filled <= taker.ordered, true, 'a taker fills no more than it ordered');
  }

  private auditOf(orderId: number): Audit {
    const audit = this.audits[orderId - 1];
    if (audit === undefined) throw new RangeError(`no order ${String(orderId)} was sent`);
    return audit;
  }

  private compareBooks(): void {
    const { engine, reference } = this;
    strictEqual(engine.stateHash(), reference.stateHash());
    for (const side of [BUY, SELL] as const) {
      const resting: number[][] = [];
      engine.visitOrders(side, (...order) => resting.push(order.slice(0, 6)));
      const wanted = reference.orders(side);
      deepStrictEqual(
        resting,
        wanted.map((o) => {
          const hiddenLots = o.leavesLots - o.shownLots;
          return [o.orderId, o.owner, o.priceTicks, o.leavesLots, hiddenLots, o.displayLots];
        }),
      );
      for (const [orderId = 0, , , leavesLots = 0] of resting) {
        const { ordered, filled } = this.auditOf(orderId);
        strictEqual(filled + BigInt(leavesLots), ordered, 'filled + open = ordered');
      }
      const count = engine.depth(side, DEPTH_LEVELS, this.levels);
      deepStrictEqual([...this.levels.subarray(0, count * 3)], reference.depth(side).flat());
    }
    this.handles.forEach((handle, index) => {
      const ahead = engine.queueAheadLots(handle, index + 1);
      strictEqual(ahead, reference.queueAheadLots(index + 1));
    });
  }
}

function executionsOf({ events }: MatchingEngine): ReferenceExecution[] {
  return Array.from({ length: events.count }, (_, index) => ({
    makerOrderId: events.makerOrderId[index] ?? NaN,
    makerOwner: events.makerOwner[index] ?? NaN,
    makerLeavesLots: events.makerLeavesLots[index] ?? NaN,
    takerOrderId: events.takerOrderId,
    takerOwner: events.takerOwner,
    priceTicks: events.priceTicks[index] ?? NaN,
    qtyLots: events.qtyLots[index] ?? NaN,
  }));
}
