import { describe, expect, it } from 'vitest';
import type { BufferFigures } from '../../../../engine/contract/telemetry.ts';
import { advisorSample } from '../../../../engine/host/advisor/advisor-sample.ts';

const EXTRAS = {
  atS: 1,
  heapFloor: 0,
  refused: null,
  extraClockS: 0,
} as const;

/** What it reads of buffers that are so full. */
function fullest(buffers: readonly BufferFigures[]): number | undefined {
  // Nothing else of a report is read.
  const report = { sample: { atUs: 0, values: {} }, buffers } as never;
  return advisorSample(report, EXTRAS).values['buffer.fill'];
}

describe('the fullest buffer', () => {
  const unread = { name: 'clients.unread', fill: 32, bound: 64, whenFull: 'cuts_off' } as const;

  it('is the one that should be nearly empty, in percent of its bound', () => {
    const waiting = { name: 'api.waiting', fill: 20, bound: 2_000, whenFull: 'refuses' } as const;
    expect(fullest([waiting])).toBe(1);
    expect(fullest([waiting, unread])).toBe(50);
    expect(fullest([unread, waiting])).toBe(50);
  });

  it('is none that is full as a rule or that is looked at by itself', () => {
    const cache = { name: 'cache.fills', fill: 9, bound: 9, whenFull: 'oldest_goes' } as const;
    const rows = { name: 'store.writes', fill: 9, bound: 9, whenFull: 'refuses' } as const;
    const working = { name: 'orders.working', fill: 9, bound: 9, whenFull: 'refuses' } as const;
    expect(fullest([cache, rows, working])).toBe(0);
  });
});

/** What the advisor reads of other programs where so much of the machine is used, in shares. */
function ofOthers(busy: number, others: number): number | undefined {
  const values = { 'machine.busy': busy, 'machine.others': others };
  // Nothing else of a report is read.
  return advisorSample({ sample: { atUs: 0, values }, buffers: [] } as never, EXTRAS).values[
    'cpu.other'
  ];
}

describe('what other programs use of the machine', () => {
  it('is a part of what the engine leaves: all of it where nothing is idle', () => {
    expect(ofOthers(1, 0.6)).toBeCloseTo(100);
    expect(ofOthers(0.9, 0.9)).toBeCloseTo(90);
    expect(ofOthers(0.5, 0.25)).toBeCloseTo(100 / 3);
  });

  it('is nothing where the engine leaves nothing', () => {
    expect(ofOthers(1, 0)).toBe(0);
  });
});

it('takes the memory of all processes for that of the terminal', () => {
  // Nothing else of a report is read.
  const report = { sample: { atUs: 0, values: { 'app.memory': 321e6 } }, buffers: [] } as never;
  expect(advisorSample(report, EXTRAS).values['memory.app']).toBe(321e6);
});

describe('what only the engine can measure of itself', () => {
  it('is read of its telemetry, in the units of the advisor', () => {
    const values = {
      'engine.cpu_wait': 0.05,
      'loop.own': 30_000,
      subscriptions: 7,
      'frames.ack_max': 12_500,
      'requests.rate_max': 3,
      'store.indexes': 28,
      'store.indexes_wanted': 30,
      'store.statistics_drift': Math.exp(3),
    };
    const telemetry = { sample: { atUs: 0, values }, buffers: [] };
    // Nothing else of a report is read.
    expect(advisorSample(telemetry as never, EXTRAS).values).toMatchObject({
      'cpu.wait': 50,
      'loop.own': 30_000,
      'clients.subscriptions': 7,
      'clients.ack': 12_500,
      'clients.requests': 3,
      'store.indexes_missing': 2,
      'store.statistics_drift': 3,
    });
  });
});
