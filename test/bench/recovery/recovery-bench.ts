/**
 * The start of an engine that was killed, on a store of 100,000 working orders: how long until it
 * serves, with 5,000,000 trades of the past beside 100,000. `npm run bench -- recovery` takes some
 * minutes, most of them to make the stores.
 */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { TEST_TOKEN } from '../../support/engine-harness.ts';
import { forkEngine } from '../../support/engine-process.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { makeFilledStore } from '../store/filled-store.ts';

const WORKING_ORDERS = 100_000;
const TRADES_MANY = 5_000_000;
const TRADES_FEW = 100_000;
/** The first start is of a store that no engine has run on, and is not counted... */
const STARTS = 6;
/** ... and lives until the bars that the simulator makes up for a new store are all stored. */
const FIRST_LIFE_MS = 25_000;

interface Start {
  /** From the fork of the process to its first word; loading the program is in it. */
  readonly readyMs: number;
  /** From the engine's first step to the books as they were. */
  readonly tookMs: number;
  readonly workingOrders: number;
}

/** Makes both stores, starts and kills an engine on each in turn, and gives the medians. */
export async function runRecoveryBench(): Promise<BenchFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-bench-'));
  const few = join(folder, 'few');
  const many = join(folder, 'many');
  try {
    for (const [place, trades] of [
      [few, TRADES_FEW],
      [many, TRADES_MANY],
    ] as const) {
      mkdirSync(place);
      makeFilledStore(join(place, 'local.db'), { trades, workingOrders: WORKING_ORDERS });
    }
    const starts: { few: Start; many: Start }[] = [];
    for (let i = 0; i < STARTS; i += 1) {
      const lifeMs = i === 0 ? FIRST_LIFE_MS : 0;
      starts.push({ few: await startAndKill(few, lifeMs), many: await startAndKill(many, lifeMs) });
    }
    const counted = starts.slice(1);
    return [figure('ready', counted, 'readyMs'), figure('engine', counted, 'tookMs')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startAndKill(folder: string, lifeMs: number): Promise<Start> {
  const sinceMs = performance.now();
  const { child, client } = await forkEngine(folder);
  const readyMs = performance.now() - sinceMs;
  const { recovery } = await client.hello('bench', TEST_TOKEN);
  await delay(lifeMs);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  return { readyMs, tookMs: recovery.tookMs, workingOrders: recovery.workingOrders };
}

function figure(
  name: string,
  starts: readonly { readonly few: Start; readonly many: Start }[],
  of: 'readyMs' | 'tookMs',
): BenchFigure {
  const value = median(starts.map(({ many }) => many[of]));
  return {
    name: `recovery.${name}`,
    value: Math.round(value),
    unit: 'ms',
    ratio: Number((value / median(starts.map(({ few }) => few[of]))).toFixed(2)),
    reference: `the same with ${String(TRADES_FEW)} trades, in turn`,
    details: {
      trades: TRADES_MANY,
      workingOrders: starts.at(-1)?.many.workingOrders,
      starts: starts.length,
      eachMs: starts.map(({ many }) => Math.round(many[of])),
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await runRecoveryBench());
}
