import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeDataStream } from './data-stream.ts';
import type { FakePlan } from './data-stream.ts';

export const FAKE_KEYS = { keyId: 'PKFAKE00000000000000', secret: 'fake-secret' } as const;

/** An Alpaca on loopback: its sockets and, on the same port, its REST. */
export class FakeAlpaca {
  readonly data: FakeDataStream;
  readonly #server: Server;

  private constructor(server: Server, data: FakeDataStream) {
    this.#server = server;
    this.data = data;
  }

  static async start(plan?: FakePlan): Promise<FakeAlpaca> {
    const data = new FakeDataStream({ ...FAKE_KEYS, ...(plan === undefined ? {} : { plan }) });
    const server = createServer();
    server.on('upgrade', (request, socket, head) => {
      data.upgrade(request, socket, head);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeAlpaca(server, data);
  }

  /** ws://127.0.0.1:port/v2/feed */
  streamUrl(feed: string): string {
    // Listening on a port, not on a path.
    const { port } = this.#server.address() as AddressInfo;
    return `ws://127.0.0.1:${String(port)}/v2/${feed}`;
  }

  async close(): Promise<void> {
    this.data.close();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
