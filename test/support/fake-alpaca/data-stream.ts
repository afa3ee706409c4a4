/**
 * Alpaca's market data stream as a server on loopback, as far as its documentation and clients tell:
 * handshake, whole acknowledgements, limits, both encodings, and faults that a test orders.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { encodeMessages, readRequest } from './data-codec.ts';
import { rawSocketOf } from './raw-socket.ts';

const CHANNELS = [
  'trades',
  'quotes',
  'bars',
  'updatedBars',
  'dailyBars',
  'statuses',
  'lulds',
  'corrections',
  'cancelErrors',
  'orderbooks',
] as const;
type Channel = (typeof CHANNELS)[number];

/** What a socket of stocks lists and offers, and what one of crypto does. */
const STOCK_CHANNELS: readonly Channel[] = CHANNELS.filter((channel) => channel !== 'orderbooks');
const CRYPTO_CHANNELS: readonly Channel[] = [
  'trades',
  'quotes',
  'bars',
  'updatedBars',
  'dailyBars',
  'orderbooks',
];

/** Channel of each type of message. */
const CHANNEL_OF: Readonly<Record<string, Channel>> = {
  t: 'trades',
  q: 'quotes',
  b: 'bars',
  u: 'updatedBars',
  d: 'dailyBars',
  s: 'statuses',
  l: 'lulds',
  c: 'corrections',
  x: 'cancelErrors',
  o: 'orderbooks',
};

/** A message of market data; `T` comes first and `t` is its time as text. */
export type FakeMessage = Readonly<Record<string, unknown>> & {
  readonly T: string;
  readonly S: string;
};

export interface FakePlan {
  /** Symbols on the trades and quotes channels. */
  readonly symbolsMax: number;
  /** Feeds that keys of this plan may open: last parts of the path. */
  readonly feeds: readonly string[];
  readonly connectionsMax: number;
}

export const FREE_PLAN: FakePlan = {
  symbolsMax: 30,
  feeds: ['iex', 'test', 'delayed_sip', 'us'],
  connectionsMax: 1,
};

/** What the next connection meets instead of the usual. */
export type ConnectionFault =
  /** The upgrade is answered with this HTTP status. */
  | { readonly kind: 'http'; readonly status: number }
  /** Nothing is ever said. */
  | { readonly kind: 'silent' }
  /** This error instead of being authenticated. */
  | { readonly kind: 'auth_error'; readonly code: number; readonly msg: string }
  /** The line is cut when the keys come. */
  | { readonly kind: 'cut_at_auth' }
  /** Bytes that are no message. */
  | { readonly kind: 'garbage' };

interface Client {
  readonly socket: WebSocket;
  /** Last part of the path. */
  readonly feed: string;
  readonly isCrypto: boolean;
  readonly isMsgpack: boolean;
  isAuthenticated: boolean;
  isFrozen: boolean;
  readonly followed: Readonly<Record<Channel, Set<string>>>;
}

export interface FakeDataStreamOptions {
  readonly isKey: (keyId: unknown, secret: unknown) => boolean;
  readonly plan?: FakePlan;
}

export class FakeDataStream {
  plan: FakePlan;
  /** Met by the next connections, first come, first served. */
  readonly faults: ConnectionFault[] = [];
  /** Whole books by symbol, which a connection gets when it begins to follow one. */
  readonly books = new Map<string, () => FakeMessage>();
  /** Requests as they came, newest last. */
  readonly requests: Readonly<Record<string, unknown>>[] = [];
  connectionsSeen = 0;
  readonly #options: FakeDataStreamOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: { threshold: 0 },
  });
  readonly #clients = new Set<Client>();
  #waiting: (() => void)[] = [];

  constructor(options: FakeDataStreamOptions) {
    this.#options = options;
    this.plan = options.plan ?? FREE_PLAN;
  }

  /** Takes the upgrade of a request for `/version/feed`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const fault = this.faults[0];
    if (fault?.kind === 'http') {
      this.faults.shift();
      socket.end(`HTTP/1.1 ${String(fault.status)} Fault\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#open(webSocket, request);
    });
  }

  /** Sends messages to those that follow their symbols, in one frame; returns how many it reached. */
  publish(messages: readonly FakeMessage[]): number {
    let reached = 0;
    for (const client of this.#clients) {
      const due = messages.filter(({ T, S }) => {
        if (S.includes('/') !== client.isCrypto) return false;
        const followed = client.followed[CHANNEL_OF[T] ?? 'trades'];
        return followed.has(S) || followed.has('*');
      });
      if (due.length === 0 || !client.isAuthenticated || client.isFrozen) continue;
      this.#send(client, due);
      reached += 1;
    }
    return reached;
  }

  /** Sends a frame as it is to every authenticated client: what no follower has asked for, or garbage. */
  publishRaw(frame: string | Uint8Array): void {
    for (const { socket, isAuthenticated } of this.#clients)
      if (isAuthenticated) socket.send(frame);
  }

  /** Tells every client of an error, without ending the connection. */
  complain(code: number, msg: string): void {
    for (const client of this.#clients) this.#send(client, [{ T: 'error', code, msg }]);
  }

  /** Ends all connections: politely, or by cutting the line in the middle of a frame. */
  disconnect(how: 'close' | 'cut' | 'mid_frame'): void {
    for (const { socket } of this.#clients) {
      if (how === 'close') socket.close(1001);
      else {
        // A header that promises more than ever comes.
        if (how === 'mid_frame')
          rawSocketOf(socket).write(Buffer.from([0x81, 0x7e, 0x40, 0x00, 0x5b]));
        rawSocketOf(socket).destroySoon();
      }
    }
  }

  /** Neither answers, pings included, nor sends any more, as a line that was pulled out does. */
  freeze(): void {
    for (const client of this.#clients) {
      client.isFrozen = true;
      rawSocketOf(client.socket).pause();
    }
  }

  /** Ends the connections that were frozen. */
  thaw(): void {
    for (const { socket, isFrozen } of this.#clients) if (isFrozen) socket.terminate();
  }

  /** Symbols that some client follows on a channel. */
  followed(channel: Channel): readonly string[] {
    return [...new Set([...this.#clients].flatMap((client) => [...client.followed[channel]]))];
  }

  get authenticatedCount(): number {
    return [...this.#clients].filter(({ isAuthenticated }) => isAuthenticated).length;
  }

  /** Resolves at the next thing that happens to a connection. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  close(): void {
    for (const { socket } of this.#clients) socket.terminate();
    this.#server.close();
  }

  #open(socket: WebSocket, request: IncomingMessage): void {
    this.connectionsSeen += 1;
    const fault = this.faults.shift();
    const followed = Object.fromEntries(CHANNELS.map((channel) => [channel, new Set<string>()]));
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const client: Client = {
      socket,
      feed: pathname.split('/').at(-1) ?? '',
      isCrypto: pathname.startsWith('/v1beta3/crypto/'),
      isMsgpack: request.headers['content-type'] === 'application/msgpack',
      isAuthenticated: false,
      isFrozen: false,
      followed: followed as Client['followed'], // One set for every channel.
    };
    this.#clients.add(client);
    socket.on('close', () => {
      this.#clients.delete(client);
      this.#tell();
    });
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('message', (data: Buffer) => {
      this.#take(client, data, fault);
      this.#tell();
    });
    this.#tell();
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'garbage') socket.send('{"this is": not json');
    else this.#send(client, [{ T: 'success', msg: 'connected' }]);
  }

  #take(client: Client, data: Buffer, fault: ConnectionFault | undefined): void {
    if (fault?.kind === 'silent') return;
    const request = readRequest(data, client.isMsgpack);
    if (request === null) {
      this.#fail(client, 400, 'invalid syntax');
      return;
    }
    const { secret: _secret, ...told } = request;
    this.requests.push(told);
    if (request['action'] === 'auth') this.#authenticate(client, request, fault);
    else if (!client.isAuthenticated) this.#fail(client, 401, 'not authenticated');
    else this.#subscribe(client, request);
  }

  #authenticate(
    client: Client,
    { key, secret }: Readonly<Record<string, unknown>>,
    fault: ConnectionFault | undefined,
  ): void {
    if (fault?.kind === 'cut_at_auth') {
      rawSocketOf(client.socket).destroy();
      return;
    }
    const why = this.#authFault(client, key, secret, fault);
    if (why !== null) {
      this.#fail(client, why.code, why.msg);
      return;
    }
    client.isAuthenticated = true;
    this.#send(client, [{ T: 'success', msg: 'authenticated' }]);
  }

  #authFault(
    client: Client,
    key: unknown,
    secret: unknown,
    fault: ConnectionFault | undefined,
  ): { readonly code: number; readonly msg: string } | null {
    if (client.isAuthenticated) return { code: 403, msg: 'already authenticated' };
    if (fault?.kind === 'auth_error') return fault;
    if (!this.#options.isKey(key, secret)) {
      return { code: 402, msg: 'auth failed' };
    }
    if (!this.plan.feeds.includes(client.feed)) {
      return { code: 409, msg: 'insufficient subscription' };
    }
    const others = [...this.#clients].filter(
      ({ isAuthenticated, feed }) => isAuthenticated && feed === client.feed,
    );
    // One a feed: stocks and crypto do not take each other's place.
    if (others.length >= this.plan.connectionsMax) {
      return { code: 406, msg: 'connection limit exceeded' };
    }
    return null;
  }

  #subscribe(client: Client, request: Readonly<Record<string, unknown>>): void {
    const { action } = request;
    if (action !== 'subscribe' && action !== 'unsubscribe') {
      this.#fail(client, 400, 'invalid syntax');
      return;
    }
    const channels = client.isCrypto ? CRYPTO_CHANNELS : STOCK_CHANNELS;
    const after = new Map(channels.map((channel) => [channel, new Set(client.followed[channel])]));
    for (const [channel, symbols] of Object.entries(request)) {
      if (channel === 'action') continue;
      const set = after.get(channel as Channel); // Undefined for what this feed does not have.
      if (set === undefined || channel === 'corrections' || channel === 'cancelErrors') {
        this.#fail(client, 410, 'invalid subscribe action for this feed');
        return;
      }
      for (const symbol of symbols as string[]) {
        const form = client.isCrypto ? /^(\*|[A-Z0-9]+\/[A-Z]+)$/ : /^(\*|[A-Z][A-Z0-9.]*)$/;
        if (!form.test(symbol)) {
          this.#fail(client, 400, 'invalid syntax');
          return;
        }
        if (action === 'subscribe') set.add(symbol);
        else set.delete(symbol);
      }
    }
    const counted = new Set([...(after.get('trades') ?? []), ...(after.get('quotes') ?? [])]);
    if (counted.size > this.plan.symbolsMax) {
      this.#fail(client, 405, 'symbol limit exceeded');
      return;
    }
    const begun = [...(after.get('orderbooks') ?? [])].filter(
      (symbol) => !client.followed.orderbooks.has(symbol),
    );
    for (const [channel, set] of after) replaceAll(client.followed[channel], set);
    if (!client.isCrypto) {
      replaceAll(client.followed.corrections, after.get('trades') ?? []);
      replaceAll(client.followed.cancelErrors, after.get('trades') ?? []);
    }
    const state = channels.map((channel) => [channel, [...client.followed[channel]]]);
    this.#send(client, [{ T: 'subscription', ...Object.fromEntries(state) }]);
    for (const symbol of begun) {
      const book = this.books.get(symbol);
      if (book !== undefined) this.#send(client, [book()]);
    }
  }

  #fail(client: Client, code: number, msg: string): void {
    this.#send(client, [{ T: 'error', code, msg }]);
  }

  #send(client: Client, messages: readonly Readonly<Record<string, unknown>>[]): void {
    client.socket.send(encodeMessages(messages, client.isMsgpack));
  }

  #tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function replaceAll<Value>(set: Set<Value>, values: Iterable<Value>): void {
  const all = [...values];
  set.clear();
  for (const value of all) set.add(value);
}
