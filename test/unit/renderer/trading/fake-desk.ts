import type { OrderPreview, RequestBody } from '../../../../engine/contract/messages.ts';
import { cryptoPair } from '../../../../engine/domain/instrument.ts';
import type { Order, Position, Venue } from '../../../../engine/domain/order.ts';
import type { Quote } from '../../../../engine/domain/market.ts';
import { createTradingActions } from '../../../../renderer/trading/actions.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { resetTicket } from '../../../../renderer/trading/ticket-store.ts';
import type { TradingContext } from '../../../../renderer/trading/trading-context.ts';
import { AAPL, sampleQuote } from './sample-orders.ts';

/** What can be traded there: two shares and a coin. */
const LISTED = [AAPL, { ...AAPL, symbol: 'MSFT' }, cryptoPair('BTC/USD', 'Bitcoin', 100)];

/** An answer that a test gives to one request when it wants to. */
export interface PendingAnswer {
  readonly body: RequestBody;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A desk without engine, clock and stores: every request waits for the test to answer it. */
export class FakeDesk {
  readonly requests: PendingAnswer[] = [];
  readonly said: { level: string; text: string; code: string | undefined }[] = [];
  working: Order[] = [];
  held: Position[] = [];
  quote: Quote | null = sampleQuote();
  ready = true;
  rehearses = false;
  venue: Venue = 'local';
  #timers: (() => void)[] = [];
  #connected: (() => void)[] = [];
  #lastId = 0;

  readonly context: TradingContext = {
    send: (body) =>
      new Promise((resolve, reject) => {
        // The test answers with what the request's reply is.
        const answer = resolve as (result: unknown) => void;
        this.requests.push({ body, resolve: answer, reject });
      }),
    connected: () => this.ready,
    onConnected: (listener) => {
      this.#connected.push(listener);
      return () => {
        this.#connected = this.#connected.filter((known) => known !== listener);
      };
    },
    venue: () => this.venue,
    rehearses: () => this.rehearses,
    instrumentOf: (symbol) => LISTED.find((one) => one.symbol === symbol) ?? null,
    quoteOf: () => this.quote,
    workingOrders: () => this.working,
    orderOf: (orderId) => this.working.find((order) => order.orderId === orderId) ?? null,
    positions: () => this.held,
    announce: (level, text, code) => void this.said.push({ level, text, code }),
    newClientOrderId: () => {
      this.#lastId += 1;
      return `t-${this.#lastId}`;
    },
    after: (_ms, callback) => {
      this.#timers.push(callback);
      return () => {
        this.#timers = this.#timers.filter((known) => known !== callback);
      };
    },
    afterPaint: (callback) => callback(),
  };

  /** Requests of one type, oldest first. */
  sent(type: RequestBody['type']): PendingAnswer[] {
    return this.requests.filter(({ body }) => body.type === type);
  }

  /** Lets every timer that runs now fire once. */
  tick(): void {
    const due = this.#timers;
    this.#timers = [];
    for (const callback of due) callback();
  }

  get timers(): number {
    return this.#timers.length;
  }

  reconnect(): void {
    this.ready = true;
    for (const listener of this.#connected) listener();
  }

  get listeners(): number {
    return this.#connected.length;
  }
}

/** A desk with the ticket's actions on AAPL, as a window has them that was just opened. */
export function openDesk(): { readonly desk: FakeDesk; readonly actions: TradingActions } {
  resetTicket();
  const desk = new FakeDesk();
  const actions = createTradingActions(desk.context);
  actions.setSymbol('AAPL');
  return { desk, actions };
}

/** Lets promises that are settled run their continuations. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

/** A preview without objections. */
export function samplePreview(patch: Partial<OrderPreview> = {}): OrderPreview {
  return {
    qtyLots: 100,
    takePriceTicks: null,
    takeQtyLots: 0,
    valueMicros: 18_726_000_000,
    positionAfterLots: 100,
    cashAfterMicros: 81_274_000_000,
    buyingPowerAfterMicros: 181_274_000_000,
    queueAheadLots: 0,
    refusal: null,
    ...patch,
  };
}
