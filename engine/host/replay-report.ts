/**
 * `npm run replay -- FILE [--report json]`: plays a recording of order flow through the matching
 * engine as fast as it goes and says how far its fills agree with the recorded ones. Without
 * --report it shows progress and a summary; with it, one JSON object on standard output.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Instrument } from '../domain/instrument.ts';
import { eminiFuture } from '../domain/instrument.ts';
import { timeUs } from '../domain/time.ts';
import { ReplayFileError } from '../feed/csv-rows.ts';
import { readOrderFlow } from '../feed/replay-reader.ts';
import { BookMarket } from '../replay/book-market.ts';
import { measureFidelity } from '../replay/fidelity.ts';
import type { Fidelity } from '../replay/fidelity.ts';
import type { OrderFlow } from '../replay/order-flow.ts';
import { createOrderFlowReplay } from '../replay/order-flow-replay.ts';

const USAGE = 'usage: npm run replay -- FILE [--report json]';
/** Events between two updates of the progress line. */
const PROGRESS_EVENTS = 10_000;
/** Plays of which the median speed is told; the first ones also warm the engine up. */
const TIMED_PLAYS = 5;

/** What `--report json` prints. */
interface ReplayReport extends Omit<Fidelity, 'counts'> {
  readonly file: string;
  /** Share of recorded fills that are equal here in order id, size, price and sequence. */
  readonly fillsEqualShare: number;
  /** Rows that changed nothing or not as recorded, by reason. */
  readonly rejected: {
    readonly explained: Readonly<Record<string, number>>;
    readonly unexplained: number;
  };
  readonly counts: Fidelity['counts'];
  readonly eventsPerS: number;
}

async function main(): Promise<void> {
  try {
    const { file, isJson } = options();
    const flow = await readOrderFlow(file);
    const instrument = eminiFuture('ESH4', 'E-mini S&P 500, March 2024');
    const fidelity = measureFidelity(flow, instrument, isJson ? undefined : showProgress(flow));
    const report = reportOf(file, fidelity, eventsPerS(flow, instrument));
    process.stdout.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : summary(report));
  } catch (error) {
    if (!(error instanceof ReplayFileError) && !(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

class UsageError extends Error {}

function options(): { file: string; isJson: boolean } {
  let parsed;
  try {
    parsed = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
  const [file, ...others] = parsed.positionals;
  const { report } = parsed.values;
  if (file === undefined || others.length > 0) throw new UsageError(USAGE);
  if (report !== undefined && report !== 'json') {
    throw new UsageError(`--report ${report}: the only format is json\n${USAGE}`);
  }
  return { file, isJson: report === 'json' };
}

function showProgress(flow: OrderFlow): (events: number) => void {
  return (events) => {
    if (events % PROGRESS_EVENTS !== 0 && events !== flow.count) return;
    const time = new Date((flow.timeUs[events - 1] ?? 0) / 1_000).toISOString();
    process.stdout.write(`${time}  ${events} of ${flow.count} events\n`);
  };
}

/** Median over several plays, from the first event to the last, without comparing. */
function eventsPerS(flow: OrderFlow, instrument: Instrument): number {
  const speeds = Array.from({ length: TIMED_PLAYS }, () => {
    const market = new BookMarket([instrument], [flow.priceTicks[0] ?? 1], () => undefined);
    const replay = createOrderFlowReplay({ instrument, events: flow, label: '', startSpeed: 0 });
    const startedMs = performance.now();
    for (let taken = 0; taken < flow.count;) {
      taken += replay.advance(timeUs(0), flow.count, market, () => undefined);
    }
    return (flow.count / (performance.now() - startedMs)) * 1_000;
  });
  return Math.round(speeds.sort((a, b) => a - b)[TIMED_PLAYS >> 1] ?? 0);
}

function reportOf(file: string, fidelity: Fidelity, speed: number): ReplayReport {
  const { counts, ...measured } = fidelity;
  return {
    file: basename(file),
    ...measured,
    fillsEqualShare:
      fidelity.fillsRecorded === 0 ? 1 : fidelity.fillsEqual / fidelity.fillsRecorded,
    rejected: {
      explained: {
        'consequence of a trade, told a second time': counts.toldTwice,
        'cancel of an order that was filled here instead of another': counts.filledHereOnly,
      },
      unexplained: counts.unknownOrder + counts.refused,
    },
    counts,
    eventsPerS: speed,
  };
}

function summary(report: ReplayReport): string {
  const share = (report.fillsEqualShare * 100).toFixed(2);
  const explained = Object.entries(report.rejected.explained);
  return [
    `${report.events} events, ${report.eventsPerS} a second`,
    `${report.fillsEqual} of ${report.fillsRecorded} recorded fills equal (${share} %) in order id, size, price and sequence`,
    `${report.aggressorsEqual} of ${report.aggressors} aggressors with all fills equal`,
    `${report.crossedMoments} moments with a crossed book`,
    ...explained.map(([reason, count]) => `${count} rows: ${reason}`),
    `${report.rejected.unexplained} rows rejected without explanation`,
    '',
  ].join('\n');
}

await main();
