/**
 * The engine as a utility process of the desktop host. Ports of windows arrive with `connect`; after
 * a failed write the process ends at once, and the host starts it again to recover.
 */
import type { EngineHostMessage, EngineStart, HostMessage } from '../supervision/host-messages.ts';
import { StoreError } from '../store/store-error.ts';
import { composeEngine } from './compose.ts';
import type { ComposedEngine } from './compose.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { endOnUncaught } from './last-words.ts';
import { migrationText } from './migration-text.ts';
import { resumeAfterSleep } from './resume.ts';
import { startFailure } from './start-failure.ts';
import { storeFolder } from './store-folder.ts';
import { systemClock } from './system-clock.ts';

/** The part of Electron's MessagePortMain that is used; the engine does not depend on Electron. */
interface HostPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: HostMessage; readonly ports: readonly HostPort[] }) => void,
  ): void;
  postMessage(message: EngineHostMessage): void;
}

// Electron adds parentPort to `process` in a utility process; only Electron starts this file.
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };

endOnUncaught();

let running: Promise<ComposedEngine> | null = null;

// Ctrl+C reaches every process of the group; the host asks us to stop when it has heard of it.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

parentPort.on('message', ({ data, ports }) => {
  switch (data.type) {
    case 'start':
      running = start(data);
      return;
    case 'connect': {
      const port = ports[0];
      if (port !== undefined)
        void running?.then((composed) => {
          connect(composed, port);
        });
      return;
    }
    case 'offer':
      void running?.then(({ imports }) => {
        const { ticket } = imports.offer(data.path, data.fileName, data.bytes);
        parentPort.postMessage({ type: 'offered', ticket });
      });
      return;
    case 'processes':
      void running?.then((composed) => {
        composed.hearProcesses(data.processes);
      });
      return;
    case 'resumed':
      void running?.then(({ engine }) => {
        resumeAfterSleep(engine);
      });
      return;
    case 'stop':
      void stop();
  }
});

async function start(options: EngineStart): Promise<ComposedEngine> {
  try {
    const ended = (problem: string, code: number): void => {
      if (code === EXIT_CODES['store.damaged']) {
        void fail(options, new StoreError('store.damaged', problem));
      } else {
        process.exit(code);
      }
    };
    const composed = await composeEngine(options, 'path', ended, systemClock(), (step) => {
      parentPort.postMessage({ type: 'migrating', message: migrationText(step) });
    });
    composed.onFollowed((symbol) => {
      parentPort.postMessage({ type: 'followed', symbol });
    });
    parentPort.postMessage({ type: 'ready' });
    return composed;
  } catch (error) {
    return fail(options, error);
  }
}

async function fail(options: EngineStart, error: unknown): Promise<never> {
  const place = { storeFolder: storeFolder(options), venue: options.venue, port: null };
  const { exitCode, ...failure } = startFailure(error, place);
  parentPort.postMessage({ type: 'failed', ...failure });
  // Given time to leave; the host takes the message as the reason of the exit.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return process.exit(exitCode);
}

function connect({ engine }: ComposedEngine, port: HostPort): void {
  const connection = engine.connect({
    send: (message) => {
      port.postMessage(message);
    },
    close: () => {
      port.close();
      engine.disconnect(connection);
    },
  });
  port.on('message', ({ data }) => {
    connection.receive(data);
  });
  port.on('close', () => {
    engine.disconnect(connection);
  });
  port.start();
}

async function stop(): Promise<void> {
  const composed = await running;
  await composed?.stop('the terminal is closing');
  process.exit(0);
}
