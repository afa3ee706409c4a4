/**
 * Somebody who trades on an engine over a socket while faults are played on it, and hears what the advisor
 * says. Keeps nothing but what is still to be answered, so that hours of it cost no memory.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DEFAULT_LIMITS } from '../../engine/contract/defaults.ts';
import { CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import type { AdvisorStatus } from '../../engine/contract/advisor.ts';
import type {
  EngineMessage,
  ReplyMap,
  RequestBody,
  RequestOf,
  RequestType,
} from '../../engine/contract/messages.ts';
import { PLAIN_TERMS } from '../../engine/domain/order.ts';
import { TEST_TOKEN } from '../support/engine-harness.ts';

/** A window paints before it takes the next frame. */
const PAINT_MS = 8;
const PACE_MS = 16;
/** Between two looks at what the advisor or a job of the store says. */
const LOOK_MS = 50;
/** Orders under way at once while a past is made. */
const BURST = 250;
/** Looks at a job that waits for orders: a minute and more. */
const ANALYSE_TRIES = 2_000;

/** What somebody does, in times a second. */
export interface Load {
  readonly name: string;
  readonly ordersPerS: number;
  readonly pagesPerS: number;
}

export class Trader {
  readonly #socket: WebSocket;
  readonly #symbol: string;
  /** By number; null: the line is lost, and there will be none. */
  readonly #waiting = new Map<
    number,
    (reply: Extract<EngineMessage, { type: 'reply' }> | null) => void
  >();
  readonly #timers: NodeJS.Timeout[] = [];
  /** Of no other run on the same store: an order of a known name would only be answered again. */
  readonly #name = `trader-${String(Math.round(performance.timeOrigin + performance.now()))}`;
  #lastId = 0;
  #lastOrder = 0;
  /** What the advisor said last; null before it has. */
  status: AdvisorStatus | null = null;
  /** Finding numbers that have been returned by `told`. */
  readonly #seen = new Set<number>();

  private constructor(socket: WebSocket, symbol: string) {
    this.#socket = socket;
    this.#symbol = symbol;
    socket.on('message', (data: Buffer) => {
      // The engine's own messages.
      this.#take(JSON.parse(data.toString('utf8')) as EngineMessage);
    });
    socket.on('close', () => {
      for (const settle of this.#waiting.values()) settle(null);
      this.#waiting.clear();
    });
  }

  static async connect(port: number, symbol: string): Promise<Trader> {
    const address = `127.0.0.1:${String(port)}`;
    const socket = new WebSocket(`ws://${address}/contract`, { origin: `http://${address}` });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const trader = new Trader(socket, symbol);
    trader.#send({
      type: 'hello',
      contractVersion: CONTRACT_VERSION,
      clientName: 'trader',
      token: TEST_TOKEN,
      resume: null,
    });
    trader.#send({ type: 'subscribe', sub: 1, channel: { channel: 'quotes' } });
    trader.#send({ type: 'subscribe', sub: 2, channel: { channel: 'depth', symbol, levels: 20 } });
    return trader;
  }

  /** Resolves with the result; rejects with the refusal. */
  request<K extends RequestType>(body: RequestOf<K>): Promise<ReplyMap[K]> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState === WebSocket.CLOSED) reject(new Error('the line is closed'));
      this.#waiting.set(id, (reply) => {
        // The reply to a request of type K.
        if (reply === null) reject(new Error('the line to the engine is lost'));
        else if (reply.ok) resolve(reply.result as ReplyMap[K]);
        else reject(new Error(JSON.stringify(reply.refusal)));
      });
      this.#send({ type: 'request', id, body });
    });
  }

  /** Fills a store with so many orders and makes statistics of it, as one has that was in use for a while. */
  async makePast(orders: number): Promise<void> {
    const limits = { ...DEFAULT_LIMITS, ordersPerSecondMax: null, clientOrdersPerSecondMax: null };
    await this.request({ type: 'risk.set_limits', limits });
    for (let made = 0; made < orders; made += BURST) {
      const side = (made / BURST) % 2 === 0 ? 'buy' : 'sell';
      await Promise.all(Array.from({ length: BURST }, () => this.request(this.#order(side))));
    }
    for (let tries = 0; tries < ANALYSE_TRIES; tries += 1) {
      const { jobs } = await this.request({ type: 'maintenance.status' });
      if (jobs.find(({ job }) => job === 'optimize')?.lastRun?.result === 'done') return;
      if (jobs.every(({ isRunning }) => !isRunning)) {
        await this.request({ type: 'maintenance.run', job: 'optimize' });
      }
      await pause(LOOK_MS);
    }
  }

  /** Trades and looks at history from now on, in place of what was done before. */
  work({ ordersPerS, pagesPerS }: Load): void {
    this.rest();
    this.#often(ordersPerS, () => this.#order(this.#lastOrder % 2 === 0 ? 'buy' : 'sell'));
    // Older than what is in memory.
    const page = { type: 'fills.page', symbol: this.#symbol, beforeExecutionId: 5_000 } as const;
    this.#often(pagesPerS, () => ({ ...page, limit: 100 }));
  }

  /** Asks the same again and again, beside the work. */
  nag(perS: number, body: RequestBody): void {
    this.#often(perS, () => body);
  }

  /** Ends all that was begun with `work` and `nag`. */
  rest(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  /** Whether there is a finding that `told` has not returned. */
  get hasUntold(): boolean {
    return this.#untold().length > 0;
  }

  /** Findings since the last call. */
  told(): AdvisorStatus['findings'] {
    const fresh = this.#untold();
    for (const { findingId } of fresh) this.#seen.add(findingId);
    return fresh;
  }

  #untold(): AdvisorStatus['findings'] {
    return (this.status?.findings ?? []).filter(({ findingId }) => !this.#seen.has(findingId));
  }

  close(): void {
    this.rest();
    this.#socket.terminate();
  }

  #often(perS: number, body: () => RequestBody): void {
    if (perS === 0) return;
    const timer = setInterval(() => {
      this.request(body()).catch(() => undefined);
    }, 1_000 / perS);
    this.#timers.push(timer);
  }

  #order(side: 'buy' | 'sell'): RequestOf<'order.submit'> {
    this.#lastOrder += 1;
    return {
      type: 'order.submit',
      clientOrderId: `${this.#name}-${String(this.#lastOrder)}`,
      symbol: this.#symbol,
      side,
      orderType: 'market',
      timeInForce: 'day',
      qtyLots: 1,
      limitPriceTicks: null,
      ...PLAIN_TERMS,
      postOnly: false,
      tag: '',
    };
  }

  #take(message: EngineMessage): void {
    switch (message.type) {
      case 'reply': {
        const settle = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        settle?.(message);
        return;
      }
      case 'data':
        setTimeout(() => {
          this.#send({ type: 'ack', frame: message.frame, paceMs: PACE_MS });
        }, PAINT_MS);
        return;
      case 'advisor':
        this.status = message.status;
        return;
      default:
    }
  }

  #send(value: unknown): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(value));
  }
}
