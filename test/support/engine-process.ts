/** Engines that run apart from the test: in a process behind a socket, in a thread behind a port. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { EngineStart } from '../../engine/supervision/host-messages.ts';
import type { ServedEngineMessage, ServedHostMessage } from '../../engine/host/served-engine.ts';
import { TEST_TOKEN, connectSocket, engineStart } from './engine-harness.ts';
import { TestClient } from './test-client.ts';

const ENGINE_SCRIPT = fileURLToPath(new URL('../../engine/host/served-engine.ts', import.meta.url));
const COMPILE_CACHE = join(tmpdir(), 'stp-compile-cache');
const PAGE_FOLDER = fileURLToPath(new URL('../fixtures/page', import.meta.url));

/** A client that has not said hello, and what to kill when it is over. */
export interface ApartEngine {
  readonly client: TestClient;
  stop(): Promise<void>;
}

/**
 * Forks the served engine on a folder, behind `launcher` where it needs a place of its own and with
 * `changes` to its usual start. `started`
 * has what it says first, null when it ends before it has said anything.
 */
export function forkServedEngine(
  folder: string,
  launcher: readonly string[] = [],
  changes: Partial<EngineStart> = {},
): {
  readonly child: ChildProcess;
  readonly started: Promise<ServedEngineMessage | null>;
} {
  const [execPath = process.execPath, ...execArgv] =
    launcher.length === 0 ? [] : [...launcher, process.execPath];
  const child = fork(ENGINE_SCRIPT, [], {
    execPath,
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Hundreds are started from the same sources.
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  const start: ServedHostMessage = {
    type: 'start',
    engine: { ...engineStart(folder), ...changes },
    server: { port: 0, host: '127.0.0.1', token: TEST_TOKEN, rendererFolder: PAGE_FOLDER },
  };
  child.send(start);
  const started = new Promise<ServedEngineMessage | null>((resolve) => {
    child.once('message', (message) => {
      // The engine's own.
      resolve(message as ServedEngineMessage);
    });
    child.once('exit', () => {
      resolve(null);
    });
  });
  return { child, started };
}

/** Forks the served engine and connects; resolves once it has recovered and serves. */
export async function forkEngine(
  folder: string,
  launcher: readonly string[] = [],
  changes: Partial<EngineStart> = {},
): Promise<{ readonly child: ChildProcess; readonly client: TestClient }> {
  const { child, started } = forkServedEngine(folder, launcher, changes);
  const message = await started;
  if (message?.type !== 'ready') {
    throw new Error(message?.type === 'failed' ? message.message : 'the engine has ended');
  }
  return { child, client: await connectSocket(message.port) };
}

/** An engine in its own process, reached over a WebSocket on loopback. */
export async function engineBehindSocket(folder: string): Promise<ApartEngine> {
  const { child, client } = await forkEngine(folder);
  return {
    client,
    async stop() {
      const exited = once(child, 'exit');
      child.send({ type: 'stop' } satisfies ServedHostMessage);
      await exited;
    },
  };
}

/** An engine in its own thread, reached over a MessagePort as a window's is. */
export async function engineBehindPort(folder: string): Promise<ApartEngine> {
  const { port1, port2 } = new MessageChannel();
  const script = new URL('./engine-thread.ts', import.meta.url);
  const workerData = { start: engineStart(folder), port: port1 };
  const worker = new Worker(script, { workerData, transferList: [port1] });
  await once(worker, 'message');
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
  return {
    client,
    async stop() {
      const exited = once(worker, 'exit');
      worker.postMessage('stop');
      await exited;
      port2.close();
    },
  };
}
