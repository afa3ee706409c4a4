/** A whole engine in a temporary folder, and clients of it over each transport. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { composeEngine } from '../../engine/host/compose.ts';
import type { ComposedEngine } from '../../engine/host/compose.ts';
import { startServer } from '../../engine/host/node-server.ts';
import type { RunningServer } from '../../engine/host/node-server.ts';
import type { EngineStart } from '../../engine/supervision/host-messages.ts';
import { connectInMemory } from './memory-client.ts';
import { TestClient } from './test-client.ts';

export const TRANSPORTS = ['memory', 'port', 'socket'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

export const TEST_TOKEN = 'token-of-the-test';

/** Start options of an engine with the seeded simulator in `folder`. */
export function engineStart(folder: string): EngineStart {
  const script = (path: string): string =>
    fileURLToPath(new URL(`../../engine/${path}`, import.meta.url));
  return {
    type: 'start',
    dataFolder: folder,
    exportFolder: join(folder, 'exports'),
    startCash: null,
    restoreBackup: false,
    keys: null,
    venue: 'local',
    source: { kind: 'simulator', seed: 7, hours: 'always' },
    productVersion: '0.0.0-test',
    workers: {
      storeWriter: script('store/writer-thread.ts'),
      storeReader: script('store/reader-thread.ts'),
      background: script('host/background-thread.ts'),
      upkeep: script('host/upkeep-thread.ts'),
      import: script('host/import/import-thread.ts'),
    },
  };
}

export class EngineHarness {
  readonly folder: string;
  readonly composed: ComposedEngine;
  readonly server: RunningServer;
  readonly #clients: TestClient[] = [];

  private constructor(folder: string, composed: ComposedEngine, server: RunningServer) {
    this.folder = folder;
    this.composed = composed;
    this.server = server;
  }

  /** Starts in a new folder, or again in one that a stopped harness has left; with `changes` to the usual start. */
  static async start(folder?: string, changes: Partial<EngineStart> = {}): Promise<EngineHarness> {
    const data = folder ?? (await mkdtemp(join(tmpdir(), 'stp-engine-')));
    const composed = await composeEngine(
      { ...engineStart(data), ...changes },
      'ticket',
      (problem) => {
        throw new Error(problem);
      },
    );
    const server = await startServer(composed, {
      port: 0,
      host: '127.0.0.1',
      token: TEST_TOKEN,
      rendererFolder: fileURLToPath(new URL('../fixtures/page', import.meta.url)),
    });
    return new EngineHarness(data, composed, server);
  }

  /** Connects without saying hello. */
  async connect(transport: TransportName): Promise<TestClient> {
    const client = await this.#open(transport);
    this.#clients.push(client);
    return client;
  }

  /** Connects and says hello. */
  async client(transport: TransportName = 'memory', name: string = 'test'): Promise<TestClient> {
    const client = await this.connect(transport);
    await client.hello(name, TEST_TOKEN);
    return client;
  }

  /** Ends all clients: a server takes so many at a time. */
  closeClients(): void {
    for (const client of this.#clients.splice(0)) client.close();
  }

  async stop(): Promise<void> {
    this.closeClients();
    await this.composed.stop('test over');
    await this.server.close();
  }

  async stopAndRemove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #open(transport: TransportName): Promise<TestClient> {
    switch (transport) {
      case 'memory':
        return connectInMemory(this.composed);
      case 'port':
        return this.#openPort();
      case 'socket':
        return connectSocket(this.server.port);
    }
  }

  #openPort(): TestClient {
    const { engine } = this.composed;
    const { port1, port2 } = new MessageChannel();
    const connection = engine.connect({
      send: (message) => {
        port1.postMessage(message);
      },
      close: () => {
        port1.close();
      },
    });
    port1.on('message', (value: unknown) => {
      connection.receive(value);
    });
    port1.on('close', () => {
      engine.disconnect(connection);
    });
    const client = new TestClient({
      send: (value) => {
        port2.postMessage(value);
      },
      close: () => {
        port2.close();
      },
    });
    port2.on('message', (value: unknown) => {
      client.receive(value);
    });
    port2.on('close', () => {
      client.ended('port closed');
    });
    return client;
  }
}

/** Opens a socket to a served engine on loopback, without saying hello. */
export async function connectSocket(port: number): Promise<TestClient> {
  const address = `127.0.0.1:${String(port)}`;
  const socket = new WebSocket(`ws://${address}/contract`, { origin: `http://${address}` });
  const client = new TestClient({
    send: (value) => {
      socket.send(JSON.stringify(value));
    },
    sendText: (text) => {
      socket.send(text);
    },
    close: () => {
      socket.terminate();
    },
  });
  socket.on('message', (data: Buffer) => {
    client.receive(JSON.parse(data.toString('utf8')));
  });
  socket.on('close', (code, reason) => {
    client.ended(`${String(code)} ${reason.toString('utf8')}`);
  });
  socket.on('error', (error) => {
    client.ended(error.message);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return client;
}
