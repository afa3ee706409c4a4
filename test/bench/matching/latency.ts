/** Time of single operations, all together and by kind; about 50 ns of each are the timer's. */
import { deepStrictEqual } from 'node:assert/strict';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import type { BenchFigure } from '../figure.ts';
import { EXPECTED, outcomeOf } from './expected.ts';
import { Replayer } from './replayer.ts';
import { median, quantile } from './statistics.ts';
import { HEADER_BYTES, KIND_NAMES, RECORD_BYTES } from './workload.ts';
import type { WorkloadSpec } from './workload.ts';

const QUANTILES = [0.5, 0.99, 0.999] as const;

/** p50, p99 and p99.9 of a file's operations, then a line for each kind with its p99.9. */
export function latencyFigures(spec: WorkloadSpec, file: ArrayBuffer): BenchFigure[] {
  const { times, kinds } = timesOf(spec, file);
  const timerNs = timerCostNs();
  const byKind = KIND_NAMES.map((kind, code) => {
    const own = times.filter((_, op) => kinds[op] === code).sort();
    const [p50, p99, p999] = QUANTILES.map((share) => nanoseconds(quantile(own, share)));
    return {
      name: `matching.${spec.name}.${kind}.p99.9`,
      value: p999 ?? NaN,
      unit: 'ns',
      details: { operations: own.length, p50, p99, max: nanoseconds(quantile(own, 1)), timerNs },
    };
  });
  times.sort();
  const all = QUANTILES.map((share) => ({
    name: `matching.${spec.name}.p${String(share * 100)}`,
    value: nanoseconds(quantile(times, share)),
    unit: 'ns',
    details: { operations: times.length, timerNs },
  }));
  return [...all, ...byKind];
}

/** Milliseconds of each operation in order, and its kind. */
function timesOf(
  spec: WorkloadSpec,
  file: ArrayBuffer,
): { times: Float64Array; kinds: Uint8Array } {
  const engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: false });
  const replayer = new Replayer(engine, file);
  const records = new Uint8Array(file, HEADER_BYTES);
  replayer.run(0, replayer.preload);
  const times = new Float64Array(replayer.ops);
  const kinds = new Uint8Array(replayer.ops);
  for (let op = 0; op < replayer.ops; op += 1) {
    kinds[op] = records[(replayer.preload + op) * RECORD_BYTES + 2] ?? 0;
    const startMs = performance.now();
    replayer.step(replayer.preload + op);
    times[op] = performance.now() - startMs;
  }
  deepStrictEqual(outcomeOf(replayer, engine), EXPECTED[spec.name].back);
  return { times, kinds };
}

/** Median time between two readings of the clock that the times above include. */
function timerCostNs(): number {
  const costs: number[] = [];
  for (let reading = 0; reading < 100_000; reading += 1) {
    const startMs = performance.now();
    costs.push(performance.now() - startMs);
  }
  return nanoseconds(median(costs));
}

function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}
