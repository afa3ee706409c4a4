/** What the matching engine takes from the heap once its columns have grown: it should be nothing. */
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import type { BenchFigure } from '../figure.ts';
import { Replayer } from './replayer.ts';
import type { WorkloadSpec } from './workload.ts';

/** Bytes an operation and collections over the second half of a file, after the first has run. */
export function allocationFigure(spec: WorkloadSpec, file: ArrayBuffer): BenchFigure {
  const engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: false });
  const replayer = new Replayer(engine, file);
  const half = replayer.preload + Math.floor(replayer.ops / 2);
  const end = replayer.preload + replayer.ops;
  replayer.run(0, half);
  setFlagsFromString('--expose-gc');
  // The flag puts `gc` into contexts that are made after it.
  const collect = runInNewContext('gc') as () => void;
  collect();
  const observer = new PerformanceObserver(() => undefined);
  observer.observe({ entryTypes: ['gc'] });
  const before = process.memoryUsage().heapUsed;
  replayer.run(half, end);
  const bytes = process.memoryUsage().heapUsed - before;
  const collections = observer.takeRecords().length;
  observer.disconnect();
  return {
    name: `matching.${spec.name}.allocation`,
    value: Math.round((bytes / (end - half)) * 1_000) / 1_000,
    unit: 'bytes/op',
    details: { operations: end - half, bytes, collections },
  };
}
