import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeDataStream } from './data-stream.ts';
import type { FakePlan } from './data-stream.ts';
import { FakeRest } from './rest.ts';

export const FAKE_KEYS = { keyId: 'PKFAKE00000000000000', secret: 'fake-secret' } as const;

/** An Alpaca on loopback: its sockets and, on the same port, its REST. */
export class FakeAlpaca {
  readonly data: FakeDataStream;
  readonly rest: FakeRest;
  readonly #server: Server;

  private constructor(server: Server, data: FakeDataStream, rest: FakeRest) {
    this.#server = server;
    this.data = data;
    this.rest = rest;
  }

  /** On a free port unless one is asked for. */
  static async start({
    plan,
    port = 0,
  }: { plan?: FakePlan; port?: number } = {}): Promise<FakeAlpaca> {
    const data = new FakeDataStream({ ...FAKE_KEYS, ...(plan === undefined ? {} : { plan }) });
    const rest = new FakeRest(FAKE_KEYS);
    const server = createServer((request, response) => {
      rest.handle(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    });
    server.on('upgrade', (request, socket, head) => {
      data.upgrade(request, socket, head);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new FakeAlpaca(server, data, rest);
  }

  /** ws://127.0.0.1:port/v2/feed */
  streamUrl(feed: string): string {
    return `ws://127.0.0.1:${String(this.#port)}/v2/${feed}`;
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
    this.rest.close();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
