/**
 * What looking after the store costs the orders: their wait for the disk at a steady rate, alone, beside a
 * backup, and beside rounds of chores, in turns within one run. `npm run bench -- upkeep`.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { timeUs } from '../../../engine/domain/time.ts';
import { threadUpkeep } from '../../../engine/host/upkeep.ts';
import { PrintBuffer } from '../../../engine/market/print-buffer.ts';
import { openJournal } from '../../../engine/store/journal.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { START_US, SampleStream } from '../../integration/store/sample-events.ts';
import type { BenchFigure } from '../figure.ts';
import { makeFilledStore } from '../store/filled-store.ts';

const TRADES = 300_000;
const ORDERS_PER_S = 500;
const ROUND_S = 4;
const ROUNDS = 3;
/** As the scheduler has it: a round takes at most a tenth of the writer's time. */
const CHORE_PAUSE_MS = 8;

const at = (path: string): URL => new URL(`../../../engine/${path}`, import.meta.url);

/** Makes a store, trades on it, and gives the waits with and without upkeep. */
export async function runUpkeepBench(): Promise<BenchFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-bench-'));
  const file = join(folder, 'local.db');
  makeFilledStore(file, { trades: TRADES });
  const { lastEventSeq, lastOrderId, lastExecutionId } = recoverState(file, 'local');
  const journal = await openJournal({
    workerUrl: at('store/writer-thread.ts'),
    file,
    venue: 'local',
    onCommitTime: () => undefined,
  });
  try {
    const stream = new SampleStream(lastEventSeq, lastOrderId, lastExecutionId);
    const backup = backups(folder, file);
    const waits = { alone: [] as number[], backup: [] as number[], chores: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      waits.alone.push(...(await trade(journal, stream, () => delay(0))));
      waits.backup.push(...(await trade(journal, stream, backup.run)));
      waits.chores.push(...(await trade(journal, stream, () => chores(journal))));
    }
    const bytes = statSync(file).size;
    return [
      figure('alone', waits.alone, waits.alone, {}),
      figure('backup', waits.backup, waits.alone, { bytes, seconds: backup.seconds }),
      figure('chores', waits.chores, waits.alone, {}),
    ];
  } finally {
    await journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Orders at a steady rate while `beside` runs, again and again; their waits in microseconds. */
async function trade(
  journal: OpenJournal,
  stream: SampleStream,
  beside: () => Promise<unknown>,
): Promise<number[]> {
  const waits: number[] = [];
  const startedMs = performance.now();
  const untilMs = startedMs + ROUND_S * 1_000;
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedMs) / 1_000) * ORDERS_PER_S;
    for (; sent < due; sent += 1) {
      const sentMs = performance.now();
      const accepted = stream.accept();
      journal.append([{ kind: 'events', events: [accepted, stream.fill(accepted.order, 100)] }]);
      void journal.flush().then(() => waits.push((performance.now() - sentMs) * 1_000));
    }
  }, 1);
  while (performance.now() < untilMs) {
    await beside();
    await delay(1);
  }
  clearInterval(timer);
  await journal.flush();
  return waits;
}

function backups(folder: string, file: string) {
  const place = { file, venue: 'local', backupFolder: join(folder, 'backups'), dataFolder: folder };
  const upkeep = threadUpkeep(at('host/upkeep-thread.ts'), { ...place, venue: 'local' });
  const seconds: number[] = [];
  return {
    seconds,
    run: async (): Promise<void> => {
      const startedMs = performance.now();
      const args = {
        nowUs: timeUs(START_US + Math.trunc(startedMs) * 1_000),
        bounds: { kept: 1, bytesMax: 1 },
      };
      const outcome = await upkeep.run('backup', args, () => undefined).outcome;
      if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
      seconds.push(Math.round(performance.now() - startedMs) / 1_000);
    },
  };
}

/** A round of each kind, as the scheduler sends them. */
async function chores(journal: OpenJournal): Promise<void> {
  const prints = new PrintBuffer();
  for (let i = 0; i < 5_000; i += 1) prints.append(1_000_000 + (i % 7), 10, 0, START_US + i * 900);
  const all = [{ symbol: 'AAPL', chunks: prints.take(Number.POSITIVE_INFINITY) }];
  for (const chore of [
    { name: 'ticks.add', all },
    { name: 'ticks.trim', bounds: { beforeUs: START_US * 2, bytesOver: 0 } },
    { name: 'vacuum' },
    { name: 'optimize', atUs: START_US },
  ] as const) {
    const { problem } = await journal.chore(chore);
    if (problem !== '') throw new Error(problem);
    await delay(CHORE_PAUSE_MS);
  }
}

function figure(
  name: string,
  waits: readonly number[],
  alone: readonly number[],
  details: object,
): BenchFigure {
  const p50 = quantile(waits, 0.5);
  const p99 = quantile(waits, 0.99);
  return {
    name: `upkeep.ack.${name}`,
    value: p99,
    unit: 'us',
    ratio: Number((p99 / quantile(alone, 0.99)).toFixed(2)),
    reference: 'p99 of the same orders with nothing beside them',
    details: {
      p50Us: p50,
      p50Ratio: Number((p50 / quantile(alone, 0.5)).toFixed(2)),
      orders: waits.length,
      ordersPerS: ORDERS_PER_S,
      trades: TRADES,
      ...details,
    },
  };
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(q * (sorted.length - 1))] ?? 0);
}
