/**
 * The process behind the served terminal: an engine and its server. serve.ts starts it, passes its
 * options as the first message and asks it to stop with another.
 */
import module from 'node:module';
import type { HostReply } from '../contract/host-requests.ts';
import type { ProcessFigures } from '../domain/process-figures.ts';
import type { EngineStart } from '../supervision/host-messages.ts';
import { StoreError } from '../store/store-error.ts';
import { ParentLine } from './ask-host.ts';
import { composeEngine } from './compose.ts';
import type { ComposedEngine } from './compose.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { endOnUncaught } from './last-words.ts';
import { migrationText } from './migration-text.ts';
import { startServer } from './node-server.ts';
import type { RunningServer, ServerOptions } from './node-server.ts';
import { startFailure } from './start-failure.ts';
import { storeFolder } from './store-folder.ts';
import { systemClock } from './system-clock.ts';
import { letThreadsHaveLimits } from './thread-limits.ts';

/** What serve.ts sends. */
export type ServedHostMessage =
  | { readonly type: 'start'; readonly engine: EngineStart; readonly server: ServerOptions }
  | { readonly type: 'answer'; readonly id: number; readonly reply: HostReply }
  | { readonly type: 'processes'; readonly processes: readonly ProcessFigures[] }
  | { readonly type: 'stop' };

/** What it hears back. */
export type ServedEngineMessage =
  | { readonly type: 'ready'; readonly port: number; readonly recovered: string }
  | { readonly type: 'migrating'; readonly message: string }
  | { readonly type: 'followed'; readonly symbol: string }
  | { readonly type: 'ask'; readonly id: number; readonly body: unknown }
  | { readonly type: 'failed'; readonly message: string; readonly canRestore: boolean };

interface Running {
  readonly composed: ComposedEngine;
  readonly server: RunningServer;
}

endOnUncaught();
letThreadsHaveLimits();

let running: Promise<Running> | null = null;

const parent = new ParentLine(say);

process.on('message', (message: ServedHostMessage) => {
  switch (message.type) {
    case 'start':
      running = start(message);
      break;
    case 'answer':
      parent.answered(message.id, message.reply);
      break;
    case 'processes':
      void running?.then(({ composed }) => {
        composed.hearProcesses(message.processes);
      });
      break;
    case 'stop':
      void stop();
  }
});
// The terminal's process is gone (Ctrl+C there, or a kill): flush and go.
process.on('disconnect', () => void stop());
// Sent to the whole group by Ctrl+C; serve.ts asks us to stop.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());

async function start({
  engine,
  server,
}: Extract<ServedHostMessage, { type: 'start' }>): Promise<Running> {
  const fail = (error: unknown): never => {
    const place = { storeFolder: storeFolder(engine), venue: engine.venue, port: server.port };
    const { exitCode, ...failure } = startFailure(error, place);
    say({ type: 'failed', ...failure });
    return process.exit(exitCode);
  };
  try {
    const ended = (problem: string, code: number): void => {
      if (code === EXIT_CODES['store.damaged']) fail(new StoreError('store.damaged', problem));
      process.exit(code);
    };
    const composed = await composeEngine(engine, 'ticket', ended, systemClock(), (step) => {
      say({ type: 'migrating', message: migrationText(step) });
    });
    composed.onFollowed((symbol) => {
      say({ type: 'followed', symbol });
    });
    const served = await startServer(composed, server, (body) => parent.ask(body));
    const { after, workingOrders, positions, tookMs } = composed.engine.parts.recovery;
    const recovered = `${after}: ${String(workingOrders)} working orders and ${String(positions)} positions in ${String(tookMs)} ms`;
    say({ type: 'ready', port: served.port, recovered });
    keepCompiledCode();
    return { composed, server: served };
  } catch (error) {
    return fail(error);
  }
}

/** Written at the end otherwise, which a kill leaves out; the threads' own is written there only. */
function keepCompiledCode(): void {
  // Node 22.10 and later, which alone has a cache.
  if (typeof module.flushCompileCache === 'function') module.flushCompileCache();
}

async function stop(): Promise<void> {
  const parts = await running;
  await parts?.composed.stop('the terminal is closing');
  await parts?.server.close();
  process.exit(0);
}

function say(message: ServedEngineMessage): void {
  process.send?.(message);
}
