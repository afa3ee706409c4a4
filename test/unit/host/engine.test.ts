import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineMessage } from '../../../engine/contract/messages.ts';
import { SELL } from '../../../engine/domain/side.ts';
import type { Clock } from '../../../engine/ports.ts';
import { ManualJournal } from '../../support/manual-journal.ts';
import type { TestClient } from '../../support/test-client.ts';
import { HUNDRED, MORNING } from '../../support/test-core.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import {
  FAKE_CLOCK,
  ScriptedSource,
  pass,
  send,
  startTestEngine,
  stopped,
} from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const LIMIT = { orderType: 'limit', limitPriceTicks: HUNDRED, qtyLots: 10 } as const;
const heardTypes = ({ heard }: TestClient): string[] => heard.map(({ type }) => type);
const repliesOf = ({ heard }: TestClient): Extract<EngineMessage, { type: 'reply' }>[] =>
  heard.filter((one) => one.type === 'reply');

describe('an engine', () => {
  test('tells events and then the reply, both once they are on disk', async () => {
    const running = startTestEngine();
    const { journal } = running;
    const client = connectInMemory(running);
    await client.hello('test', '');
    const ask = client.request(client.order(LIMIT));
    await pass(100);
    expect(heardTypes(client)).toEqual(['welcome']);
    journal.commit();
    expect(await ask).toMatchObject({ order: { status: 'new' }, duplicate: false });
    expect(heardTypes(client)).toEqual(['welcome', 'events', 'reply']);
    await stopped(running);
  });

  test('answers a repeated order only once the first one is on disk', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    const order = client.order(LIMIT);
    send(client, order);
    send(client, order);
    await pass(10);
    expect(repliesOf(client)).toEqual([]);
    test.journal.commit();
    expect(repliesOf(client).map((one) => one.ok && one.result)).toMatchObject([
      { duplicate: false, order: { orderId: 1 } },
      { duplicate: true, order: { orderId: 1 } },
    ]);
    await stopped(test);
  });

  test('gives a client that arrives between match and commit a picture of that moment', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    const trader = connectInMemory(test);
    await trader.hello('trader', '');
    source.next((market) => market.limit(0, SELL, HUNDRED, 4));
    await pass(10);
    send(trader, trader.order(LIMIT));
    const late = connectInMemory(test);
    const welcome = late.hello('late', '');
    await pass(10);
    expect(heardTypes(late)).toEqual([]);
    source.next((market) => market.take(0, SELL, HUNDRED, 6));
    await pass(10);
    test.journal.commit();
    const { snapshot } = await welcome;
    expect(snapshot).toMatchObject({ seq: 2, workingOrders: [{ leavesQtyLots: 6 }] });
    expect(snapshot?.recentFills.map(({ eventSeq }) => eventSeq)).toEqual([2]);
    expect(late.events.map(({ seq }) => seq)).toEqual([3]);
    await stopped(test);
  });

  test('sends a returning client what it missed, or a picture when it knows another store', async () => {
    const test = startTestEngine();
    const { journal } = test;
    journal.commitsAtOnce = true;
    const client = connectInMemory(test);
    const { storeId } = await client.hello('test', '');
    await client.request(client.order(LIMIT));
    await client.request(client.order(LIMIT));
    const back = connectInMemory(test);
    expect((await back.hello('test', '', { storeId, afterSeq: 1 })).snapshot).toBeNull();
    expect(back.events.map(({ seq }) => seq)).toEqual([2]);
    const other = connectInMemory(test);
    expect(await other.hello('test', '', { storeId: 'other', afterSeq: 1 })).toMatchObject({
      snapshot: { seq: 2 },
    });
    const ahead = connectInMemory(test);
    expect(await ahead.hello('test', '', { storeId, afterSeq: 9 })).toMatchObject({
      snapshot: { seq: 2 },
    });
    await stopped(test);
  });
});

describe('the newest fills', () => {
  test('in a picture are at most 500', async () => {
    const source = new ScriptedSource();
    const journal = new ManualJournal();
    journal.commitsAtOnce = true;
    const test = startTestEngine({ source, journal });
    const client = connectInMemory(test);
    await client.hello('test', '');
    await client.request(client.order({ ...LIMIT, qtyLots: 600 }));
    for (let i = 0; i < 600; i += 1) source.next((market) => market.take(0, SELL, HUNDRED, 1));
    await pass(20);
    const { snapshot } = await connectInMemory(test).hello('late', '');
    expect(snapshot?.recentFills).toHaveLength(500);
    expect(snapshot?.recentFills[0]?.executionId).toBe(600);
    await stopped(test);
  });
});

describe('a disk that is far behind', () => {
  test('makes the market wait, so that fills cannot flood it, and goes on once it has caught up', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    const client = connectInMemory(test);
    await client.hello('test', '');
    send(client, client.order({ ...LIMIT, qtyLots: 600 }));
    test.journal.bound = 2;
    for (let i = 0; i < 50; i += 1) {
      source.next((market) => market.take(0, SELL, HUNDRED, 1));
      await pass(4);
    }
    expect(test.journal.queue().length).toBe(8);
    test.journal.commit();
    await pass(4);
    expect(test.engine.parts.core.snapshot().positions[0]?.qtyLots).toBe(50);
    await stopped(test);
  });
});

describe('the time from a price to its frame', () => {
  const APPLY_US = 250;
  let passedUs: number;
  let appliedUs: number;
  let source: ScriptedSource;
  let running: ReturnType<typeof startTestEngine>;
  let client: TestClient;

  /** A clock that runs on in the midst of a turn, too. */
  const clock: Clock = {
    wallUs: () => FAKE_CLOCK.wallUs(),
    monotonicUs: () => FAKE_CLOCK.monotonicUs() + passedUs,
  };

  beforeEach(async () => {
    passedUs = 0;
    source = new ScriptedSource();
    running = startTestEngine({ source, clock });
    client = connectInMemory(running);
    await client.hello('test', '');
  });

  afterEach(() => stopped(running));

  /** A price that takes some time to be applied and, where it is said, has waited before. */
  function price(waitedUs: number | null = null): void {
    source.next((market) => {
      source.cameUs = waitedUs === null ? null : clock.monotonicUs() - waitedUs;
      market.limit(0, SELL, HUNDRED, 4);
      passedUs += APPLY_US;
      appliedUs = clock.monotonicUs();
    });
  }

  function told(): { readonly count: number; readonly sumUs: number } {
    const { stages } = running.engine.parts.telemetry;
    stages.tick();
    return stages.of('market.publish').window(null);
  }

  test('begins when the price came, or with the turn where prices are due by time', async () => {
    client.subscribe({ channel: 'quotes' });
    await pass(10);
    const before = told();
    price(700);
    await pass(10);
    expect(told()).toMatchObject({ count: before.count + 1, sumUs: before.sumUs + 700 + APPLY_US });
    price();
    await pass(10);
    expect(told()).toMatchObject({
      count: before.count + 2,
      sumUs: before.sumUs + 700 + 2 * APPLY_US,
    });
  });

  test('leaves out how long the client waits before it takes another frame', async () => {
    running.engine.paceMsMin = 100;
    client.subscribe({ channel: 'quotes' });
    await pass(200);
    const before = told();
    for (const waitedUs of [700, 900, 400]) {
      price(waitedUs);
      await pass(10);
    }
    expect(told()).toMatchObject({ count: before.count + 1, sumUs: before.sumUs + 700 + APPLY_US });
    await pass(100);
    expect(told()).toMatchObject({
      count: before.count + 2,
      sumUs: before.sumUs + 700 + 400 + 2 * APPLY_US,
    });
  });

  test('ends when the frame leaves, which may wait for the disk', async () => {
    client.subscribe({ channel: 'quotes' });
    await pass(10);
    send(client, client.order(LIMIT));
    const before = told();
    price(700);
    await pass(4);
    expect(told()).toEqual(before);
    passedUs += 9_000;
    running.journal.commit();
    expect(told()).toMatchObject({
      count: before.count + 1,
      sumUs: before.sumUs + 700 + APPLY_US + clock.monotonicUs() - appliedUs,
    });
  });

  test('is not told of a turn that nobody heard of, nor of a frame without prices', async () => {
    client.subscribe({ channel: 'source' });
    price(700);
    await pass(40);
    expect(client.updates.length).toBeGreaterThan(3);
    expect(told().count).toBe(0);
  });
});
