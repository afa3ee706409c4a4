import { expect, test } from 'vitest';
import {
  memoryParts,
  pageBuffers,
} from '../../../../../renderer/panels/performance/memory-parts.ts';
import { announce } from '../../../../../renderer/stores/notices.ts';
import { performancePagesText } from '../../../../../renderer/text/performance-pages.ts';
import { quietTelemetry } from '../../../../support/test-engine.ts';

test('the parts of the engine’s memory are all of it', () => {
  const collector = quietTelemetry();
  const report = collector.report();
  collector.close();
  const values = { 'engine.heap': 40e6, 'engine.heap_limit': 4e9, 'engine.external': 10e6 };
  const thread = {
    name: 'writer',
    kind: 'thread',
    pid: 0,
    cpuCores: 0,
    memoryBytes: 12e6,
  } as const;
  const told = {
    ...report,
    processes: [thread, { ...thread, name: 'main', kind: 'process' } as const],
    sample: { atUs: 0, values: { ...values, 'engine.rss': 190e6 } },
  };
  const parts = memoryParts(told);
  const bytes = Object.fromEntries(parts.map((part) => [part.id, part.bytes]));
  expect(bytes).toEqual({
    ...{ heap: 40e6, external: 10e6, threads: 12e6, rest: 128e6, resident: 190e6 },
  });
  expect(parts[0]?.boundBytes).toBe(4e9);
  expect(memoryParts({ ...told, sample: { atUs: 0, values: {} } })).toEqual([]);
});

test('what the page keeps is told with its bound, and each by a name', () => {
  const log = () => pageBuffers().find(({ name }) => name === 'page.log');
  const before = log()?.fill ?? 0;
  announce('info', 'one more');
  expect(log()).toMatchObject({ fill: before + 1, bound: 200 });
  for (const { name } of pageBuffers()) {
    expect(performancePagesText.bufferNames[name], name).toBeDefined();
  }
});
