/** What the engine tells of turns, queues, writer and cache of orders, against what a client counts and times. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BARS_KEPT } from '../../../engine/bars/bar-series.ts';
import { OPEN_ORDERS_MAX } from '../../../engine/contract/bounds.ts';
import type { EngineMessage } from '../../../engine/contract/messages.ts';
import { WINDOWS_S } from '../../../engine/contract/metrics.ts';
import type { OrderTrace } from '../../../engine/contract/telemetry.ts';
import { TRACES_KEPT } from '../../../engine/contract/telemetry.ts';
import { TIMEFRAMES } from '../../../engine/domain/bar.ts';
import { limitsOf } from '../../../engine/host/advisor/advisor-limits.ts';
import { RING_FILLS_MAX } from '../../../engine/host/fill-ring.ts';
import { SAMPLES_WAITING_MAX } from '../../../engine/host/telemetry-history.ts';
import { TAPE_TRADES_KEPT } from '../../../engine/market/trade-tape.ts';
import { CACHED_ORDERS_MAX } from '../../../engine/store/order-cache.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { EngineHarness, TEST_TOKEN } from '../../support/engine-harness.ts';
import { followReports, largest, overTime } from '../../support/followed-reports.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { TestClient } from '../../support/test-client.ts';

const ORDERS = 40;
const WORKING = 3;
const FILLED = 6;
/** Frames that a prompt client gets while a slow one has not taken one. */
const FRAMES = 20;
/** While one of them is handed over. */
const FRAME_HELD_MS = 4;
/** Between two frames: longer than a turn, so that most turns hand over nothing. */
const PACE_MS = 12;
/** What a busy machine may do between two lines. */
const MOMENT_MS = 20;
const LONG = { timeout: 30_000 } as const;
const US_PER_MS = 1_000;
/** Between two samples that are stored. */
const SAMPLE_S = 10;
/** Of what waits until an order is on disk: the order's own mark, its events and the answer. */
const WAITING_AN_ORDER = 3;

let harness: EngineHarness;
let client: TestClient;

beforeAll(async () => {
  harness = await EngineHarness.start();
  client = await harness.client();
});

afterAll(async () => {
  await harness.stopAndRemove();
});

/** What the panel draws, of this moment. */
function report() {
  return harness.composed.engine.parts.telemetry.report();
}

/** One that fills or ends at once. */
function order() {
  return client.order({ orderType: 'limit', timeInForce: 'ioc', limitPriceTicks: 1_000_000 });
}

describe('what is told of the market', () => {
  /** A turn: when its source was called and had done, and when all that follows in the same turn of the loop was over. */
  interface Turn {
    readonly startedMs: number;
    returnedMs: number;
    endMs: number;
    applied: number;
  }

  const turns: Turn[] = [];
  const frames: { readonly turn: Turn; readonly prices: Turn }[] = [];
  let leastMs = 0;

  /** Notes every turn, and every frame with the turn that has handed it over and the one that its prices are of. */
  async function watch(): Promise<TestClient> {
    const { source } = harness.composed.engine.parts;
    const advance = source.advance.bind(source);
    vi.spyOn(source, 'advance').mockImplementation((...asked) => {
      const one: Turn = { startedMs: performance.now(), returnedMs: 0, endMs: 0, applied: 0 };
      turns.push(one);
      one.applied = advance(...asked);
      one.returnedMs = performance.now();
      queueMicrotask(() => {
        one.endMs = performance.now();
      });
      return one.applied;
    });
    const watching = connectInMemory(harness.composed, ({ type }) => {
      if (type !== 'data') return;
      const turn = turns.at(-1);
      const prices = turns.findLast(({ applied }) => applied > 0);
      if (turn?.endMs !== 0 || prices === undefined) throw new Error('no order holds a frame up');
      const startedMs = performance.now();
      while (performance.now() < startedMs + FRAME_HELD_MS);
      const endMs = performance.now();
      frames.push({ turn, prices });
      leastMs +=
        turn === prices
          ? endMs - turn.startedMs
          : prices.returnedMs - prices.startedMs + endMs - startedMs;
    });
    await watching.hello('watching', TEST_TOKEN);
    return watching;
  }

  it('is each turn, and of each frame how long its prices took but for the wait for the client', async () => {
    const { engine } = harness.composed;
    const { telemetry } = engine.parts;
    const watching = await watch();
    engine.paceMsMin = PACE_MS;
    // In one turn of the loop, so that both are of the same turns of the market.
    const take = () => {
      telemetry.report();
      const process = telemetry.stages.of('market.process').window(WINDOWS_S.run);
      return { process, publish: telemetry.stages.of('market.publish').window(WINDOWS_S.run) };
    };
    // Prices of which the test knows how long they took.
    await expect.poll(() => turns.some(({ applied }) => applied > 0), LONG).toBe(true);
    const before = take();
    const earlier = turns.length;
    watching.subscribe({ channel: 'quotes' });
    const done = () => turns.slice(earlier).filter(({ applied }) => applied > 0);
    const isEnough = () => frames.length > FRAMES && frames.length < done().length;
    await expect.poll(isEnough, LONG).toBe(true);
    const { process, publish } = take();
    engine.paceMsMin = 0;
    watching.close();
    vi.restoreAllMocks();
    expect(process.count - before.process.count).toBe(done().length);
    expect(publish.count - before.publish.count).toBe(frames.length);
    const processMs = (process.sumUs - before.process.sumUs) / US_PER_MS;
    const publishMs = (publish.sumUs - before.publish.sumUs) / US_PER_MS;
    const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
    const wholeMs = (one: Turn): number => one.endMs - one.startedMs;
    expect(processMs).toBeGreaterThanOrEqual(
      sum(done().map(({ startedMs, returnedMs }) => returnedMs - startedMs)),
    );
    expect(publishMs).toBeGreaterThanOrEqual(leastMs);
    const heldMs = FRAME_HELD_MS * frames.filter(({ turn }) => turn.applied > 0).length;
    // A moment lies between the start of a turn and the call of its source.
    expect(processMs).toBeLessThan(sum(done().map(wholeMs)) - heldMs + MOMENT_MS);
    const mostMs = sum(
      frames.map(({ turn, prices }) =>
        turn === prices ? wholeMs(turn) : wholeMs(prices) + turn.endMs - turn.returnedMs,
      ),
    );
    expect(publishMs).toBeLessThan(mostMs + MOMENT_MS);
  });
});

describe('what is told of the way to the disk', () => {
  it('counts the rows that wait for the writer and what waits until they are written', async () => {
    const heardBefore = client.heard.length;
    const eventsBefore = client.events.length;
    // In one turn of the loop, so that nothing is written or heard between the two reports.
    const before = report().sample.values;
    const asked = Array.from({ length: ORDERS }, () => client.request(order()));
    const { sample, writerQueue } = report();
    expect(client.heard).toHaveLength(heardBefore);

    await Promise.all(asked);
    const events = client.events.length - eventsBefore;
    const rows = (sample.values['writer.queue'] ?? 0) - (before['writer.queue'] ?? 0);
    const waiting = (sample.values['gate.waiting'] ?? 0) - (before['gate.waiting'] ?? 0);
    expect(events).toBeGreaterThanOrEqual(2 * ORDERS);
    expect(rows).toBe(events);
    expect(writerQueue.length).toBe(sample.values['writer.queue']);
    const ofBound = sample.values['buffer.store.writes'] ?? 0;
    expect(ofBound * writerQueue.bound).toBeCloseTo(writerQueue.length, 6);
    expect(waiting).toBe(WAITING_AN_ORDER * ORDERS);
  });

  it('is where the advisor takes the ends of its queues from', () => {
    const told = report();
    const limits = limitsOf(told);
    expect(limits.get('queue.writer')).toBe(told.writerQueue.bound);
    expect(limits.get('queue.readers')).toBe(told.readers.bound);
  });

  it('is empty once everything was heard', async () => {
    // What the market itself writes may be on its way at any time.
    await expect
      .poll(() => report().sample.values, { timeout: 30_000, interval: 5 })
      .toMatchObject({ 'writer.queue': 0, 'gate.waiting': 0 });
  });

  it('has the writer busy for at least as long as the orders had transactions', async () => {
    let fromUs = report().atUs;
    let busyUs = 0;
    // The engine reports every second by itself, and a report is of what was since the one before.
    harness.composed.engine.parts.telemetry.onReport(({ atUs, sample }) => {
      const { 'writer.busy': busy = 0 } = sample.values;
      expect.soft(busy).toBeLessThanOrEqual(1);
      busyUs += busy * (atUs - fromUs);
      fromUs = atUs;
    });
    for (let sent = 0; sent < ORDERS; sent += 1) await client.request(order());
    report();
    const { orders } = await client.request({ type: 'telemetry.orders', limit: ORDERS });
    expect(orders).toHaveLength(ORDERS);
    const writingUs = orders.reduce((sum, trace) => sum + transactionUs(trace), 0);
    expect(writingUs).toBeGreaterThan(0);
    expect(busyUs).toBeGreaterThan(0.95 * writingUs);
  });
});

function transactionUs({ beganUs, syncedUs }: OrderTrace): number {
  return beganUs === null || syncedUs === null ? 0 : syncedUs - beganUs;
}

describe('what is told of clients that are slow', () => {
  /** A client that takes nothing more while it `dozes`. */
  function dozing() {
    const { engine } = harness.composed;
    let isDozing = false;
    let held: unknown = null;
    /** When it took the last frame that it has said so of, and the one that it has not. */
    let [tookMs, heldMs] = [0, 0];
    const made: TestClient = new TestClient({
      send: (value) => {
        if (isDozing && isAck(value)) {
          held = value;
          heldMs = performance.now();
          return;
        }
        if (isAck(value)) tookMs = performance.now();
        connection.receive(value);
      },
      close: () => {
        engine.disconnect(connection);
      },
    });
    const connection = engine.connect({
      send: (message) => {
        made.receive(message);
      },
      close: (reason) => {
        made.ended(reason);
      },
    });
    return {
      made,
      doze: () => {
        isDozing = true;
      },
      wake: () => {
        isDozing = false;
        const wokeMs = performance.now();
        connection.receive(held);
        // The frame has left the engine after the one before was taken.
        return { leastMs: wokeMs - heldMs, mostMs: performance.now() - tookMs };
      },
    };
  }

  it('is every frame that a prompt client gets and they do not', async () => {
    const slow = dozing();
    await slow.made.hello('slow', TEST_TOKEN);
    const prompt = await harness.client('memory', 'prompt');
    for (const each of [slow.made, prompt]) {
      each.subscribe({ channel: 'quotes' });
      await each.until(() => (framesOf(each) > 1 ? true : undefined));
    }
    const reports = followReports(harness.composed.engine.parts.telemetry);
    const before = report().framesConflated;
    const [ofSlow, ofPrompt] = [framesOf(slow.made), framesOf(prompt)];
    slow.doze();
    await prompt.until(() => (framesOf(prompt) - ofPrompt > FRAMES ? true : undefined));
    const lateBy = slow.wake();
    await slow.made.until(() => (framesOf(slow.made) - ofSlow > 1 ? true : undefined));
    const missed = framesOf(prompt) - ofPrompt - (framesOf(slow.made) - ofSlow);
    const heard = reports.stop();
    slow.made.close();
    prompt.close();
    expect(missed).toBeGreaterThan(FRAMES / 2);
    expect((heard.at(-1)?.told.framesConflated ?? 0) - before).toBe(missed);
    const told = overTime(heard, 'frames.conflated');
    expect(Math.abs(told - missed)).toBeLessThan(0.25 * missed);
    const ackMs = largest(heard, 'frames.ack_max') / 1_000;
    expect(ackMs).toBeGreaterThanOrEqual(0.99 * lateBy.leastMs);
    expect(ackMs).toBeLessThanOrEqual(1.01 * lateBy.mostMs);
  });
});

describe('what is told of what clients follow', () => {
  it('counts each subscription of each client until it ends', async () => {
    const subscriptions = async (): Promise<number> => {
      await client.request({ type: 'clock.ping' });
      return report().sample.values.subscriptions ?? 0;
    };
    const before = await subscriptions();
    const other = await harness.client('memory', 'other');
    for (const each of [client, other, other]) each.subscribe({ channel: 'quotes' });
    await other.request({ type: 'clock.ping' });
    expect(await subscriptions()).toBe(before + 3);
    other.close();
    await expect.poll(subscriptions, { interval: 5 }).toBe(before + 1);
  });
});

function isAck(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'ack';
}

function framesOf({ heard }: TestClient): number {
  return heard.filter((one: EngineMessage) => one.type === 'data').length;
}

describe('what is told of buffers', () => {
  it('is how full they are, by what a client has heard and sent', async () => {
    const { 'buffer.telemetry.traces': traces = 0 } = report().sample.values;
    for (let sent = 0; sent < WORKING; sent += 1) {
      await client.request(client.order({ orderType: 'limit', limitPriceTicks: 1_000_000 }));
    }
    for (let sent = 0; sent < FILLED; sent += 1) {
      await client.request(client.order({ timeInForce: 'ioc' }));
    }
    const { instruments, snapshot } = await client.message('welcome');
    for (const { symbol } of instruments) client.subscribe({ channel: 'trades', symbol });
    await client.until(() => {
      const symbols = client.updates.flatMap((one) => (one.channel === 'trades' ? one.sub : []));
      return new Set(symbols).size === instruments.length ? true : undefined;
    });
    const { values } = report().sample;
    const fills = client.events.filter(({ type }) => type === 'order.filled').length;
    expect(fills).toBeGreaterThanOrEqual(FILLED);
    expect(values['buffer.cache.fills']).toBe(fills / RING_FILLS_MAX);
    expect(values['buffer.events.recent']).toBe(client.events.length / 4_000);
    const working = snapshot?.limits.openOrdersMax ?? OPEN_ORDERS_MAX;
    expect(values['buffer.orders.working']).toBe(WORKING / working);
    const sent = (values['buffer.telemetry.traces'] ?? 0) - traces;
    expect(sent).toBeCloseTo((WORKING + FILLED) / TRACES_KEPT, 9);
    const prints = client.updates.flatMap((one) => {
      return one.channel === 'trades' ? one.data.trades.map(({ tradeNumber }) => tradeNumber) : [];
    });
    const fullest = Math.min(TAPE_TRADES_KEPT, Math.max(...prints));
    expect(values['buffer.market.tape']).toBe(fullest / TAPE_TRADES_KEPT);
    const bars = harness.composed.engine.exchange.markets.flatMap(({ bars: all }) => {
      const series = TIMEFRAMES.map((timeframe) => all.of(timeframe));
      return series.map((one) => one.from(0).length - (one.forming() === null ? 0 : 1));
    });
    expect(values['buffer.market.bars']).toBe(Math.max(...bars) / BARS_KEPT);
  });

  it('is how many requests and queries wait, and how many samples while nothing is written', async () => {
    // Made where the store is opened.
    const journal = harness.composed.engine.parts.journal as OpenJournal;
    const page = { type: 'orders.page', symbol: null, beforeOrderId: null, limit: 5 } as const;
    const asked = Array.from({ length: ORDERS }, () => client.request(page));
    const { values } = report().sample;
    expect(values['buffer.clients.requests']).toBe(ORDERS / 4_096);
    expect(values['buffer.store.reads']).toBeGreaterThanOrEqual(ORDERS / 1_024);
    expect(values['buffer.store.reads']).toBeLessThanOrEqual((ORDERS + 2) / 1_024);
    await Promise.all(asked);

    await journal.hold('a test');
    for (let made = 0; made < 2 * SAMPLE_S; made += 1) report();
    const waiting = report().sample.values['buffer.telemetry.history'] ?? 0;
    journal.release();
    // One more where a minute ends; the engine itself has made a report at most.
    expect(waiting * SAMPLES_WAITING_MAX).toBeGreaterThanOrEqual(2);
    expect(waiting * SAMPLES_WAITING_MAX).toBeLessThanOrEqual(4);
    report();
    expect(report().sample.values['buffer.telemetry.history']).toBe(0);
  });
});

describe('the cache of orders that memory has forgotten', () => {
  it('is told as hit as often as it was asked again', async () => {
    const sent = order();
    const { order: first } = await client.request(sent);
    // Only working orders are in memory after a start.
    await harness.stop();
    harness = await EngineHarness.start(harness.folder);
    client = await harness.client();
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await client.request(sent)).order.orderId).toBe(first.orderId);
    }
    const { caches, sample } = report();
    expect(caches.find(({ name }) => name === 'orders')).toMatchObject({
      entries: 1,
      hits: 4,
      misses: 1,
    });
    expect(sample.values['cache.orders.hits']).toBe(0.8);
    expect(sample.values['buffer.cache.orders']).toBe(1 / CACHED_ORDERS_MAX);
  });
});
