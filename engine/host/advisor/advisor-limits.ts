/** Where what the advisor watches ends on this machine, by what the engine measures. */
import type { AdvisorMetric } from '../../contract/advisor-words.ts';
import type { Telemetry } from '../../contract/telemetry.ts';
import { DISK_BYTES } from './advisor-sample.ts';

/** Queues that are metrics of their own, by the name of their buffer. */
const QUEUES: ReadonlyMap<string, AdvisorMetric> = new Map([
  ['store.writes', 'queue.writer'],
  ['store.reads', 'queue.readers'],
  ['feed.frames', 'queue.feed'],
]);

/** Limits in the metrics' units; a metric whose limit is the same everywhere, or not known, is left out. */
export function limitsOf({
  sample: { values },
  buffers,
}: Pick<Telemetry, 'sample' | 'buffers'>): ReadonlyMap<AdvisorMetric, number> {
  const limits = new Map<AdvisorMetric, number>([['disk.used', DISK_BYTES]]);
  const heap = values['engine.heap_limit'];
  if (heap !== undefined) limits.set('memory.heap', heap);
  const free = values['disk.free'];
  const log = values['wal.bytes'];
  if (free !== undefined && log !== undefined) limits.set('wal.bytes', log + free);
  for (const { name, bound } of buffers) {
    const metric = QUEUES.get(name);
    if (metric !== undefined) limits.set(metric, bound);
  }
  return limits;
}
