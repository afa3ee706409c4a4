/** Fill models over quotes and prints: equal to the reference call by call, and never too generous. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FILL_MODELS } from '../../../engine/domain/fill-model.ts';
import type { FillModel } from '../../../engine/domain/fill-model.ts';
import { BUY, SELL, sideCode } from '../../../engine/domain/side.ts';
import { TopOfBookVenue } from '../../../engine/fills/top-of-book-venue.ts';
import { DAY, FOK, IOC, LIMIT, MARKET } from '../../../engine/matching/order-codes.ts';
import { isResting } from '../../../engine/matching/result-codes.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { ReferenceFillModel } from '../../support/reference-fill-model.ts';
import type { ReferenceFill } from '../../support/reference-fill-model.ts';

fc.configureGlobal({ seed: 20_260_315 + propertyFactor() });
const NUM_RUNS = 500 * propertyFactor();
const STEP = 5;
const BASE = 1_000;
const OWNER = 1;
const CODES = { day: DAY, ioc: IOC, fok: FOK } as const;

const ticks = fc.integer({ min: -3, max: 3 }).map((steps) => BASE + steps * STEP);
const lots = fc.integer({ min: 1, max: 30 });
/** What is displayed; more than a print takes, so that queues last. */
const displayed = fc.integer({ min: 1, max: 90 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const quote = fc.record({
  kind: fc.constant('quote' as const),
  bidTicks: ticks,
  spread: fc.integer({ min: 1, max: 3 }),
  bidLots: displayed,
  askLots: displayed,
  empty: fc.integer({ min: 0, max: 12 }),
});
/** The same prices with other sizes, as most messages of a feed are. */
const resize = fc.record({
  kind: fc.constant('resize' as const),
  bidLots: displayed,
  askLots: displayed,
});
/** Where prints are: at the bid, at the ask, or somewhere. */
const print = fc.record({
  kind: fc.constant('print' as const),
  at: fc.constantFrom('bid' as const, 'ask' as const, 'else' as const),
  ticks,
  lots,
});
/** Mostly where the market is, so that queues form. */
const order = fc.record({
  kind: fc.constant('order' as const),
  at: fc.constantFrom('own' as const, 'own' as const, 'far' as const, 'else' as const),
  side,
  ticks: fc.option(ticks, { freq: 6 }),
  lots,
  timeInForce: fc.constantFrom('day' as const, 'day' as const, 'ioc' as const, 'fok' as const),
});
const cancel = fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) });
const replace = fc.record({
  kind: fc.constant('replace' as const),
  which: fc.nat(20),
  ticks,
  lots,
});
const step = fc.oneof(
  { weight: 2, arbitrary: quote },
  { weight: 3, arbitrary: resize },
  { weight: 4, arbitrary: print },
  { weight: 4, arbitrary: order },
  { weight: 1, arbitrary: cancel },
  { weight: 1, arbitrary: replace },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The venue and its reference side by side. */
class Pair {
  readonly venue: TopOfBookVenue;
  readonly reference: ReferenceFillModel;
  readonly #handles = new Map<number, number>();
  #lastId = 0;

  constructor(model: FillModel) {
    this.venue = new TopOfBookVenue({ priceStepTicks: STEP, model });
    this.reference = new ReferenceFillModel(model, STEP);
  }

  play(one: Step): void {
    const { venue, reference } = this;
    if (one.kind === 'quote' || one.kind === 'resize') {
      const next = quoteOf(one, venue);
      venue.quote(next);
      reference.quote(next);
    } else if (one.kind === 'print') {
      const at = printTicks(one, venue);
      venue.print(at, one.lots);
      reference.print(at, one.lots);
    } else if (one.kind === 'order') this.#submit(one);
    else this.#change(one);
    this.check();
  }

  fills(): ReferenceFill[] {
    const { events } = this.venue;
    return Array.from({ length: events.count }, (_, i) => [
      events.makerOrderId[i] ?? 0,
      events.priceTicks[i] ?? 0,
      events.qtyLots[i] ?? 0,
    ]);
  }

  check(): void {
    const { venue, reference } = this;
    venue.checkInvariants();
    expect(this.fills()).toEqual(reference.fills);
    for (const code of ['buy', 'sell'] as const) {
      const resting: [number, number, number | null][] = [];
      venue.visitOrders(sideCode(code), (id, _owner, _ticks, leaves, _hidden, _display, handle) => {
        const ahead = venue.queueAheadLots(handle, id);
        resting.push([id, leaves, ahead < 0 ? null : ahead]);
      });
      const expected = reference.resting(code);
      if (venue.model !== 'queue') for (const one of expected) one[2] = null;
      expect(resting).toEqual(expected);
    }
  }

  #submit(one: OrderStep): void {
    const { side: buyOrSell, lots: qtyLots, timeInForce } = one;
    const limit = limitTicks(one, this.venue);
    const id = (this.#lastId += 1);
    const type = limit === null ? MARKET : LIMIT;
    const tif = CODES[timeInForce];
    const code = sideCode(buyOrSell);
    const { venue, reference } = this;
    const result = venue.submit(id, OWNER, code, type, tif, false, limit ?? 0, qtyLots, 0);
    if (isResting(result)) this.#handles.set(id, result);
    const order_ = { id, side: buyOrSell, ticks: limit, lots: qtyLots, timeInForce };
    expect(reference.submit(order_) > 0).toBe(isResting(result));
  }

  #change(one: ChangeStep): void {
    const { venue, reference } = this;
    const all = [...reference.resting('buy'), ...reference.resting('sell')];
    const id = all[one.which % Math.max(1, all.length)]?.[0];
    // Nothing to change: the last fills are not this call's.
    if (id === undefined) {
      venue.cancel(-1, 1);
      reference.cancel(-1);
      return;
    }
    const handle = this.#handles.get(id) ?? -1;
    if (one.kind === 'cancel') {
      expect(venue.cancel(handle, id)).toBe(true);
      reference.cancel(id);
    } else {
      venue.replace(handle, id, one.ticks, one.lots);
      reference.replace(id, one.ticks, one.lots);
    }
  }
}

type OrderStep = Extract<Step, { kind: 'order' }>;
type ChangeStep = Extract<Step, { kind: 'cancel' | 'replace' }>;

function quoteOf(one: Extract<Step, { kind: 'quote' | 'resize' }>, venue: TopOfBookVenue) {
  const { bidLots, askLots } = one;
  if (one.kind === 'resize') {
    return { bidTicks: venue.bestBidTicks(), bidLots, askTicks: venue.bestAskTicks(), askLots };
  }
  const bidTicks = one.empty === 1 ? 0 : one.bidTicks;
  const askTicks = one.empty === 2 ? 0 : one.bidTicks + one.spread * STEP;
  return { bidTicks, bidLots, askTicks, askLots };
}

function printTicks(one: Extract<Step, { kind: 'print' }>, venue: TopOfBookVenue): number {
  if (one.at === 'bid' && venue.bestBidTicks() > 0) return venue.bestBidTicks();
  if (one.at === 'ask' && venue.bestAskTicks() > 0) return venue.bestAskTicks();
  return one.ticks;
}

function limitTicks({ at, side: buyOrSell, ticks: any }: OrderStep, venue: TopOfBookVenue) {
  if (any === null || at === 'else') return any;
  const isBid = (buyOrSell === 'buy') === (at === 'own');
  return (isBid ? venue.bestBidTicks() : venue.bestAskTicks()) || any;
}

const steps = fc.array(step, { minLength: 1, maxLength: 50 });

describe.each(FILL_MODELS)('the model %s', (model) => {
  test('fills what the reference fills, and has the same queues', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const pair = new Pair(model);
        for (const one of all) pair.play(one);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  test('fills nothing at a price better than print or quote allow', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const pair = new Pair(model);
        for (const one of all) {
          const at = one.kind === 'print' ? printTicks(one, pair.venue) : 0;
          const before = restingSides(pair);
          pair.play(one);
          const { venue } = pair;
          for (const [id, ticksOf] of pair.fills()) {
            const buyOrSell = id === 0 ? null : before.get(id);
            if (buyOrSell === 'buy')
              expect(ticksOf).toBeGreaterThanOrEqual(at || venue.bestAskTicks());
            if (buyOrSell === 'sell')
              expect(ticksOf).toBeLessThanOrEqual(at || venue.bestBidTicks());
          }
        }
      }),
      { numRuns: Math.ceil(NUM_RUNS / 4) },
    );
  });
});

test('prints at a price fill no more there than was printed, whatever waits', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom('touch' as const, 'queue' as const), (all, model) => {
      const pair = new Pair(model);
      for (const one of all) {
        const at = one.kind === 'print' ? printTicks(one, pair.venue) : 0;
        pair.play(one);
        if (one.kind !== 'print') continue;
        const atPrint = pair.fills().filter(([, priceTicks]) => priceTicks === at);
        expect(sumOf(atPrint)).toBeLessThanOrEqual(one.lots);
      }
    }),
    { numRuns: NUM_RUNS },
  );
});

test('one order fills by touch no later than by queue, and by queue no later than by through', () => {
  const market = fc.array(fc.oneof(quote, resize, print), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(market, side, ticks, lots, fc.nat(10), (all, buyOrSell, limit, qtyLots, at) => {
      const filled = (['touch', 'through', 'queue'] as const).map((model) => {
        const pair = new Pair(model);
        const entered = { at: 'else', side: buyOrSell, ticks: limit, lots: qtyLots } as const;
        const sums: number[] = [];
        let sum = 0;
        all.forEach((one, i) => {
          if (i === at) {
            pair.play({ kind: 'order', ...entered, timeInForce: 'day' });
            sum += sumOf(pair.fills());
          }
          pair.play(one);
          sum += sumOf(pair.fills());
          sums.push(sum);
        });
        return sums;
      });
      const [touch = [], through = [], queue = []] = filled;
      queue.forEach((sum, i) => {
        expect(sum).toBeLessThanOrEqual(touch[i] ?? 0);
        expect(sum).toBeGreaterThanOrEqual(through[i] ?? 0);
      });
    }),
    { numRuns: NUM_RUNS },
  );
});

function sumOf(fills: readonly ReferenceFill[]): number {
  return fills.reduce((sum, [, , part]) => sum + part, 0);
}

function restingSides(pair: Pair): Map<number, 'buy' | 'sell'> {
  const sides = new Map<number, 'buy' | 'sell'>();
  pair.venue.visitOrders(BUY, (id) => sides.set(id, 'buy'));
  pair.venue.visitOrders(SELL, (id) => sides.set(id, 'sell'));
  return sides;
}
