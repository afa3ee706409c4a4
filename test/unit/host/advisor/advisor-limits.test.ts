import { expect, it } from 'vitest';
import type { BufferFigures } from '../../../../engine/contract/telemetry.ts';
import { FRAMES_MAX } from '../../../../engine/feed/alpaca/frame-queue.ts';
import { limitsOf } from '../../../../engine/host/advisor/advisor-limits.ts';

const SAMPLE = { atUs: 0, values: {} };

function buffer(name: string, bound: number): BufferFigures {
  return { name, fill: 1, bound, whenFull: 'refuses' };
}

it('has a queue end where the engine says that it does, and one that is not there nowhere', () => {
  const queues = [buffer('store.writes', 8_192), buffer('store.reads', 1_024)];
  const limits = limitsOf({ sample: SAMPLE, buffers: queues });
  expect([limits.get('queue.writer'), limits.get('queue.readers')]).toEqual([8_192, 1_024]);
  expect(limits.has('queue.feed')).toBe(false);
  const fed = limitsOf({ sample: SAMPLE, buffers: [buffer('feed.frames', FRAMES_MAX)] });
  expect(fed.get('queue.feed')).toBe(FRAMES_MAX);
});

it('has the log end with the disk, and the heap where it is bounded', () => {
  const values = { 'engine.heap_limit': 300, 'disk.free': 1_000, 'wal.bytes': 20 };
  const limits = limitsOf({ sample: { atUs: 0, values }, buffers: [] });
  expect([limits.get('memory.heap'), limits.get('wal.bytes')]).toEqual([300, 1_020]);
});
