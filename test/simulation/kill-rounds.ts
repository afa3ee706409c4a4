/**
 * Kills the engine's process with SIGKILL under load and while it starts, again and again on the same
 * data folders, and counts what was acknowledged and is not there afterwards. Runs alone too:
 * `node test/simulation/kill-rounds.ts --rounds 20 --seed 1` prints one JSON line.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random } from '../../engine/simulator/random.ts';
import { forkEngine, forkServedEngine } from '../support/engine-process.ts';
import { TradingRecord } from '../support/trading-record.ts';
import type { RecordFaults } from '../support/trading-record.ts';

export interface KillReport extends RecordFaults {
  readonly rounds: number;
  readonly seed: number;
  /** Of the rounds, those that killed an engine which was not ready yet. */
  readonly startsKilled: number;
  readonly ordersSent: number;
  readonly ordersAcknowledged: number;
  readonly fillsHeard: number;
}

/** 500 orders a second. */
const ORDERS_PER_BEAT = 5;
const BEAT_MS = 10;
/** Longest life of an engine under load; commits are every few milliseconds, so more tries no more. */
const LIFE_MS_MAX = 600;
/** One round of so many kills an engine while it starts. */
const STARTS_KILLED_EVERY = 5;
/** Longest life of an engine that is killed while it starts: a usual start. */
const START_MS_MAX = 1_500;
/** Engines at once, each on a folder of its own; one of them waits for the disk while another works. */
const LANES_MAX = 2;

type Counts = Omit<KillReport, 'rounds' | 'seed'>;

/** Trades at 500 orders/s and kills the engine at a random moment, `rounds` times in all; then counts. */
export async function runKillRounds(rounds: number, seed: number): Promise<KillReport> {
  const lanes = Math.min(LANES_MAX, availableParallelism(), rounds);
  const counts = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const share = Math.floor((rounds + lane) / lanes);
      return runLane(share, seed + lane);
    }),
  );
  return { rounds, seed, ...counts.reduce(sumOf) };
}

async function runLane(rounds: number, seed: number): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-kill-'));
  const random = new Random(seed);
  const record = new TradingRecord();
  let startsKilled = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      if (random.below(STARTS_KILLED_EVERY) === 0) {
        startsKilled += await startAndKill(folder, random.below(START_MS_MAX));
      } else {
        await tradeAndKill(folder, record, random.below(LIFE_MS_MAX));
      }
    }
    const faults = await auditAndKill(folder, record);
    const { sent: ordersSent, acknowledged: ordersAcknowledged, fillsHeard } = record;
    return { startsKilled, ordersSent, ordersAcknowledged, fillsHeard, ...faults };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sumOf(a: Counts, b: Counts): Counts {
  // Every count of the one report has its like in the other.
  const entries = Object.entries(a) as [keyof Counts, number][];
  return Object.fromEntries(entries.map(([name, count]) => [name, count + b[name]])) as typeof a;
}

/** Ends an engine that recovers, migrates or has just become ready; 1 when it was not ready yet. */
async function startAndKill(folder: string, lifeMs: number): Promise<0 | 1> {
  const { child, started } = forkServedEngine(folder);
  const exited = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), lifeMs);
  const message = await started;
  await exited;
  if (message?.type === 'failed') throw new Error(message.message);
  return message === null ? 1 : 0;
}

async function tradeAndKill(folder: string, record: TradingRecord, lifeMs: number): Promise<void> {
  const { child, client } = await forkEngine(folder);
  const exited = once(child, 'exit');
  await record.hello(client);
  await record.resendUnanswered(client);
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
  const killing = setTimeout(() => child.kill('SIGKILL'), lifeMs);
  while (child.exitCode === null && child.signalCode === null) {
    for (let i = 0; i < ORDERS_PER_BEAT; i += 1) void record.send(client);
    await delay(BEAT_MS);
  }
  clearTimeout(killing);
  await exited;
  await client.end();
  record.hear(client);
}

async function auditAndKill(folder: string, record: TradingRecord): Promise<RecordFaults> {
  const { child, client } = await forkEngine(folder);
  const exited = once(child, 'exit');
  await record.hello(client);
  const faults = await record.audit(client);
  child.kill('SIGKILL');
  await exited;
  return faults;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, seed: { type: 'string' } },
  });
  const report = await runKillRounds(Number(values.rounds ?? 20), Number(values.seed ?? 1));
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
