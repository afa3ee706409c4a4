/** Whatever a client sends: it is answered, and what is refused has changed nothing. */
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineMessage, RequestType } from '../../engine/contract/messages.ts';
import { requestBodySchema } from '../../engine/contract/messages.ts';
import { validateClientMessage } from '../../engine/contract/validate.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import type { StoreReaders } from '../../engine/store/readers.ts';
import { coreState, coreStateHash } from '../support/core-state.ts';
import { propertyFactor } from '../support/property-runs.ts';
import type { TestClient } from '../support/test-client.ts';
import { CENT, HUNDRED, MORNING } from '../support/test-core.ts';
import { connectInMemory } from '../support/memory-client.ts';
import { ScriptedSource, pass, startTestEngine, stopped } from '../support/test-engine.ts';
import type { TestEngine } from '../support/test-engine.ts';
import { steps } from './input/bad-messages.ts';
import type { Step } from './input/bad-messages.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

type Reply = Extract<EngineMessage, { type: 'reply' }>;

/** Requests that may not change a core even when they are answered. */
const QUERIES: ReadonlySet<string> = new Set<RequestType>([
  'order.preview',
  'setting.save',
  'settings.load',
  'bars.history',
  'fills.page',
  'orders.page',
  'equity.history',
  'history.fills',
  'history.orders',
  'history.trips',
  'history.lots',
  'history.days',
  'history.totals',
  'history.places',
  'export.start',
  'export.cancel',
  'import.check',
  'import.apply',
  'import.cancel',
  'backup.start',
  'backup.cancel',
  'backup.list',
  'backup.restore',
  'workspace.export',
  'workspace.import',
  'maintenance.status',
  'maintenance.run',
  'maintenance.configure',
  'store.stats',
]);

/** An engine that has traded: bids and asks around 100 dollars, 50 AAPL held, an order that rests. */
class Desk {
  readonly source: ScriptedSource = new ScriptedSource();
  readonly engine: TestEngine;
  readonly client: TestClient;

  constructor() {
    const empty = { fills: [], orders: [], bars: [], settings: {}, more: false };
    // Every query is answered with what all of them could contain.
    const read = (() => Promise.resolve(empty)) as StoreReaders['read'];
    this.engine = startTestEngine({
      source: this.source,
      readers: { read },
      background: {
        startExport: () => Promise.resolve({ exportId: 1, readTotal: 0 }),
        cancelExport: () => false,
      },
    });
    this.engine.journal.commitsAtOnce = true;
    this.client = connectInMemory(this.engine);
  }

  get state(): unknown {
    return coreState(this.engine.engine.parts.core);
  }

  get hash(): string {
    return coreStateHash(this.engine.engine.parts.core);
  }

  async open(): Promise<void> {
    await this.client.hello('test', '');
    for (let cents = 1; cents <= 5; cents += 1) {
      this.source.next((market) => market.limit(0, SELL, HUNDRED + cents * CENT, 20));
      this.source.next((market) => market.limit(0, BUY, HUNDRED - cents * CENT, 20));
    }
    await pass(10);
    await this.client.request(this.client.order({ qtyLots: 50 }));
    const rests = { orderType: 'limit', limitPriceTicks: HUNDRED - 3 * CENT } as const;
    await this.client.request(this.client.order({ ...rests, qtyLots: 10, timeInForce: 'gtc' }));
  }

  /** Sends anything and waits for its reply. */
  async ask(value: unknown): Promise<Reply> {
    const { heard } = this.client;
    const from = heard.length;
    this.client.send(value);
    return this.client.until(() =>
      heard.slice(from).find((one): one is Reply => one.type === 'reply'),
    );
  }
}

function checkRefusal({ code, field, value, rule, ...rest }: Refusal): void {
  expect(code).toMatch(/^(contract|risk|book|venue|store|advisor)\.[a-z_]+$/);
  expect([typeof field, typeof value, typeof rule]).toEqual(['string', 'string', 'string']);
  expect(rule).not.toBe('');
  expect(value.length).toBeLessThanOrEqual(120);
  expect(rest).toEqual({});
}

/** A profile takes as many seconds of the processor as it is asked for, which no clock of a test moves. */
function isProfile(checked: ReturnType<typeof validateClientMessage>): boolean {
  if (!checked.ok || checked.message.type !== 'request') return false;
  return checked.message.body.type === 'profile.take';
}

async function play(desk: Desk, step: Step): Promise<void> {
  if (step.kind === 'market') {
    const side = step.isBuy ? BUY : SELL;
    desk.source.next((market) => {
      if (step.isTake) market.take(0, side, step.ticks, step.lots);
      else market.limit(0, side, step.ticks, step.lots);
    });
    await pass(5);
    return;
  }
  const checked = validateClientMessage(step.value);
  if (isProfile(checked)) return;
  const before = { hash: desk.hash, state: desk.state, events: desk.client.events.length };
  const reply = await desk.ask(step.value);
  const told = desk.client.events.slice(before.events);
  if (!reply.ok) {
    checkRefusal(reply.refusal);
    // A limit's refusal of a new order is told as an event; apart from it there is no trace.
    for (const { type } of told) expect(type).toBe('order.rejected');
    if (reply.refusal.code.startsWith('contract.')) expect(told).toEqual([]);
    expect(checked.ok || reply.id === checked.requestId).toBe(true);
  }
  const isQuery =
    checked.ok && checked.message.type === 'request' && QUERIES.has(checked.message.body.type);
  if (reply.ok && !isQuery) return;
  if (isQuery) expect(told).toEqual([]);
  if (desk.hash !== before.hash) expect(desk.state).toEqual(before.state);
}

test('garbage is refused with code, field, value and rule, and leaves the state as it was', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const desk = new Desk();
      await desk.open();
      for (const step of list) await play(desk, step);
      expect(desk.engine.fatal).toEqual([]);
      expect(desk.client.endedBecause).toBeNull();
      desk.client.close();
      await stopped(desk.engine);
    }),
    { numRuns: 300 * propertyFactor() },
  );
});

test('the messages tried hold every request of the contract', () => {
  const tried = new Set<string>();
  for (const list of fc.sample(steps, 200)) {
    for (const step of list) {
      if (step.kind !== 'message') continue;
      const checked = validateClientMessage(step.value);
      if (checked.ok && checked.message.type === 'request') tried.add(checked.message.body.type);
    }
  }
  const all = requestBodySchema.options.map((one) => one.shape.type.value);
  expect([...tried].sort()).toEqual(all.sort());
});
