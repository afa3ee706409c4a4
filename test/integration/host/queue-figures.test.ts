/** What the engine tells of its queues, its writer and its cache of orders, against what a client counts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineMessage } from '../../../engine/contract/messages.ts';
import type { OrderTrace } from '../../../engine/contract/telemetry.ts';
import { EngineHarness, TEST_TOKEN } from '../../support/engine-harness.ts';
import { followReports, overTime } from '../../support/followed-reports.ts';
import { TestClient } from '../../support/test-client.ts';

const ORDERS = 40;
/** Frames that a prompt client gets while a slow one has not taken one. */
const FRAMES = 20;
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
    expect(waiting).toBe(WAITING_AN_ORDER * ORDERS);
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
    const made: TestClient = new TestClient({
      send: (value) => {
        if (isDozing && isAck(value)) held = value;
        else connection.receive(value);
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
        connection.receive(held);
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
    slow.wake();
    await slow.made.until(() => (framesOf(slow.made) - ofSlow > 1 ? true : undefined));
    const missed = framesOf(prompt) - ofPrompt - (framesOf(slow.made) - ofSlow);
    const heard = reports.stop();
    slow.made.close();
    prompt.close();
    expect(missed).toBeGreaterThan(FRAMES / 2);
    expect((heard.at(-1)?.told.framesConflated ?? 0) - before).toBe(missed);
    const told = overTime(heard, 'frames.conflated');
    expect(Math.abs(told - missed)).toBeLessThan(0.25 * missed);
  });
});

function isAck(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'ack';
}

function framesOf({ heard }: TestClient): number {
  return heard.filter((one: EngineMessage) => one.type === 'data').length;
}

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
  });
});
