import type { ReplyMap, RequestOf, RequestType } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Quote } from '../../engine/domain/market.ts';
import type { Order, Position, Venue } from '../../engine/domain/order.ts';

/** How loud something is said. */
export type Level = 'info' | 'warning' | 'error';

/**
 * All that the trading actions need from around them; the window wires it to client and stores, a
 * test to values of its own.
 */
export interface TradingContext {
  /** Rejects with `RefusalError` or `ConnectionLostError`. */
  send<K extends RequestType>(body: RequestOf<K>): Promise<ReplyMap[K]>;
  connected(): boolean;
  /** Called each time the engine can be reached again; returns what removes the listener. */
  onConnected(listener: () => void): () => void;
  venue(): Venue;
  /** Whether orders are only said, with cost and risk, and not sent. */
  rehearses(): boolean;
  readonly instrumentOf: (symbol: string) => Instrument | null;
  quoteOf(symbol: string): Quote | null;
  workingOrders(): readonly Order[];
  orderOf(orderId: number): Order | null;
  positions(): Iterable<Position>;
  announce(level: Level, text: string, code?: string): void;
  newClientOrderId(): string;
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once what has just changed on the page has been painted. */
  afterPaint(callback: () => void): void;
}
