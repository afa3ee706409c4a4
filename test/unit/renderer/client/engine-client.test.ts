import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineMessage, OrderEvent } from '../../../../engine/contract/messages.ts';
import { refusal } from '../../../../engine/domain/refusal.ts';
import { EngineClient } from '../../../../renderer/client/engine-client.ts';
import { ConnectionLostError, RefusalError } from '../../../../renderer/client/errors.ts';
import { FakeEngine, ORDER_REPLY, SUBMIT, accepted, welcome } from './fake-engine.ts';
import { FakeEnvironment, settle } from './fake-environment.ts';

let engine: FakeEngine;
let environment: FakeEnvironment;
let client: EngineClient;
let states: string[];

beforeEach(() => {
  engine = new FakeEngine();
  environment = new FakeEnvironment();
  client = new EngineClient(engine.factory, 'terminal', environment);
  states = [];
  client.onState(({ state }) => states.push(state));
});

async function start(): Promise<void> {
  client.start();
  await settle();
}

const replyTo = (id: number): EngineMessage => ({
  type: 'reply',
  id,
  ok: true,
  result: ORDER_REPLY,
});

describe('the handshake', () => {
  it('says hello with the token and nothing to resume, and is ready after the welcome', async () => {
    await start();
    expect(engine.heardOf('hello')).toMatchObject([{ token: 'secret', resume: null }]);
    expect(client.connection.state).toBe('ready');
    expect(client.connection.welcome?.storeId).toBe('store-1');
  });

  it('stays refused, with a plain sentence, when the token has expired', async () => {
    engine.answer = () => ({
      type: 'refused',
      refusal: refusal('contract.token_expired', 'token', '(hidden)', 'a token of this run'),
    });
    await start();
    await environment.pass(60_000);
    expect(client.connection).toMatchObject({ state: 'refused' });
    expect(client.connection.detail).toMatch(/^Access token missing or expired/);
    expect(engine.connections).toBe(1);
  });

  it('tries again when the engine refuses because it is stopping', async () => {
    const stopping = refusal('venue.stopping', '', '', 'the engine is stopping');
    engine.answer = () => ({ type: 'refused', refusal: stopping });
    await start();
    expect(client.connection).toMatchObject({ state: 'lost', detail: 'the engine is stopping' });
    engine.answer = () => welcome({});
    await environment.pass(5_000);
    expect(client.connection.state).toBe('ready');
  });

  it('gives a line up on which no greeting comes', async () => {
    engine.answer = () => ({ type: 'events', events: [] });
    await start();
    await environment.pass(10_000);
    expect(states).toContain('lost');
    expect(engine.connections).toBe(1);
  });
});

describe('a lost line', () => {
  it('is opened again with growing waits until the engine answers', async () => {
    await start();
    engine.unreachable = 'The engine does not accept connections';
    engine.drop('The engine process ended');
    expect(client.connection).toMatchObject({ state: 'lost', detail: 'The engine process ended' });
    await environment.pass(4_000);
    expect(client.connection.attempts).toBeGreaterThan(3);
    expect(client.connection.attempts).toBeLessThan(8);
    engine.unreachable = null;
    await environment.pass(5_000);
    expect(client.connection).toMatchObject({ state: 'ready', attempts: 0, detail: '' });
  });

  it('asks for the events after the last one seen', async () => {
    await start();
    engine.say({ type: 'events', events: [accepted(11), accepted(12)] });
    engine.drop('lost');
    await environment.pass(1_000);
    expect(engine.heardOf('hello')[1]?.resume).toEqual({ storeId: 'store-1', afterSeq: 12 });
  });

  it('keeps an order and sends it again under the same id, so that its outcome is known', async () => {
    await start();
    const outcome = client.send(SUBMIT);
    engine.drop('lost');
    await environment.pass(1_000);
    const requests = engine.heardOf('request');
    expect(requests).toHaveLength(2);
    expect(requests[1]).toEqual(requests[0]);
    engine.say(replyTo(requests[1]?.id ?? 0));
    await expect(outcome).resolves.toEqual(ORDER_REPLY);
  });

  it('does not send an order to another store, but asks it what was only a question', async () => {
    await start();
    const outcome = client.send(SUBMIT);
    const query = client.send({ type: 'settings.load' });
    engine.answer = () => welcome({ storeId: 'store-2' });
    engine.drop('The engine process ended');
    const rejected = expect(outcome).rejects.toMatchObject({ outcome: 'unknown' });
    await environment.pass(1_000);
    await rejected;
    const asked = engine.heardOf('request').map(({ body }) => body.type);
    expect(asked).toEqual(['order.submit', 'settings.load', 'settings.load']);
    const [, , again] = engine.heardOf('request');
    engine.say({ type: 'reply', id: again?.id ?? 0, ok: true, result: { settings: {} } });
    await expect(query).resolves.toEqual({ settings: {} });
  });

  it('rejects what can not be asked twice, as of unknown outcome', async () => {
    await start();
    const outcome = client.send({ type: 'order.cancel', orderId: 1 });
    engine.drop('The engine process ended');
    await expect(outcome).rejects.toMatchObject({
      name: 'ConnectionLostError',
      outcome: 'unknown',
    });
  });

  it('refuses commands at once and lets queries wait', async () => {
    await start();
    engine.drop('lost');
    await expect(client.send(SUBMIT)).rejects.toMatchObject({ outcome: 'not_sent' });
    const query = client.send({ type: 'settings.load' });
    await environment.pass(1_000);
    const asked = engine.heardOf('request');
    expect(asked.map(({ body }) => body.type)).toEqual(['settings.load']);
    engine.say({ type: 'reply', id: asked[0]?.id ?? 0, ok: true, result: { settings: {} } });
    await expect(query).resolves.toEqual({ settings: {} });
  });

  it('hears nothing any more from the line before', async () => {
    await start();
    const seen: OrderEvent[] = [];
    client.onOrderEvents((events) => seen.push(...events));
    engine.drop('lost');
    engine.say({ type: 'events', events: [accepted(11)] });
    expect(seen).toEqual([]);
  });
});

describe('requests', () => {
  it('reject with the refusal of the engine', async () => {
    await start();
    const outcome = client.send(SUBMIT);
    const why = refusal('risk.max_order_qty', 'qtyLots', 100, 'at most 10 lots an order');
    engine.say({ type: 'reply', id: 1, ok: false, refusal: why });
    await expect(outcome).rejects.toBeInstanceOf(RefusalError);
    await expect(outcome).rejects.toMatchObject({ refusal: why });
  });

  it('are given up after 10 s, and a line that was silent meanwhile with them', async () => {
    await start();
    const outcome = client.send(SUBMIT);
    const rejected = expect(outcome).rejects.toBeInstanceOf(ConnectionLostError);
    await environment.pass(10_000);
    await rejected;
    expect(states).toEqual(['connecting', 'ready', 'lost']);
  });

  it('leave no timer behind once they are answered', async () => {
    await start();
    const outcome = client.send(SUBMIT);
    engine.say(replyTo(1));
    await outcome;
    expect(environment.timers).toBe(0);
  });

  it('are all rejected when the client is stopped', async () => {
    await start();
    const outcome = client.send(SUBMIT);
    client.stop();
    await expect(outcome).rejects.toMatchObject({ outcome: 'unknown' });
    expect(environment.timers).toBe(0);
  });
});

describe('the numbered stream', () => {
  it('passes on each event once, whatever is repeated', async () => {
    await start();
    const seen: number[] = [];
    client.onOrderEvents((events) => seen.push(...events.map(({ seq }) => seq)));
    engine.say({ type: 'events', events: [accepted(11), accepted(12)] });
    engine.say({ type: 'events', events: [accepted(12), accepted(13)] });
    expect(seen).toEqual([11, 12, 13]);
  });

  it('reconnects at a gap and asks from the last event before it', async () => {
    await start();
    const seen: number[] = [];
    client.onOrderEvents((events) => seen.push(...events.map(({ seq }) => seq)));
    engine.say({ type: 'events', events: [accepted(11), accepted(14)] });
    expect(seen).toEqual([11]);
    expect(client.connection.detail).toBe('Events 12 to 13 were lost on the way');
    await environment.pass(1_000);
    expect(engine.heardOf('hello')[1]?.resume).toEqual({ storeId: 'store-1', afterSeq: 11 });
  });

  it('starts over when the engine goes on with the data of another store', async () => {
    await start();
    engine.answer = (hello) =>
      welcome(
        hello.resume === null ? { storeId: 'store-2' } : { storeId: 'store-2', snapshot: null },
      );
    engine.drop('lost');
    await environment.pass(5_000);
    expect(engine.heardOf('hello').at(-1)?.resume).toBeNull();
    expect(client.connection).toMatchObject({ state: 'ready', welcome: { storeId: 'store-2' } });
  });
});

describe('subscriptions', () => {
  const depth = { channel: 'depth', symbol: 'AAPL', levels: 10 } as const;
  const full = { bids: [], asks: [], updatedUs: 5 };

  it('share one subscription and give a late listener the full picture', async () => {
    await start();
    const first: number[] = [];
    const late: number[] = [];
    client.subscribe(depth, ({ updatedUs }) => first.push(updatedUs));
    engine.say({
      type: 'data',
      frame: 1,
      sentUs: 0,
      updates: [{ sub: 1, channel: 'depth', data: full }],
    });
    client.subscribe(depth, ({ updatedUs }) => late.push(updatedUs));
    expect(engine.heardOf('subscribe')).toHaveLength(1);
    expect([first, late]).toEqual([[5], [5]]);
  });

  it('end with the last listener', async () => {
    await start();
    const one = client.subscribe(depth, () => undefined);
    const two = client.subscribe(depth, () => undefined);
    one();
    expect(engine.heardOf('unsubscribe')).toHaveLength(0);
    two();
    two();
    expect(engine.heardOf('unsubscribe')).toEqual([{ type: 'unsubscribe', sub: 1 }]);
  });

  it('are opened again on a new line, after telling listeners to forget', async () => {
    await start();
    let resets = 0;
    client.subscribe(
      depth,
      () => undefined,
      () => (resets += 1),
    );
    engine.drop('lost');
    await environment.pass(1_000);
    expect(engine.heardOf('subscribe')).toHaveLength(2);
    expect(resets).toBe(1);
  });

  it('opened before there is a line are sent with the first one', async () => {
    client.subscribe(depth, () => undefined);
    await start();
    expect(engine.heardOf('subscribe')).toEqual([{ type: 'subscribe', sub: 1, channel: depth }]);
  });
});

describe('data frames', () => {
  const frame: EngineMessage = { type: 'data', frame: 7, sentUs: 0, updates: [] };

  it('are acknowledged when they have been painted, at every other display frame', async () => {
    await start();
    engine.say(frame);
    expect(engine.heardOf('ack')).toEqual([]);
    environment.paint();
    expect(engine.heardOf('ack')).toEqual([{ type: 'ack', frame: 7, paceMs: 33 }]);
  });

  it('are timed until the display has drawn them, and not where nobody can see them', async () => {
    await start();
    const painted: number[] = [];
    client.observe({
      sent: () => undefined,
      answered: () => undefined,
      frameArrived: () => undefined,
      framePainted: (arrivedMs, paintedMs) => painted.push(paintedMs - arrivedMs),
    });
    engine.say(frame);
    await environment.pass(5);
    environment.paint();
    // The display draws once the callbacks of its frame are done, and goes on with the next task then.
    expect(painted).toEqual([]);
    await environment.pass(0);
    expect(painted).toEqual([5]);
    environment.isHidden = true;
    engine.say({ ...frame, frame: 8 });
    environment.paint();
    await environment.pass(10);
    expect(engine.heardOf('ack')).toHaveLength(2);
    expect(painted).toHaveLength(1);
  });

  it('are asked for less often by a window that takes long to paint them', async () => {
    await start();
    engine.say(frame);
    await environment.pass(80);
    environment.paint();
    expect(engine.heardOf('ack')).toEqual([{ type: 'ack', frame: 7, paceMs: 160 }]);
  });

  it('wait a moment for what a key has just been pressed for, but no longer', async () => {
    await start();
    const seen: number[] = [];
    client.subscribe({ channel: 'depth', symbol: 'AAPL', levels: 10 }, ({ updatedUs }) =>
      seen.push(updatedUs),
    );
    const data = { bids: [], asks: [], updatedUs: 5 };
    environment.pressMs = environment.timeMs;
    await environment.pass(20);
    engine.say({
      type: 'data',
      frame: 1,
      sentUs: 0,
      updates: [{ sub: 1, channel: 'depth', data }],
    });
    await environment.pass(29);
    environment.paint();
    expect(seen).toEqual([]);
    expect(engine.heardOf('ack')).toEqual([]);
    environment.pressMs = environment.timeMs;
    await environment.pass(1);
    environment.paint();
    expect(seen).toEqual([5]);
    expect(engine.heardOf('ack')).toHaveLength(1);
  });

  it('are asked for once a second while nobody can see the page', async () => {
    await start();
    environment.isHidden = true;
    engine.say(frame);
    environment.paint();
    expect(engine.heardOf('ack')).toEqual([{ type: 'ack', frame: 7, paceMs: 1_000 }]);
  });

  it('are acknowledged and reach the others although one panel throws', async () => {
    await start();
    const seen: number[] = [];
    const depth = { channel: 'depth', symbol: 'AAPL', levels: 10 } as const;
    client.subscribe(depth, () => {
      throw new Error('panel fault');
    });
    client.subscribe(depth, ({ updatedUs }) => seen.push(updatedUs));
    const data = { bids: [], asks: [], updatedUs: 5 };
    expect(() =>
      engine.say({
        type: 'data',
        frame: 1,
        sentUs: 0,
        updates: [{ sub: 1, channel: 'depth', data }],
      }),
    ).toThrow('panel fault');
    environment.paint();
    expect(seen).toEqual([5]);
    expect(engine.heardOf('ack')).toHaveLength(1);
  });
});
