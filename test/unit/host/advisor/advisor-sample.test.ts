import { describe, expect, it } from 'vitest';
import { advisorSample } from '../../../../engine/host/advisor/advisor-sample.ts';

const EXTRAS = {
  atS: 1,
  subscriptions: 0,
  requestsPerS: null,
  ackMs: null,
  thread: null,
  heapFloor: 0,
  refused: null,
  shape: null,
  extraFill: 0,
  extraClockS: 0,
} as const;

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
