import type {
  ClientMessage,
  ClientMessageOf,
  EngineMessage,
  Order,
  OrderEvent,
  OrderReply,
  RequestOf,
  TradingSnapshot,
  Welcome,
} from '../../../../engine/contract/messages.ts';
import { DEFAULT_LIMITS } from '../../../../engine/contract/defaults.ts';
import { CONTRACT_VERSION } from '../../../../engine/contract/bounds.ts';
import { clientOrderId, orderId } from '../../../../engine/domain/ids.ts';
import { usEquity } from '../../../../engine/domain/instrument.ts';
import { UNLOCKED, told } from '../../../../engine/risk/risk-lock.ts';
import { priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { PLAIN_ORDER, PLAIN_TERMS } from '../../../../engine/domain/order.ts';
import { memoryTransport } from '../../../../renderer/transport/memory-transport.ts';
import type { EngineEnd } from '../../../../renderer/transport/memory-transport.ts';
import type { TransportFactory } from '../../../../renderer/transport/transport.ts';

/** The engine's end of a client's lines: greets, keeps what it hears, says what the test says. */
export class FakeEngine {
  readonly factory: TransportFactory;
  /** Everything heard over all lines. */
  readonly heard: ClientMessage[] = [];
  /** What the next hello is answered with. */
  answer: (hello: ClientMessageOf<'hello'>) => EngineMessage = () => welcome({});
  connections = 0;
  /** Set for a network that lets nobody through. */
  unreachable: string | null = null;
  #end: EngineEnd | null = null;

  constructor() {
    const reachable = memoryTransport((end) => this.#accept(end), 'secret');
    this.factory = {
      ...reachable,
      connect: () =>
        this.unreachable === null
          ? reachable.connect()
          : Promise.reject(new Error(this.unreachable)),
    };
  }

  #accept(end: EngineEnd): void {
    this.connections += 1;
    this.#end = end;
    end.onMessage((message) => {
      this.heard.push(message);
      if (message.type === 'hello') end.send(this.answer(message));
    });
  }

  say(message: EngineMessage): void {
    this.#end?.send(message);
  }

  drop(reason: string): void {
    this.#end?.drop(reason);
  }

  heardOf<K extends ClientMessage['type']>(type: K): ClientMessageOf<K>[] {
    // Filtered by the very field that tells the types apart.
    return this.heard.filter((message) => message.type === type) as ClientMessageOf<K>[];
  }
}

export const EMPTY_SNAPSHOT: TradingSnapshot = {
  seq: 10,
  workingOrders: [],
  positions: [],
  recentFills: [],
  cashMicros: 100_000_000_000,
  limits: DEFAULT_LIMITS,
  risk: told(UNLOCKED),
};

export function welcome(patch: Partial<Welcome>): Welcome {
  return {
    type: 'welcome',
    contractVersion: CONTRACT_VERSION,
    productVersion: '0.0.0',
    venue: 'local',
    storeId: 'store-1',
    engineRunId: 'run-1',
    wallUs: 0,
    monotonicUs: 0,
    instruments: [usEquity('AAPL', 'Apple Inc.')],
    source: {
      kind: 'simulator',
      label: 'Simulator',
      state: 'running',
      speed: 1,
      marketUs: 0,
      eventsDone: 0,
      eventsTotal: 0,
      problem: '',
      drills: [],
      feed: null,
    },
    recovery: { after: 'first', workingOrders: 0, positions: 0, tookMs: 1 },
    exportDelivery: 'ticket',
    snapshot: EMPTY_SNAPSHOT,
    ...patch,
  };
}

export function sampleOrder(patch: Partial<Order>): Order {
  return {
    orderId: orderId(1),
    clientOrderId: clientOrderId('c-1'),
    clientName: 'terminal',
    venue: 'local',
    symbol: 'AAPL',
    side: 'buy',
    type: 'limit',
    timeInForce: 'day',
    postOnly: false,
    tag: '',
    qtyLots: qtyLots(100),
    limitPriceTicks: priceTicks(1_870_000),
    ...PLAIN_ORDER,
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(100),
    cumTickLots: 0,
    status: 'new',
    reason: null,
    refusal: null,
    createdUs: timeUs(1),
    updatedUs: timeUs(1),
    expiresUs: null,
    prioritySeq: 1,
    ...patch,
  };
}

export function accepted(seq: number, patch: Partial<Order> = {}): OrderEvent {
  return { type: 'order.accepted', seq, atUs: seq, order: sampleOrder(patch) };
}

export const SUBMIT: RequestOf<'order.submit'> = {
  type: 'order.submit',
  clientOrderId: 'c-1',
  symbol: 'AAPL',
  side: 'buy',
  orderType: 'limit',
  timeInForce: 'day',
  qtyLots: 100,
  limitPriceTicks: 1_870_000,
  ...PLAIN_TERMS,
  postOnly: false,
  tag: '',
};

export const ORDER_REPLY: OrderReply = {
  order: sampleOrder({}),
  duplicate: false,
  stages: { receivedUs: 1, matchedUs: 2, committedUs: 3 },
};
