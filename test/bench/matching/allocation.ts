/** What the matching engine takes from the heap once its columns have grown: it should be nothing. */
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import type { BenchFigure } from '../figure.ts';
import { measureHeap } from '../heap-use.ts';
import { Replayer } from './replayer.ts';
import type { WorkloadSpec } from './workload.ts';

/** Bytes an operation and collections over the second half of a file, after the first has run. */
export async function allocationFigure(
  spec: WorkloadSpec,
  file: ArrayBuffer,
): Promise<BenchFigure> {
  const engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: false });
  const replayer = new Replayer(engine, file);
  const half = replayer.preload + Math.floor(replayer.ops / 2);
  const end = replayer.preload + replayer.ops;
  replayer.run(0, half);
  const heap = await measureHeap(1, () => () => {
    replayer.run(half, end);
  });
  return {
    name: `matching.${spec.name}.allocation`,
    value: Math.round((heap.bytes / (end - half)) * 1_000) / 1_000,
    unit: 'bytes/op',
    details: { operations: end - half, ...heap },
  };
}
