import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { quantile } from '../matching/statistics.ts';
import type { OrderPace } from './order-sender.ts';

/** Orders before those that count: the engine's code is compiled by then. */
const WARM_UP = 3_000;
const EVERY_MS = 4;

/** What orders of another thread took, in microseconds, ascending. */
export interface OrderLatencies {
  /** From being asked for, in the other thread, to done: with what the engine's thread did before. */
  readonly totalUs: Float64Array;
  /** The engine's own part. */
  readonly ownUs: Float64Array;
}

/** Orders that come to the engine's thread as messages, whatever else it is doing. */
export class OrderProbe {
  readonly #worker = new Worker(new URL('./order-sender.ts', import.meta.url));
  readonly #core: TradingCore;
  #number = 0;

  constructor(core: TradingCore) {
    this.#core = core;
    for (let i = 0; i < WARM_UP; i += 1) this.#order();
  }

  /** Sends as many orders as are asked for, each some milliseconds after the one before. */
  async run(orders: number): Promise<OrderLatencies> {
    const totalUs: number[] = [];
    const ownUs: number[] = [];
    const all = new Promise<void>((resolve) => {
      this.#worker.on('message', (sentMs: number) => {
        const startMs = performance.now();
        this.#order();
        const endMs = performance.now();
        ownUs.push((endMs - startMs) * 1_000);
        totalUs.push((performance.timeOrigin + endMs - sentMs) * 1_000);
        if (totalUs.length >= orders) resolve();
      });
    });
    this.#worker.postMessage({ orders, everyMs: EVERY_MS } satisfies OrderPace);
    await all;
    this.#worker.removeAllListeners('message');
    return { totalUs: Float64Array.from(totalUs).sort(), ownUs: Float64Array.from(ownUs).sort() };
  }

  async close(): Promise<void> {
    const ended = once(this.#worker, 'exit');
    await this.#worker.terminate();
    await ended;
  }

  /** An order far from the market, and its cancel. */
  #order(): void {
    this.#number += 1;
    const placed = this.#core.submit(
      {
        clientOrderId: `bench-${String(this.#number)}`,
        symbol: 'AAPL',
        side: 'buy',
        orderType: 'limit',
        timeInForce: 'gtc',
        qtyLots: 1,
        limitPriceTicks: 990_000,
        ...PLAIN_TERMS,
        postOnly: false,
        tag: '',
      },
      'bench',
    );
    if (placed.ok) this.#core.cancel(placed.order.orderId);
    this.#core.takeEvents();
  }
}

/** A percentile of both, in tenths of a microsecond. */
export function orderQuantile(
  { totalUs, ownUs }: OrderLatencies,
  share: number,
): { readonly total: number; readonly own: number } {
  const round = (us: number): number => Math.round(us * 10) / 10;
  return { total: round(quantile(totalUs, share)), own: round(quantile(ownUs, share)) };
}
