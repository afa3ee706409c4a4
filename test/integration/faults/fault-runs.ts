import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineStart } from '../../../engine/supervision/host-messages.ts';
import { forkEngine } from '../../support/engine-process.ts';
import type { TestClient } from '../../support/test-client.ts';
import type { TradingRecord } from '../../support/trading-record.ts';

/** Orders of which the answers are not waited for, as of several impatient clients. */
const IN_FLIGHT = 8;

/** An engine of a test with one client that has said hello. */
export interface RunningEngine {
  readonly child: ChildProcess;
  readonly client: TestClient;
  /** Exit code of the process once it has ended, null when a signal has ended it. */
  readonly exitCode: Promise<number | null>;
}

/** Starts an engine on the folder and resumes the record with it. */
export async function startTrading(
  folder: string,
  record: TradingRecord,
  launcher: readonly string[] = [],
  changes: Partial<EngineStart> = {},
): Promise<RunningEngine> {
  const { child, client } = await forkEngine(folder, launcher, changes);
  const exitCode = once(child, 'exit').then(([code]) => code as number | null); // As Node's types say.
  await record.hello(client);
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
  return { child, client, exitCode };
}

/** Sends orders as fast as they are answered until so many are acknowledged or the engine has ended. */
export async function tradeOn(
  { client }: RunningEngine,
  record: TradingRecord,
  acknowledged: number = Infinity,
): Promise<void> {
  const wanted = record.acknowledged + acknowledged;
  const trader = async (): Promise<void> => {
    while (client.endedBecause === null && record.acknowledged < wanted) {
      await record.send(client);
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, trader));
}

/** The refusal that ended a client's connection. */
export function lastRefusal(client: TestClient): unknown {
  return client.heard.findLast(({ type }) => type === 'refused');
}

/** Waits until the engine says that it can, or cannot, write. */
export async function storeState(client: TestClient, canWrite: boolean): Promise<string> {
  const message = await client.until(() =>
    client.heard.findLast((one) => one.type === 'store' && one.store.canWrite === canWrite),
  );
  return message.type === 'store' ? message.store.problem : '';
}
