import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MarketHours } from '../../../engine/domain/market-hours.ts';
import { FakeDataStream } from './data-stream.ts';
import type { FakeMessage, FakePlan } from './data-stream.ts';
import { FakeRest } from './rest.ts';
import type { FakeAccount } from './trading/account.ts';
import { FakeTape } from './tape.ts';
import { FakeTrading } from './trading/fake-trading.ts';

export const FAKE_KEYS = { keyId: 'PKFAKE00000000000000', secret: 'fake-secret' } as const;
/** Keys of a second account, as a live one is beside a paper one. */
export const FAKE_LIVE_KEYS = {
  keyId: 'AKFAKE00000000000000',
  secret: 'fake-live-secret',
} as const;

export interface FakeAlpacaOptions {
  readonly plan?: FakePlan;
  /** A free one unless one is asked for. */
  readonly port?: number;
  /** Default: the computer's. What its clock is wrong by is set with `skewMs`. */
  readonly nowMs?: () => number;
  /** Default: `always`, so that orders work at any time. */
  readonly hours?: MarketHours;
  /** Requests a minute and key; default: Alpaca's. */
  readonly requestLimit?: number;
}

/** An Alpaca on loopback: its sockets and, on the same port, its REST. */
export class FakeAlpaca {
  readonly data: FakeDataStream;
  readonly rest: FakeRest;
  readonly trading: FakeTrading;
  /** History of what was told with `publish`. */
  readonly tape: FakeTape = new FakeTape();
  /** What Alpaca's clock is ahead of this computer's. */
  skewMs = 0;
  readonly #server: Server;

  private constructor(server: Server, options: FakeAlpacaOptions) {
    const { plan, nowMs = Date.now, hours = 'always', requestLimit } = options;
    this.#server = server;
    const clock = (): number => nowMs() + this.skewMs;
    this.rest = new FakeRest({
      nowMs: clock,
      ...(requestLimit === undefined ? {} : { limit: requestLimit }),
    });
    this.data = new FakeDataStream({
      isKey: (keyId, secret) => this.rest.isKey(keyId, secret),
      ...(plan === undefined ? {} : { plan }),
    });
    this.trading = new FakeTrading({ rest: this.rest, nowMs: clock, hours });
    this.rest.routes.push((request) => this.tape.route(request));
    this.openAccount(FAKE_KEYS);
    this.openAccount(FAKE_LIVE_KEYS);
  }

  static async start(options: FakeAlpacaOptions = {}): Promise<FakeAlpaca> {
    const server = createServer();
    const fake = new FakeAlpaca(server, options);
    server.on('request', (request, response) => {
      fake.rest.handle(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    });
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/stream') fake.trading.updates.upgrade(request, socket, head);
      else fake.data.upgrade(request, socket, head);
    });
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  /** Lets keys in, with an account of their own. */
  openAccount(keys: { readonly keyId: string; readonly secret: string }): FakeAccount {
    this.rest.addKeys(keys);
    return this.trading.account(keys.keyId);
  }

  /** The account of `FAKE_KEYS`. */
  get account(): FakeAccount {
    return this.trading.account(FAKE_KEYS.keyId);
  }

  /** Tells the followers of the stream, remembers it, and lets orders trade at the new prices. */
  publish(messages: readonly FakeMessage[]): void {
    this.data.publish(messages);
    for (const message of messages) {
      this.tape.add(message);
      const { T, S, bp, ap, p } = message;
      if (T === 'q') this.trading.market.set(S, { bid: Number(bp), ask: Number(ap) });
      else if (T === 't') this.trading.market.set(S, { last: Number(p) });
    }
  }

  /** ws://127.0.0.1:port/v2/feed */
  streamUrl(feed: string): string {
    return `ws://127.0.0.1:${String(this.#port)}/v2/${feed}`;
  }

  /** ws://127.0.0.1:port/v1beta3/crypto/us */
  get cryptoUrl(): string {
    return `ws://127.0.0.1:${String(this.#port)}/v1beta3/crypto/us`;
  }

  /** ws://127.0.0.1:port/stream */
  get updatesUrl(): string {
    return `ws://127.0.0.1:${String(this.#port)}/stream`;
  }

  /** http://127.0.0.1:port, for both REST hosts. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  get #port(): number {
    // Listening on a port, not on a path.
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.data.close();
    this.trading.updates.close();
    this.rest.close();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
