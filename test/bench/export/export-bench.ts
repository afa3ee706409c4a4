/**
 * Exports of a million fills by every profile, as the engine runs them: on the background thread, beside
 * nothing else. How long each takes, against a bare walk over the same rows in the same run, and how much
 * the process grows meanwhile.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXPORT_PROFILES } from '../../../engine/contract/export-profiles.ts';
import type { ExportProfile } from '../../../engine/contract/export-profiles.ts';
import type { ExportStep } from '../../../engine/csv/csv-export.ts';
import { openBackground } from '../../../engine/host/background.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import { EVERYTHING } from '../../support/export-selection.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';

const BACKGROUND_URL = new URL('../../../engine/host/background-thread.ts', import.meta.url);
const MAKER_URL = new URL('../store/filled-store.ts', import.meta.url);
const TRADES = 1_000_000;
const SECONDS_MAX = 10;
const GROWTH_MB_MAX = 50;
/** Often enough to see what a stretch of rows takes at most. */
const SAMPLE_EVERY_MS = 10;
const CACHE_KIB = 4_096;
const ROWS_AT_ONCE = 2_000;

interface Run {
  readonly last: ExportStep;
  readonly seconds: number;
  /** Of the processor, which other work on the machine does not make longer. */
  readonly cpuSeconds: number;
  /** Of the whole process, from before the export to its highest. */
  readonly growthMb: number;
  readonly megabytes: number;
}

/** One export on a thread of its own, its code loaded and compiled meanwhile, as after a start. */
async function run(file: string, profile: ExportProfile): Promise<Run> {
  const background = await openBackground({
    workerUrl: BACKGROUND_URL,
    file,
    venue: 'local',
    instruments: CATALOGUE.map(({ instrument }) => instrument),
    isRealMarket: false,
    onLogLarge: () => undefined,
    onCheckpointTime: () => undefined,
  });
  const path = `${file}.${profile}.csv`;
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_EVERY_MS);
  const startedCpu = process.cpuUsage();
  const startedMs = performance.now();
  const last = await new Promise<ExportStep>((resolve, reject) => {
    const request = { profile, selection: EVERYTHING, path, excel: false };
    const onStep = (step: ExportStep): void => {
      if (step.state !== 'running') resolve(step);
    };
    background.startExport(request, onStep).catch(reject);
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  const cpuSeconds = secondsOf(process.cpuUsage(startedCpu));
  clearInterval(sampler);
  await background.close();
  if (last.state !== 'done') throw new Error(`${profile}: ${last.state} ${last.problem}`);
  const megabytes = Math.round(statSync(path).size / 2 ** 20);
  rmSync(path);
  return { last, seconds, cpuSeconds, growthMb: (peak - before) / 2 ** 20, megabytes };
}

/** Processor seconds of a walk over all rows that exports read, in the same stretches, making nothing of them. */
function walk(file: string, name: 'export.executions' | 'export.orders', key: string): number {
  const db = openDatabase(file, { venue: 'local', access: 'read', cacheKib: CACHE_KIB });
  const select = db.prepare<number[], Record<string, number>>(READ_STATEMENTS[name]);
  const startedCpu = process.cpuUsage();
  for (let after = 0; ;) {
    const rows = select.all(after, Number.MAX_SAFE_INTEGER, ROWS_AT_ONCE);
    const next = rows.at(-1)?.[key];
    if (next === undefined) break;
    after = next;
  }
  const seconds = secondsOf(process.cpuUsage(startedCpu));
  db.close();
  return seconds;
}

/** Made by a process of its own, whose memory would hide what exports take. */
function makeStore(file: string): void {
  execFileSync(process.execPath, [fileURLToPath(MAKER_URL), String(TRADES), file]);
}

/** Measures and returns the figures; making the store takes a minute or two. */
export async function runExportBench(): Promise<BenchFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-bench-'));
  const file = join(folder, 'local.db');
  try {
    makeStore(file);
    const runs: [ExportProfile, Run][] = [];
    for (const profile of EXPORT_PROFILES) runs.push([profile, await run(file, profile)]);
    const orders = walk(file, 'export.orders', 'orderId');
    const fills = walk(file, 'export.executions', 'executionId');
    return runs.flatMap(([profile, one]) =>
      figuresOf(profile, one, profile === 'orders' ? orders : fills),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

function figuresOf(profile: ExportProfile, exported: Run, readSeconds: number): BenchFigure[] {
  const { last, seconds, cpuSeconds, growthMb, megabytes } = exported;
  return [
    {
      name: `export.${profile}.time`,
      value: Number(seconds.toFixed(2)),
      unit: 's',
      ratio: Number((cpuSeconds / readSeconds).toFixed(2)),
      reference: 'processor time of the same rows read and nothing made of them, same run',
      details: {
        read: last.readDone,
        rows: last.rowsDone,
        megabytes,
        cpuSeconds: Number(cpuSeconds.toFixed(2)),
        readCpuSeconds: Number(readSeconds.toFixed(2)),
        secondsMax: SECONDS_MAX,
        reached: seconds < SECONDS_MAX,
      },
    },
    {
      name: `export.${profile}.memory_growth`,
      value: Number(growthMb.toFixed(1)),
      unit: 'MB',
      details: { megabytesMax: GROWTH_MB_MAX, reached: growthMb < GROWTH_MB_MAX },
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await runExportBench());
}
