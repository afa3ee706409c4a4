import type { Timers } from '../alpaca/access.ts';
import type { RequestBudget } from '../alpaca/request-budget.ts';
import type { TradingApi } from '../alpaca/trading-api.ts';
import type { RemoteVenue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { RemoteCore } from '../remote/remote-core.ts';
import type { TradeStream, TradeStreamListener } from './trade-stream.ts';

/** How long the gateway waits for what, in milliseconds. */
export interface GatewayTimes {
  /** Between two comparisons: while the stream is live, and while it is away. */
  readonly reconcileMs: number;
  readonly awayMs: number;
  /** First wait before an unknown outcome is asked for; doubles up to `resolveMaxMs`. */
  readonly resolveMs: number;
  readonly resolveMaxMs: number;
  /**
   * How long after its sending a request may still come to Alpaca. Until then an order that Alpaca does
   * not know is on its way; below `reconcileMs`, so that nothing is unknown for longer than that.
   */
  readonly graceMs: number;
  /** Words that come together are asked about together. */
  readonly gatherMs: number;
  /**
   * How long a market order waits for the orders of its symbol that are being cancelled; a closing one
   * does so several times.
   */
  readonly cancelWaitMs: number;
}

export const GATEWAY_TIMES: GatewayTimes = {
  reconcileMs: 30_000,
  awayMs: 5_000,
  resolveMs: 250,
  resolveMaxMs: 4_000,
  graceMs: 12_000,
  gatherMs: 20,
  cancelWaitMs: 3_000,
};

/** A word for the trader. */
export type Notify = (level: 'info' | 'warning' | 'error', code: string, text: string) => void;

export interface GatewayOptions {
  readonly venue: RemoteVenue;
  readonly core: RemoteCore;
  readonly api: TradingApi;
  readonly budget: RequestBudget;
  readonly openStream: (listener: TradeStreamListener) => TradeStream;
  /**
   * Gives the core its turn: brings its time up to now, runs, makes durable what came of it and sends
   * what is to be sent then. False: nothing can be written now, and nothing was run.
   */
  readonly perform: (run: () => void) => boolean;
  readonly notify: Notify;
  /** Ends the engine, which begins again with a store of this account; or says why it cannot. */
  readonly beginAnew: () => Refusal | null;
  readonly wallUs: () => number;
  readonly monotonicMs: () => number;
  readonly timers: Timers;
  readonly times?: GatewayTimes;
}
