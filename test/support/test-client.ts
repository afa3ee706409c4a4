import type {
  AnyUpdate,
  Channel,
  EngineMessage,
  OrderEvent,
  Refusal,
  ReplyMap,
  RequestOf,
  RequestType,
  Welcome,
} from '../../engine/contract/messages.ts';
import { CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import { PLAIN_TERMS } from '../../engine/domain/order.ts';

export interface TestTransport {
  send(value: unknown): void;
  /** Text as it is, where the transport has text. */
  sendText?(text: string): void;
  close(): void;
}

type Reply = Extract<EngineMessage, { type: 'reply' }>;

/** A client that keeps all that it hears and can wait for what is still to come. */
export class TestClient {
  readonly heard: EngineMessage[] = [];
  readonly events: OrderEvent[] = [];
  readonly updates: AnyUpdate[] = [];
  /** Why the connection ended, or null while it is open. */
  endedBecause: string | null = null;
  readonly #transport: TestTransport;
  readonly #waiting = new Set<() => void>();
  #lastId = 0;
  #lastSub = 0;
  #lastOrder = 0;
  readonly #idPrefix = `c${String(Math.trunc(performance.now() * 1_000))}`;

  constructor(transport: TestTransport) {
    this.#transport = transport;
  }

  receive(value: unknown): void {
    // The engine's own messages; what they must look like is what the tests check.
    const message = value as EngineMessage;
    this.heard.push(message);
    if (message.type === 'events') this.events.push(...message.events);
    if (message.type === 'data') {
      this.updates.push(...message.updates);
      this.send({ type: 'ack', frame: message.frame, paceMs: 0 });
    }
    this.#wake();
  }

  ended(reason: string): void {
    this.endedBecause ??= reason;
    this.#wake();
  }

  send(value: unknown): void {
    this.#transport.send(value);
  }

  sendText(text: string): void {
    this.#transport.sendText?.(text);
  }

  close(): void {
    this.#transport.close();
  }

  async hello(
    clientName: string,
    token: string,
    resume: { storeId: string; afterSeq: number } | null = null,
  ): Promise<Welcome> {
    this.send({ type: 'hello', contractVersion: CONTRACT_VERSION, clientName, token, resume });
    return this.message('welcome');
  }

  /** The first message of a type, waited for. */
  message<T extends EngineMessage['type']>(type: T): Promise<Extract<EngineMessage, { type: T }>> {
    return this.until(() =>
      this.heard.find((one): one is Extract<EngineMessage, { type: T }> => one.type === type),
    );
  }

  /** Sends a body of any shape as a request and waits for its reply. */
  async ask(body: unknown): Promise<Reply> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.send({ type: 'request', id, body });
    return this.until(() =>
      this.heard.find((one): one is Reply => one.type === 'reply' && one.id === id),
    );
  }

  /** Result of a request that must not be refused. */
  async request<K extends RequestType>(body: RequestOf<K>): Promise<ReplyMap[K]> {
    const reply = await this.ask(body);
    if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.refusal)}`);
    // The reply to a request of type K.
    return reply.result as ReplyMap[K];
  }

  /** Refusal of a request that must be refused. */
  async refusal(body: unknown): Promise<Refusal> {
    const reply = await this.ask(body);
    if (reply.ok) throw new Error(`not refused: ${JSON.stringify(reply.result)}`);
    return reply.refusal;
  }

  /** A complete order.submit with what is given in place of the defaults. */
  order(fields: Partial<RequestOf<'order.submit'>> = {}): RequestOf<'order.submit'> {
    this.#lastOrder += 1;
    return {
      type: 'order.submit',
      clientOrderId: `${this.#idPrefix}-${String(this.#lastOrder)}`,
      symbol: 'AAPL',
      side: 'buy',
      orderType: 'market',
      timeInForce: 'day',
      qtyLots: 100,
      limitPriceTicks: null,
      ...PLAIN_TERMS,
      postOnly: false,
      tag: '',
      ...fields,
    };
  }

  /** Subscribes and returns the number of the subscription. */
  subscribe(channel: Channel): number {
    this.#lastSub += 1;
    this.send({ type: 'subscribe', sub: this.#lastSub, channel });
    return this.#lastSub;
  }

  /** The first update of a channel so far or to come. */
  update<C extends AnyUpdate['channel']>(channel: C): Promise<Extract<AnyUpdate, { channel: C }>> {
    return this.until(() =>
      this.updates.find(
        (one): one is Extract<AnyUpdate, { channel: C }> => one.channel === channel,
      ),
    );
  }

  /** Waits until `look` finds something; rejects when the connection has ended instead. */
  async until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.endedBecause !== null) throw new Error(`connection ended: ${this.endedBecause}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Waits for the end of the connection and says why it ended. */
  async end(): Promise<string> {
    while (this.endedBecause === null) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    return this.endedBecause;
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
