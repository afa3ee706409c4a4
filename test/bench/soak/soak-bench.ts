/**
 * Does anything grow? The engine trades 200 orders/s in a market of 2,000 events/s for hours of its own
 * clock, on a real disk. `node test/bench/soak/soak-bench.ts --hours 8` takes half an hour or more
 * and ends with code 1 when a bound is not kept; `npm run bench -- soak` has a quarter of an hour.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineLaunch } from '../../../engine/host/engine-launch.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { slopePerHour, warmUpHours } from './soak-samples.ts';
import type { SoakSample } from './soak-samples.ts';

const ENGINE_SCRIPT = fileURLToPath(new URL('./soak-engine.ts', import.meta.url));
const COMPILE_CACHE = join(tmpdir(), 'stp-compile-cache');
const HOURS_IN_BENCH = 0.25;
const MB = 2 ** 20;

/** What a run must keep to. */
const BOUNDS = {
  /** Heap of the engine's thread and what it holds outside of it, MB an hour. */
  heapSlopeMb: 1,
  /** The log is moved at 64 MiB; commits go on while it is. */
  walMb: 128,
  /** Rows; the journal's own bound, at which new orders are refused. */
  queueRows: 8_192,
} as const;
/**
 * A shorter run shows how rings of bars fill, not growth: those of 5 s are full after 2 hours, those of
 * 15 s, which take 0.7 MB an hour in 17 instruments, after 6. Between two heap snapshots nothing else
 * had grown.
 */
const HOURS_JUDGED_FROM = 8;

/** Runs for as many simulated hours; `onSample` hears of each look at it. */
export async function runSoak(
  hours: number,
  onSample: (sample: SoakSample) => void = () => undefined,
): Promise<BenchFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-soak-'));
  try {
    // As after the first start: the folder is new each time.
    const environment = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env };
    const { env, execArgv } = engineLaunch(folder, environment);
    const child = fork(ENGINE_SCRIPT, [folder, String(hours)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...execArgv, '--expose-gc'],
      env,
    });
    const samples: SoakSample[] = [];
    child.on('message', (message) => {
      // Sent by soak-engine.ts alone.
      const sample = message as SoakSample;
      samples.push(sample);
      onSample(sample);
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the engine of the soak ended with ${String(code)}`);
    return figuresOf(samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function runSoakBench(): Promise<BenchFigure[]> {
  return runSoak(HOURS_IN_BENCH);
}

function figuresOf(samples: readonly SoakSample[]): BenchFigure[] {
  const last = samples.at(-1);
  if (last === undefined) throw new Error('a soak has samples');
  const { hours, orders, fills, refused, marketEvents, seconds } = last;
  const warm = warmUpHours(hours);
  const slope = (of: (sample: SoakSample) => number): number =>
    round(slopePerHour(samples, warm, of) / MB);
  const most = (of: (sample: SoakSample) => number): number => Math.max(...samples.map(of));
  const run = { hours: round(hours), orders, fills, refused, marketEvents };
  return [
    {
      name: 'soak.heap_slope',
      value: slope(({ heapBytes }) => heapBytes),
      unit: 'MB/h',
      details: {
        ...run,
        warmUpHours: warm,
        seconds: Math.round(seconds),
        fromMb: round((samples[0]?.heapBytes ?? 0) / MB),
        toMb: round(last.heapBytes / MB),
      },
    },
    {
      name: 'soak.rss_slope',
      value: slope(({ rssBytes }) => rssBytes),
      unit: 'MB/h',
      details: { toMb: round(last.rssBytes / MB), maxMb: round(most((one) => one.rssBytes) / MB) },
    },
    { name: 'soak.wal_max', value: round(most((one) => one.walBytesMax) / MB), unit: 'MB' },
    {
      name: 'soak.queue_max',
      value: most((one) => one.queueMax),
      unit: 'rows',
      details: { unansweredMax: most((one) => one.unansweredMax) },
    },
  ];
}

/** What of the bounds a run has not kept, in words. */
function broken(figures: readonly BenchFigure[], hours: number): string[] {
  const valueOf = (name: string): number => figures.find((one) => one.name === name)?.value ?? NaN;
  const checks: [string, number][] = [
    ['soak.wal_max', BOUNDS.walMb],
    ['soak.queue_max', BOUNDS.queueRows],
  ];
  if (hours >= HOURS_JUDGED_FROM) checks.push(['soak.heap_slope', BOUNDS.heapSlopeMb]);
  return checks
    .filter(([name, bound]) => !(valueOf(name) <= bound))
    .map(
      ([name, bound]) => `${name} is ${String(valueOf(name))}, at most ${String(bound)} is wanted`,
    );
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { hours: { type: 'string', default: '8' } } });
  const hours = Number(values.hours);
  const figures = await runSoak(hours, (sample) => {
    process.stderr.write(`${JSON.stringify(sample)}\n`);
  });
  printFigures(figures);
  const wrong = broken(figures, hours);
  for (const line of wrong) process.stderr.write(`${line}\n`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
