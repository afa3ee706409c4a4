/**
 * Places of own orders in their queues, asked of the engine at a steady pace and one after another, so
 * that no more than one question is ever under way.
 */
import type { ReplyMap, RequestOf } from '../../../engine/contract/messages.ts';

/** Pace of a round, in milliseconds: faster than anybody reads, far below what the engine notices. */
export const QUEUE_ROUND_MS = 500;
/** Orders asked about in a round; more of one symbol are not looked at one by one. */
export const QUEUE_ORDERS_MAX = 12;

export interface QueueSource {
  send(body: RequestOf<'order.explain'>): Promise<ReplyMap['order.explain']>;
  /** Calls back once; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** See the head of the file. Owned by a ladder, which disposes of it. */
export class QueueWatch {
  readonly #source: QueueSource;
  readonly #tell: (aheadLots: ReadonlyMap<number, number>) => void;
  #orderIds: readonly number[] = [];
  #cancel: (() => void) | null = null;
  #asking = false;
  #disposed = false;

  /** `tell`: lots shown ahead by order id; an order without a known place is not in it. */
  constructor(source: QueueSource, tell: (aheadLots: ReadonlyMap<number, number>) => void) {
    this.#source = source;
    this.#tell = tell;
  }

  /** Follows these orders from now on. */
  follow(orderIds: readonly number[]): void {
    this.#orderIds = orderIds.slice(0, QUEUE_ORDERS_MAX);
    if (this.#orderIds.length === 0) {
      this.#cancel?.();
      this.#cancel = null;
      this.#tell(new Map());
    } else if (!this.#asking && this.#cancel === null) void this.#round();
  }

  dispose(): void {
    this.#disposed = true;
    this.#orderIds = [];
    this.#cancel?.();
  }

  async #round(): Promise<void> {
    this.#asking = true;
    const ahead = new Map<number, number>();
    for (const orderId of this.#orderIds) {
      try {
        const { queue } = await this.#source.send({ type: 'order.explain', orderId });
        if (queue !== null && queue.aheadLots !== null) ahead.set(orderId, queue.aheadLots);
      } catch {
        // It has just ended, or there is no connection: its place is not known, the next round asks.
        continue;
      }
    }
    this.#asking = false;
    if (this.#disposed) return;
    this.#tell(ahead);
    if (this.#orderIds.length === 0) return;
    this.#cancel = this.#source.after(QUEUE_ROUND_MS, () => {
      this.#cancel = null;
      void this.#round();
    });
  }
}
