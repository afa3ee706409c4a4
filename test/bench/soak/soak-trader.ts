/**
 * A client in the engine's own process that trades without end: of ten orders three take, seven rest
 * near the touch and are canceled when too many work. Keeps a bounded number of ids and quotes, so that
 * what grows is the engine's.
 */
import type { EngineMessage, Quote, RequestBody } from '../../../engine/contract/messages.ts';
import { CONTRACT_VERSION } from '../../../engine/contract/bounds.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import type { ClientConnection } from '../../../engine/host/client-connection.ts';
import type { Engine } from '../../../engine/host/engine.ts';

/** Orders that rest at most; then the oldest is canceled. */
const WORKING_MAX = 400;
const SYMBOLS = ['AAPL', 'NVDA', 'TSLA', 'SPY', 'AMD', 'F'] as const;
const CENT_TICKS = 100;

export class SoakTrader {
  /** Requests that were sent and not answered. */
  unanswered = 0;
  orders = 0;
  fills = 0;
  refused = 0;
  #requests = 0;
  readonly #connection: ClientConnection;
  readonly #quotes = new Map<string, Quote>();
  readonly #heldLots = new Map<string, number>();
  readonly #resting: string[] = [];

  constructor(engine: Engine) {
    this.#connection = engine.connect({
      send: (message) => {
        // Answered in a turn of its own, as over a port.
        queueMicrotask(() => this.#take(message));
      },
      close: () => undefined,
    });
    const hello = { type: 'hello', contractVersion: CONTRACT_VERSION, clientName: 'soak' };
    this.#connection.receive({ ...hello, token: '', resume: null });
    const channels = [
      { channel: 'quotes' },
      { channel: 'depth', symbol: 'AAPL', levels: 60 },
      { channel: 'trades', symbol: 'AAPL' },
      { channel: 'bars', symbol: 'AAPL', timeframe: '1m' },
      { channel: 'telemetry' },
    ];
    for (const [sub, channel] of channels.entries()) {
      this.#connection.receive({ type: 'subscribe', sub: sub + 1, channel });
    }
  }

  /** Sends a request of any kind; its answer is only counted. */
  ask(body: RequestBody): void {
    this.#requests += 1;
    this.unanswered += 1;
    this.#connection.receive({ type: 'request', id: this.#requests, body });
  }

  /** Sends the next order, and a cancel when too many rest; nothing before the first quotes. */
  next(): void {
    const symbol = SYMBOLS[this.orders % SYMBOLS.length] ?? 'AAPL';
    const quote = this.#quotes.get(symbol);
    if (quote === undefined || quote.bidTicks === 0 || quote.askTicks === 0) return;
    const n = this.orders;
    this.orders += 1;
    const held = this.#heldLots.get(symbol) ?? 0;
    const takes = n % 10 < 3;
    const side = (takes ? held <= 0 : n % 4 < 2) ? 'buy' : 'sell';
    const awayTicks = CENT_TICKS * (1 + (n % 20));
    const price = side === 'buy' ? quote.bidTicks - awayTicks : quote.askTicks + awayTicks;
    const clientOrderId = `soak-${String(n).padStart(9, '0')}`;
    this.ask({
      type: 'order.submit',
      clientOrderId,
      symbol,
      side,
      orderType: takes ? 'market' : 'limit',
      timeInForce: takes ? 'ioc' : 'gtc',
      qtyLots: 1 + (n % 7),
      limitPriceTicks: takes ? null : Math.max(CENT_TICKS, price),
      ...PLAIN_TERMS,
      postOnly: false,
      tag: '',
    });
    if (takes) return;
    this.#resting.push(clientOrderId);
    if (this.#resting.length <= WORKING_MAX) return;
    const oldest = this.#resting.shift() ?? '';
    this.ask({ type: 'order.cancel_by_client_id', clientOrderId: oldest });
  }

  #take(message: EngineMessage): void {
    switch (message.type) {
      case 'reply':
        this.unanswered -= 1;
        // An order that has filled before its cancel is refused that, as it should be.
        if (!message.ok) this.refused += 1;
        return;
      case 'events':
        for (const event of message.events) {
          if (event.type !== 'order.filled') continue;
          this.fills += 1;
          this.#heldLots.set(event.position.symbol, event.position.qtyLots);
        }
        return;
      case 'data':
        for (const update of message.updates) {
          if (update.channel !== 'quotes') continue;
          for (const quote of update.data.quotes) this.#quotes.set(quote.symbol, quote);
        }
        this.#connection.receive({ type: 'ack', frame: message.frame, paceMs: 16 });
        return;
      default:
        return;
    }
  }
}
