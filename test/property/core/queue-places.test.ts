/** Whatever happens at a price: each own order's explanation tells its queue as a plain list sees it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { ReferenceQueue } from '../../support/reference-queue.ts';
import { HUNDRED, openCore, placed } from '../../support/test-core.ts';

const lots = fc.integer({ min: 1, max: 40 });
const which = fc.nat(30);
const step = fc.oneof(
  fc.record({ kind: fc.constant('house' as const), lots }),
  fc.record({ kind: fc.constant('own' as const), lots }),
  fc.record({ kind: fc.constant('take' as const), lots }),
  fc.record({ kind: fc.constant('cancel' as const), which }),
  fc.record({ kind: fc.constant('resize' as const), which, lots }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One price of a core and of the reference; ids of the house are above those of own orders. */
class Pair {
  readonly core: TradingCore = openCore();
  readonly reference: ReferenceQueue = new ReferenceQueue();
  readonly #handles = new Map<number, number>();

  play(one: Step): void {
    const { core, reference } = this;
    if (one.kind === 'house') this.#joinHouse(one.lots);
    else if (one.kind === 'own') {
      reference.join(placed(core, { qtyLots: one.lots }).orderId, one.lots);
    } else if (one.kind === 'take') {
      core.house.take(0, SELL, HUNDRED, one.lots);
      reference.take(one.lots);
    } else {
      const { ids } = reference;
      const id = ids[one.which % Math.max(1, ids.length)];
      if (id === undefined) return;
      if (one.kind === 'cancel') this.#cancel(id);
      else this.#resize(id, one.lots);
    }
  }

  check(): void {
    for (const id of this.reference.ids) {
      if (this.#handles.has(id)) continue;
      const told = this.core.explain(orderId(id));
      expect(told).toMatchObject({ rule: 'price_time', queue: this.reference.story(id) });
    }
  }

  #joinHouse(qtyLots: number): void {
    const handle = this.core.house.limit(0, BUY, HUNDRED, qtyLots);
    const id = this.core.house.lastOrderId();
    this.#handles.set(id, handle);
    this.reference.join(id, qtyLots);
  }

  #cancel(id: number): void {
    const handle = this.#handles.get(id);
    if (handle === undefined) this.core.cancel(orderId(id));
    else this.core.house.cancel(0, handle, id);
    this.reference.shrink(id, this.reference.lots(id));
  }

  #resize(id: number, leavesLots: number): void {
    const before = this.reference.lots(id);
    const handle = this.#handles.get(id);
    if (handle !== undefined) this.core.house.replace(0, handle, id, HUNDRED, leavesLots);
    else {
      const order = this.core.snapshot().workingOrders.find((own) => own.orderId === id);
      const qtyLots = (order?.cumQtyLots ?? 0) + leavesLots;
      const same = { ...PLAIN_CHANGES, limitPriceTicks: null };
      // The same quantity is refused as no change and keeps its place either way.
      this.core.replace({ ...same, orderId: id, qtyLots });
    }
    if (leavesLots <= before) {
      if (leavesLots < before) this.reference.shrink(id, before - leavesLots);
      return;
    }
    this.reference.shrink(id, before);
    this.reference.join(id, leavesLots);
  }
}

test('an explanation tells each own order its queue exactly', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const pair = new Pair();
      for (const one of steps) {
        pair.play(one);
        pair.check();
      }
    }),
    { numRuns: 200 * propertyFactor() },
  );
});
