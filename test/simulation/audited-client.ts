import { CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import type {
  EngineMessage,
  Fill,
  OrderEvent,
  RequestBody,
  Trade,
  Welcome,
} from '../../engine/contract/messages.ts';
import type { ClientConnection } from '../../engine/host/client-connection.ts';
import { UNLOCKED, told } from '../../engine/risk/risk-lock.ts';
import type { ManualJournal } from '../support/manual-journal.ts';
import { StoreModel } from '../support/store-model.ts';
import type { TestEngine } from '../support/test-engine.ts';

/** What all clients of a day have heard, so that a run says whether it has tried enough. */
export interface Heard {
  events: number;
  replies: number;
  refusals: number;
  prints: number;
  snapshots: number;
  resumed: number;
}

/**
 * A client that holds every message to what is on disk at that moment: no event, reply, picture or
 * print before its commit, each event once and in order, one reply a request.
 */
export class AuditedClient {
  /** Why the engine has ended the connection; null while it is open. */
  endedBecause: string | null = null;
  readonly #test: TestEngine;
  readonly #heard: Heard;
  readonly #connection: ClientConnection;
  readonly #asked = new Set<number>();
  readonly #unacknowledged: number[] = [];
  #seq: number | null;
  #lastId = 0;
  #isWelcome = false;

  /** `afterSeq`: the last event that it heard on an earlier connection; null: it is new. */
  constructor(test: TestEngine, name: string, afterSeq: number | null, heard: Heard) {
    this.#test = test;
    this.#heard = heard;
    this.#seq = afterSeq;
    this.#connection = test.engine.connect({
      send: (message) => {
        this.#take(message);
      },
      close: (reason) => {
        this.endedBecause = reason;
        test.engine.disconnect(this.#connection);
      },
    });
    const resume = afterSeq === null ? null : { storeId: 'model', afterSeq };
    const hello = { contractVersion: CONTRACT_VERSION, clientName: name, token: '', resume };
    this.send({ type: 'hello', ...hello });
    this.send({ type: 'subscribe', sub: 1, channel: { channel: 'trades', symbol: 'AAPL' } });
    this.send({ type: 'subscribe', sub: 2, channel: { channel: 'quotes' } });
  }

  /** Number of the last event heard, for the next connection; null before the welcome. */
  get seq(): number | null {
    return this.#seq;
  }

  get isWelcome(): boolean {
    return this.#isWelcome && this.endedBecause === null;
  }

  /** Requests without a reply. */
  get unanswered(): number {
    return this.#asked.size;
  }

  send(message: unknown): void {
    this.#connection.receive(message);
  }

  ask(body: RequestBody | { readonly type: string }): void {
    this.#lastId += 1;
    this.#asked.add(this.#lastId);
    this.send({ type: 'request', id: this.#lastId, body });
  }

  /** Acknowledges the frame it has, if any. */
  acknowledge(): void {
    for (const frame of this.#unacknowledged.splice(0)) {
      this.send({ type: 'ack', frame, paceMs: 16 });
    }
  }

  close(): void {
    this.endedBecause ??= 'left';
    this.#test.engine.disconnect(this.#connection);
  }

  #take(message: EngineMessage): void {
    check(this.endedBecause === null, 'nothing is told to a client that has gone');
    switch (message.type) {
      case 'welcome':
        this.#welcome(message);
        return;
      case 'events':
        check(this.#isWelcome, 'events come after the welcome');
        for (const event of message.events) this.#event(event);
        return;
      case 'reply':
        this.#reply(message);
        return;
      case 'data':
        this.#unacknowledged.push(message.frame);
        check(this.#unacknowledged.length === 1, 'one frame is on its way at a time');
        for (const update of message.updates) {
          if (update.channel === 'trades') this.#prints(update.data.trades);
        }
        return;
      case 'risk': {
        const text = JSON.stringify(message.risk);
        const stored = [UNLOCKED, ...this.#disk.risks].map((one) => JSON.stringify(told(one)));
        check(stored.includes(text), 'a lock or its end is told once it is on disk');
        return;
      }
      default:
        return;
    }
  }

  #welcome({ snapshot }: Welcome): void {
    check(!this.#isWelcome, 'one welcome a connection');
    this.#isWelcome = true;
    if (snapshot === null) {
      check(this.#seq !== null, 'a new client gets a picture');
      this.#heard.resumed += 1;
      return;
    }
    const { events } = this.#disk;
    check(snapshot.seq <= events.length, 'a picture holds only what is on disk');
    const model = new StoreModel();
    model.fold(events.slice(0, snapshot.seq));
    const { workingOrders, positions, cashMicros, recentFills } = model.recovered();
    same(byId(snapshot.workingOrders), byId(workingOrders), 'working orders of a picture');
    same(snapshot.positions, positions, 'positions of a picture');
    same(snapshot.cashMicros, cashMicros, 'cash of a picture');
    same(snapshot.recentFills, recentFills, 'fills of a picture');
    this.#seq = snapshot.seq;
    this.#heard.snapshots += 1;
  }

  #event(event: OrderEvent): void {
    check(
      event.seq === (this.#seq ?? 0) + 1,
      `event ${String(event.seq)} follows ${String(this.#seq)}`,
    );
    same(event, this.#disk.events[event.seq - 1], 'an event that is told is on disk');
    this.#seq = event.seq;
    this.#heard.events += 1;
  }

  #reply(reply: Extract<EngineMessage, { type: 'reply' }>): void {
    check(this.#asked.delete(reply.id), `request ${String(reply.id)} is answered once`);
    this.#heard.replies += 1;
    if (!reply.ok) {
      this.#heard.refusals += 1;
      return;
    }
    if (!('order' in reply.result)) return;
    const { order } = reply.result;
    const text = JSON.stringify(order);
    const isOnDisk = this.#disk.events.some(
      (event) => event.order.orderId === order.orderId && JSON.stringify(event.order) === text,
    );
    check(isOnDisk, `order ${String(order.orderId)} is acknowledged as it is on disk`);
  }

  /**
   * No own fill that still waits for the disk shows on the tape. A print is known by time, price and
   * quantity; while the computer's clock is behind the market's time, that stands still and a print
   * cannot be told from another.
   */
  #prints(trades: readonly Trade[]): void {
    this.#heard.prints += trades.length;
    const { core, clock } = this.#test.engine.parts;
    if (trades.length === 0 || core.exchange.nowUs > clock.wallUs()) return;
    for (const write of this.#journal.waiting.flat()) {
      if (write.kind !== 'events') continue;
      for (const event of write.events) {
        if (event.type !== 'order.filled' || event.fill.symbol !== 'AAPL') continue;
        const isTold = trades.some((trade) => isPrintOf(trade, event.fill));
        check(!isTold, 'a print shows no fill before its commit');
      }
    }
  }

  get #journal(): ManualJournal {
    return this.#test.journal;
  }

  get #disk(): StoreModel {
    return this.#journal.disk;
  }
}

function isPrintOf(trade: Trade, fill: Fill): boolean {
  return (
    trade.executedUs === fill.executedUs &&
    trade.priceTicks === fill.lastPriceTicks &&
    trade.qtyLots === fill.lastQtyLots
  );
}

/** Throws when a rule does not hold: cheaper than an expectation, a million times over. */
export function check(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new Error(`broken: ${rule}`);
}

export function same(actual: unknown, wanted: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(wanted)];
  check(a === b, `${what}\n  told ${a}\n  disk ${b}`);
}

function byId<T extends { readonly orderId: number }>(orders: readonly T[]): T[] {
  return orders.toSorted((a, b) => a.orderId - b.orderId);
}
