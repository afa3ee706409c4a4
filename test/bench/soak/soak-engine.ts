/**
 * The process of a soak: the engine as it is composed for users, on a real disk, with a clock that
 * goes on as fast as orders are acknowledged. `node --expose-gc soak-engine.ts FOLDER HOURS` sends a
 * sample to its parent 48 times a run.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { US_PER_HOUR, US_PER_SECOND } from '../../../engine/domain/time.ts';
import { composeEngine } from '../../../engine/host/compose.ts';
import { letThreadsHaveLimits } from '../../../engine/host/thread-limits.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { engineStart } from '../../support/engine-harness.ts';
import { SimulatedClock } from './simulated-clock.ts';
import type { SoakSample } from './soak-samples.ts';
import { SoakTrader } from './soak-trader.ts';

const ORDERS_PER_S = 200;
const EVENTS_PER_S = 2_000;
/** Simulated time of one turn of the machine's timer: at most 25 times as fast as life. */
const STEP_US = 100_000;
const STEP_MS = 4;
/** The clock stands still while as many requests wait for the disk. */
const UNANSWERED_MAX = 256;
const SAMPLES = 48;
/** Monday, 2026-03-02, 14:30 UTC. */
const START_US = 1_772_461_800 * US_PER_SECOND;

const [, , folder = '', hoursText = ''] = process.argv;
const hours = Number(hoursText);
const clock = new SimulatedClock(START_US);
const fatal = (problem: string): void => {
  throw new Error(problem);
};
letThreadsHaveLimits();
const composed = await composeEngine(engineStart(folder), 'path', fatal, clock);
const { engine } = composed;
const trader = new SoakTrader(engine);
const startedMs = performance.now();
const peaks = { queue: 0, unanswered: 0, wal: 0 };
let ordersDue = 0;
let sampled = 0;

// At speed 1 the simulator is as fast as its catalogue says.
const eventsPerS = CATALOGUE.reduce((sum, one) => sum + one.eventsPerS, 0);
trader.ask({ type: 'source.control', action: { kind: 'speed', speed: EVENTS_PER_S / eventsPerS } });

const hoursDone = (): number => (clock.wallUs() - START_US) / US_PER_HOUR;

function walBytes(): number {
  return statSync(join(folder, 'local.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
}

function notePeaks(): void {
  peaks.queue = Math.max(peaks.queue, engine.parts.journal.queue().length);
  peaks.unanswered = Math.max(peaks.unanswered, trader.unanswered);
}

function sample(): SoakSample {
  globalThis.gc?.();
  const memory = process.memoryUsage();
  peaks.wal = Math.max(peaks.wal, walBytes());
  const { orders, fills, refused } = trader;
  const done: SoakSample = {
    hours: hoursDone(),
    heapBytes: memory.heapUsed + memory.external,
    rssBytes: memory.rss,
    walBytesMax: peaks.wal,
    queueMax: peaks.queue,
    unansweredMax: peaks.unanswered,
    orders,
    fills,
    refused,
    marketEvents: engine.source().eventsDone,
    seconds: (performance.now() - startedMs) / 1_000,
  };
  peaks.queue = peaks.unanswered = peaks.wal = 0;
  return done;
}

/** One step of time with the orders that are due in it; the engine takes its own turns. */
function step(): void {
  notePeaks();
  if (trader.unanswered >= UNANSWERED_MAX) return;
  clock.advance(STEP_US);
  ordersDue += (ORDERS_PER_S * STEP_US) / US_PER_SECOND;
  for (; ordersDue >= 1; ordersDue -= 1) trader.next();
  if (hoursDone() < (hours * (sampled + 1)) / SAMPLES) return;
  sampled += 1;
  process.send?.(sample());
  if (sampled < SAMPLES) return;
  clearInterval(steps);
  clearInterval(looks);
  void composed.stop('soak over').then(() => process.exit(0));
}

const looks = setInterval(() => {
  peaks.wal = Math.max(peaks.wal, walBytes());
}, 50);
const steps = setInterval(step, STEP_MS);
