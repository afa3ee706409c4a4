/** Channels of the data stream that can be asked for. */
export const STREAM_CHANNELS = [
  'trades',
  'quotes',
  'bars',
  'updatedBars',
  'dailyBars',
  'statuses',
  'lulds',
  'orderbooks',
] as const;
export type StreamChannel = (typeof STREAM_CHANNELS)[number];

/** A request to change what is followed; the answer is the whole state, see `acknowledged`. */
export interface SubscriptionRequest {
  readonly action: 'subscribe' | 'unsubscribe';
  readonly symbols: readonly string[];
  /** Only this one of the channels; all when it is absent. */
  readonly channel?: StreamChannel;
}

/** Symbols that could not be had, and why. */
export interface RefusedSymbol {
  readonly symbol: string;
  /** Alpaca's number: 405 plan limit, 400 bad symbol, 410 not offered. */
  readonly code: number;
}

/**
 * What a connection should follow, what it does follow, and what to ask for next: one request at a
 * time, each a difference. A refused request changes nothing at Alpaca, so it is halved until what
 * cannot be had is known alone, and the symbols that were wanted first get what room there is.
 */
export class StreamSubscriptions {
  readonly #channels: readonly StreamChannel[];
  #wanted: readonly string[] = [];
  #followed: ReadonlySet<string> = new Set();
  #refused = new Map<string, number>();
  /** Not wanted, but Alpaca would not end them. */
  readonly #kept = new Set<string>();
  #outstanding: SubscriptionRequest | null = null;
  /** Channels to be ended, so that they are asked for again; each once. */
  readonly #again = new Map<string, StreamChannel>();
  /** How many symbols the next request may name. */
  #chunk = Number.POSITIVE_INFINITY;

  constructor(channels: readonly StreamChannel[]) {
    this.#channels = channels;
  }

  get refused(): readonly RefusedSymbol[] {
    return Array.from(this.#refused, ([symbol, code]) => ({ symbol, code }));
  }

  /** Symbols that the connection follows on all channels, as Alpaca has said last. */
  get followed(): ReadonlySet<string> {
    return this.#followed;
  }

  /** Sets what is wanted, most important first. What was refused is asked for again. */
  want(symbols: readonly string[]): void {
    this.#wanted = [...new Set(symbols)];
    this.#refused = new Map();
    this.#chunk = Number.POSITIVE_INFINITY;
  }

  /** Wants a symbol no longer; nothing else is asked for again because of it. */
  forget(symbol: string): void {
    this.#wanted = this.#wanted.filter((one) => one !== symbol);
    this.#refused.delete(symbol);
  }

  /** Ends a channel of one followed symbol; what is missing then is asked for again. */
  again(symbol: string, channel: StreamChannel): void {
    if (this.#followed.has(symbol)) this.#again.set(symbol, channel);
  }

  /** Forgets the connection: a new one follows nothing. */
  reset(): void {
    this.#followed = new Set();
    this.#refused = new Map();
    this.#kept.clear();
    this.#again.clear();
    this.#outstanding = null;
    this.#chunk = Number.POSITIVE_INFINITY;
  }

  /** The next request, now outstanding; null when one is, or when there is nothing to ask for. */
  next(): SubscriptionRequest | null {
    if (this.#outstanding !== null) return null;
    const wanted = new Set(this.#wanted);
    const surplus = [...this.#followed].filter(
      (symbol) => !wanted.has(symbol) && !this.#kept.has(symbol),
    );
    const missing = this.#wanted.filter(
      (symbol) => !this.#followed.has(symbol) && !this.#refused.has(symbol),
    );
    const [again] = this.#again;
    if (again !== undefined) {
      const [symbol, channel] = again;
      this.#again.delete(symbol);
      this.#outstanding = { action: 'unsubscribe', symbols: [symbol], channel };
    } else if (surplus.length > 0) this.#outstanding = { action: 'unsubscribe', symbols: surplus };
    else if (missing.length > 0) {
      this.#outstanding = { action: 'subscribe', symbols: missing.slice(0, this.#chunk) };
    }
    return this.#outstanding;
  }

  /** A request as the wire has it. */
  body({ action, symbols, channel }: SubscriptionRequest): Readonly<Record<string, unknown>> {
    const channels = channel === undefined ? this.#channels : [channel];
    return { action, ...Object.fromEntries(channels.map((one) => [one, symbols])) };
  }

  /** Takes Alpaca's whole state of the connection, by channel. */
  acknowledged(state: Readonly<Record<string, unknown>>): void {
    const lists = this.#channels.map((channel) => state[channel]).filter(Array.isArray);
    const [first = [], ...others] = lists.map((list) => new Set<unknown>(list));
    this.#followed = new Set(
      [...first].filter(
        (symbol): symbol is string =>
          typeof symbol === 'string' && others.every((other) => other.has(symbol)),
      ),
    );
    const asked = this.#outstanding;
    this.#outstanding = null;
    if (asked?.action !== 'subscribe') return;
    // What an acknowledgement leaves out without an error is not asked for again and again.
    for (const symbol of asked.symbols) if (!this.#followed.has(symbol)) this.#refuse(symbol, 0);
  }

  /** Takes an error that answers the outstanding request: nothing of it was carried out. */
  refuse(code: number): void {
    const asked = this.#outstanding;
    this.#outstanding = null;
    if (asked === null) return;
    // Nothing has ended: it goes on as it is.
    if (asked.channel !== undefined) return;
    if (asked.action === 'unsubscribe') {
      // What is followed for nothing does no harm; asking on would.
      for (const symbol of asked.symbols) this.#kept.add(symbol);
      return;
    }
    if (asked.symbols.length > 1) {
      this.#chunk = Math.ceil(asked.symbols.length / 2);
      return;
    }
    // The plan is full: what comes after has no room either.
    if (code === 405) for (const symbol of this.#wanted) this.#refuse(symbol, code);
    else for (const symbol of asked.symbols) this.#refuse(symbol, code);
  }

  #refuse(symbol: string, code: number): void {
    if (!this.#followed.has(symbol)) this.#refused.set(symbol, code);
  }
}
