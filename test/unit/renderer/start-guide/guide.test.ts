import { describe, expect, it } from 'vitest';
import { GUIDE_STEPS, isDone, stepAfter } from '../../../../renderer/start-guide/guide.ts';
import type { GuideFacts, GuideStep } from '../../../../renderer/start-guide/guide.ts';

const NOW: GuideFacts = { symbol: 'AAPL', armed: false, fills: 0, exportId: 0 };

describe('the guided start', () => {
  it('goes through its steps once, in order', () => {
    const seen: GuideStep[] = ['look'];
    for (let next = stepAfter('look'); next !== null; next = stepAfter(next)) seen.push(next);
    expect(seen).toEqual(GUIDE_STEPS);
  });

  it.each<[GuideStep, Partial<GuideFacts>]>([
    ['symbol', { symbol: 'MSFT' }],
    ['arm', { armed: true }],
    ['order', { fills: 1 }],
    ['export', { exportId: 1 }],
  ])('sees that %s was done, and only then', (step, change) => {
    expect(isDone(step, NOW, NOW)).toBe(false);
    expect(isDone(step, NOW, { ...NOW, ...change })).toBe(true);
    const others = { symbol: 'TSLA', armed: true, fills: 9, exportId: 9 };
    for (const key of Object.keys(change)) Object.assign(others, { [key]: NOW[key as 'fills'] });
    expect(isDone(step, NOW, others)).toBe(false);
  });

  it('leaves what is only read to the reader', () => {
    for (const step of ['look', 'done'] as const) {
      expect(isDone(step, NOW, { symbol: 'F', armed: true, fills: 3, exportId: 3 })).toBe(false);
    }
  });
});
