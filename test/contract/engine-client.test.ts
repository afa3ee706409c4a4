/** The page's client and the real engine: what each half promises about loss and catch-up together. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderEvent, RequestOf, TradingSnapshot } from '../../engine/contract/messages.ts';
import { PLAIN_TERMS } from '../../engine/domain/order.ts';
import { EngineClient } from '../../renderer/client/engine-client.ts';
import type { ClientEnvironment } from '../../renderer/client/environment.ts';
import { memoryTransport } from '../../renderer/transport/memory-transport.ts';
import type { EngineEnd } from '../../renderer/transport/memory-transport.ts';
import { EngineHarness, TEST_TOKEN } from '../support/engine-harness.ts';

const environment: ClientEnvironment = {
  nowMs: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  pressedMs: () => Number.NEGATIVE_INFINITY,
  nextFrame: (callback) => {
    setImmediate(callback);
  },
  hidden: () => false,
  random: () => 0,
};

/** A client of the harness whose line the test can break. */
class BreakableClient {
  readonly client: EngineClient;
  readonly events: OrderEvent[] = [];
  readonly snapshots: TradingSnapshot[] = [];
  harness: EngineHarness;
  #breakLine: () => void = () => undefined;

  constructor(harness: EngineHarness) {
    this.harness = harness;
    const factory = memoryTransport((end) => {
      this.#accept(end);
    }, TEST_TOKEN);
    this.client = new EngineClient(factory, 'terminal', environment);
    this.client.onOrderEvents((events) => this.events.push(...events));
    this.client.onSnapshot((snapshot) => this.snapshots.push(snapshot));
  }

  breakLine(): void {
    this.#breakLine();
  }

  /** Resolves when the client is ready, now or after a reconnect. */
  async ready(): Promise<void> {
    if (this.client.connection.state === 'ready') return;
    await new Promise<void>((resolve) => {
      const stop = this.client.onState(({ state }) => {
        if (state !== 'ready') return;
        stop();
        resolve();
      });
    });
  }

  /** Resolves when the event of that number has come. */
  async heard(seq: number): Promise<void> {
    if (this.events.some((event) => event.seq === seq)) return;
    await new Promise<void>((resolve) => {
      const stop = this.client.onOrderEvents((events) => {
        if (!events.some((event) => event.seq === seq)) return;
        stop();
        resolve();
      });
    });
  }

  #accept(end: EngineEnd): void {
    const { engine } = this.harness.composed;
    const connection = engine.connect({
      send: (message) => {
        end.send(message);
      },
      close: (reason) => {
        end.drop(reason);
      },
    });
    const disconnect = (): void => {
      engine.disconnect(connection);
    };
    end.onMessage((message) => {
      connection.receive(message);
    });
    end.onClose(disconnect);
    this.#breakLine = () => {
      disconnect();
      end.drop('broken by the test');
    };
  }
}

/** Far below any market, so that it rests. */
function restingBuy(clientOrderId: string): RequestOf<'order.submit'> {
  return {
    type: 'order.submit',
    clientOrderId,
    symbol: 'F',
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'gtc',
    qtyLots: 10,
    limitPriceTicks: 100_000,
    ...PLAIN_TERMS,
    postOnly: false,
    tag: '',
  };
}

let harness: EngineHarness;
let line: BreakableClient;

beforeEach(async () => {
  harness = await EngineHarness.start();
  line = new BreakableClient(harness);
  line.client.start();
  await line.ready();
});

afterEach(async () => {
  line.client.stop();
  await harness.stopAndRemove();
});

describe('the client with the engine', () => {
  it('hears of its order by reply and by event', async () => {
    const { order, duplicate } = await line.client.send<'order.submit'>(restingBuy('a-1'));
    expect({ status: order.status, duplicate }).toEqual({ status: 'new', duplicate: false });
    await line.heard(1);
    expect(line.events).toMatchObject([{ seq: 1, type: 'order.accepted', order: { orderId: 1 } }]);
  });

  it('learns the outcome of an order whose answer was lost, and places it once', async () => {
    const outcome = line.client.send<'order.submit'>(restingBuy('b-1'));
    line.breakLine();
    const { order, duplicate } = await outcome;
    expect({ id: order.clientOrderId, duplicate }).toEqual({ id: 'b-1', duplicate: true });
    const { orders } = await line.client.send<'orders.page'>({
      type: 'orders.page',
      symbol: null,
      beforeOrderId: null,
      limit: 10,
    });
    expect(orders).toHaveLength(1);
  });

  it('is caught up with what happened while its line was broken', async () => {
    const other = await harness.client();
    await line.client.send<'order.submit'>(restingBuy('c-1'));
    await line.heard(1);
    line.breakLine();
    await other.request(restingBuy('c-2'));
    await other.request(restingBuy('c-3'));
    await line.heard(3);
    expect(line.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(line.snapshots).toHaveLength(1);
  });

  it('finds its orders again after the engine was restarted', async () => {
    await line.client.send<'order.submit'>(restingBuy('d-1'));
    await line.heard(1);
    const before = line.client.connection.welcome;
    await harness.stop();
    harness = await EngineHarness.start(harness.folder);
    line.harness = harness;
    line.breakLine();
    await line.ready();
    const after = line.client.connection.welcome;
    expect(after?.storeId).toBe(before?.storeId);
    expect(after?.engineRunId).not.toBe(before?.engineRunId);
    expect(after?.recovery).toMatchObject({ after: 'clean', workingOrders: 1 });
    await line.client.send<'order.cancel'>({ type: 'order.cancel', orderId: 1 });
    await line.heard(2);
    expect(line.events.at(-1)).toMatchObject({ type: 'order.canceled', order: { orderId: 1 } });
  });
});
