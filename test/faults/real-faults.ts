/**
 * Faults played on a real engine (process, disk, threads, clients, garbage collector and all) while somebody
 * trades on it, and what the advisor makes of them. Time is real; a sample stands for a second of the
 * advisor's and is taken five times a second, so that a suite takes minutes.
 *
 * The advisor learns under the same load on the same machine just before, as it does in life. Two faults are
 * brought about from outside: the wall clock of the engine's process is set, and an Alpaca on this computer
 * refuses requests. All others are those of the developer's menu.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cause } from '../../engine/contract/advisor-words.ts';
import type { AdvisorStatus } from '../../engine/contract/advisor.ts';
import { startMarketStandIn } from '../support/e2e/market-stand-in.ts';
import { FAKE_KEYS } from '../support/fake-alpaca/fake-alpaca.ts';
import { FaultEngine } from './fault-engine.ts';
import { Trader } from './trader.ts';
import type { Load } from './trader.ts';

const SAMPLE_MS = 200;
/** Advisor's seconds of ordinary trading before the first fault of a load. */
const LEARNED_S = 260;
/** The same where what is wrong is wrong in any case, and nothing has to be learned. */
const WARMED_S = 40;
/** In which a fault has to be found. */
const WATCHED_S = 100;
/** After which an old finding counts as ended, whatever it says, and the pause behind its end. */
const CALM_S = 150;
const SETTLED_S = 5;
/** Orders that a store has before: enough for statistics to matter. */
const PAST_ORDERS = 11_000;
const FAULT_SECONDS = 600;
const NEVER_MS = 3_600_000;

/** Played last: the memory that they took is not given back, and shows in all figures after. */
const LAST: ReadonlySet<Cause> = new Set<Cause>(['gc_pressure', 'large_heap']);

/** Somebody who watches, and somebody who trades by machine. */
const LOADS: readonly Load[] = [
  { name: 'calm', ordersPerS: 4, pagesPerS: 4 },
  { name: 'busy', ordersPerS: 40, pagesPerS: 15 },
];

export interface RealRun {
  readonly fault: Cause;
  /** 1 to 3, as in the developer's menu. */
  readonly strength: number;
}

export interface RealResult extends RealRun {
  readonly load: string;
  /** The cause told first; null: nothing was told. */
  readonly found: Cause | null;
  /** In the advisor's seconds, from the start of the fault. */
  readonly afterS: number;
  readonly told: readonly Cause[];
  /** The first finding, for whoever looks into a wrong one. */
  readonly finding: AdvisorStatus['findings'][number] | null;
}

export interface RealSuite {
  readonly results: readonly RealResult[];
  /** Findings while nothing was played, from when enough was learned. */
  readonly falseFindings: readonly Cause[];
  readonly cleanS: number;
}

export interface RealAsked {
  readonly strengths: readonly number[];
  readonly faults: readonly Cause[];
  /** Hears of each run as it ends. */
  readonly report: (result: RealResult) => void;
  /** Ends the suite early: the run under way is given up, and those before it are returned. */
  readonly signal: AbortSignal;
}

/** Every fault at each of the strengths under each load. */
export async function runRealFaults({
  strengths,
  faults,
  report,
  signal,
}: RealAsked): Promise<RealSuite> {
  const results: RealResult[] = [];
  const falseFindings: Cause[] = [];
  let cleanS = 0;
  const stage: Stage = {
    signal,
    take: (result) => {
      results.push(result);
      report(result);
    },
  };
  const ordered = faults.toSorted((a, b) => Number(LAST.has(a)) - Number(LAST.has(b)));
  const runs = ordered.flatMap((fault) => strengths.map((strength) => ({ fault, strength })));
  const outside = runs.filter(({ fault }) => fault === 'rate_limit_storm');
  const local = runs.filter((run) => !outside.includes(run));
  const past = await mkdtemp(join(tmpdir(), 'stp-faults-past-'));
  try {
    if (local.length > 0) await makePast(past);
    for (const load of LOADS) {
      if (local.length === 0 || signal.aborted) continue;
      const clean = await playOnLocal(load, past, local, stage);
      falseFindings.push(...clean.told);
      cleanS += clean.seconds;
    }
    if (outside.length > 0 && !signal.aborted) await playOnAlpaca(outside, stage);
  } catch (error) {
    // The signal that stopped the suite may have ended the engine too.
    if (!signal.aborted) throw error;
  } finally {
    await rm(past, { recursive: true, force: true });
  }
  return { results, falseFindings, cleanS };
}

/** Where runs are played: who hears of them, and what ends them. */
interface Stage {
  readonly take: (result: RealResult) => void;
  readonly signal: AbortSignal;
}

/** `past`: the data that the engine begins with, which is copied. Returns what was told while nothing was played, and for how long that was. */
async function playOnLocal(
  load: Load,
  past: string,
  runs: readonly RealRun[],
  stage: Stage,
): Promise<{ readonly told: readonly Cause[]; readonly seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
  await cp(past, folder, { recursive: true });
  const engine = await FaultEngine.start(folder, { sampleMs: SAMPLE_MS });
  const trader = await Trader.connect(engine.port, 'AAPL');
  try {
    trader.work(load);
    const told = await watch(trader, LEARNED_S, stage.signal, () => false);
    const seconds = stage.signal.aborted ? 0 : LEARNED_S;
    for (const run of runs) {
      const { fault, strength } = run;
      const played =
        fault === 'clock_step'
          ? {
              begin: () => engine.stepClock(strength === 1 ? 2 : 60),
              end: () => Promise.resolve(),
            }
          : {
              begin: () =>
                trader.request({ type: 'advisor.inject', fault, strength, seconds: FAULT_SECONDS }),
              end: () => trader.request({ type: 'advisor.inject_end' }),
            };
      await play(trader, { ...run, load: load.name }, played, stage);
    }
    return { told: told.map(causeOf), seconds };
  } finally {
    trader.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** By an engine that takes no samples: a flood of orders is not what is usual. */
async function makePast(folder: string): Promise<void> {
  const engine = await FaultEngine.start(folder, { sampleMs: NEVER_MS });
  const trader = await Trader.connect(engine.port, 'AAPL');
  try {
    await trader.makePast(PAST_ORDERS);
  } finally {
    trader.close();
    await engine.stop();
  }
}

/** The market and the orders of an Alpaca that refuses requests when it is told to. */
async function playOnAlpaca(runs: readonly RealRun[], stage: Stage): Promise<void> {
  const market = await startMarketStandIn();
  const { rest } = market.fake;
  const source = {
    kind: 'alpaca',
    feed: 'iex',
    symbols: ['AAPL', 'MSFT'],
    fillModel: 'touch',
  } as const;
  const folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
  const engine = await FaultEngine.start(
    folder,
    { sampleMs: SAMPLE_MS, source, venue: 'alpaca-paper', keys: FAKE_KEYS },
    market.environment,
  );
  const trader = await Trader.connect(engine.port, 'AAPL');
  try {
    for (const load of LOADS) {
      // An account may send some orders a second at most.
      trader.work({ ...load, ordersPerS: 0.5 });
      trader.nag(1, { type: 'watchlists.remote' });
      await watch(trader, WARMED_S, stage.signal, () => false);
      for (const run of runs) {
        const played = {
          begin: () => {
            let asked = 0;
            rest.chance = () => {
              asked += 1;
              return asked % (4 - run.strength) === 0 ? { status: 429, retryAfterS: 1 } : null;
            };
            return Promise.resolve();
          },
          end: () => {
            rest.chance = () => null;
            return Promise.resolve();
          },
        };
        await play(trader, { ...run, load: load.name }, played, stage);
      }
    }
  } finally {
    trader.close();
    await engine.stop();
    await market.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Played {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** Takes the result, unless the suite was ended meanwhile. */
async function play(
  trader: Trader,
  run: RealRun & { readonly load: string },
  { begin, end }: Played,
  { take, signal }: Stage,
): Promise<void> {
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) return;
  const startedMs = performance.now();
  const isOpen = (): boolean =>
    trader.status?.findings.some(({ endedUs }) => endedUs === null) === true;
  const isFresh = (): boolean => trader.hasUntold;
  trader.told();
  await begin();
  const [finding = null] = await watch(trader, WATCHED_S, signal, isFresh);
  const afterS = Math.round((performance.now() - startedMs) / SAMPLE_MS);
  await end();
  const later = await watch(trader, CALM_S, signal, () => !isOpen());
  await pause(SETTLED_S * SAMPLE_MS);
  if (isStopped()) return;
  take({
    ...run,
    found: finding === null ? null : causeOf(finding),
    afterS,
    told: [...(finding === null ? [] : [finding]), ...later].map(causeOf),
    finding,
  });
}

/** Waits so many of the advisor's seconds, or until `enough` or the end of the suite; what was told meanwhile. */
async function watch(
  trader: Trader,
  seconds: number,
  signal: AbortSignal,
  enough: () => boolean,
): Promise<AdvisorStatus['findings']> {
  const untilMs = performance.now() + seconds * SAMPLE_MS;
  while (performance.now() < untilMs && !signal.aborted && !enough()) await pause(SAMPLE_MS / 4);
  return trader.told();
}

function causeOf({ causes }: AdvisorStatus['findings'][number]): Cause {
  const [first] = causes;
  if (first === undefined) throw new Error('a finding has causes');
  return first.cause;
}
