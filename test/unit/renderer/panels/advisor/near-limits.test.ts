import { describe, expect, it } from 'vitest';
import type {
  AdvisorStatus,
  Finding,
  TimeToLimit,
} from '../../../../../engine/contract/advisor.ts';
import { nearLimits, soonLimits } from '../../../../../renderer/panels/advisor/near-limits.ts';

const HOUR_S = 3_600;
const forecast: TimeToLimit = {
  ...{ metric: 'disk.used', value: 1, limit: 2, perHour: 1 },
  ...{ lowS: 1_000, likelyS: 1_500, highS: 2_400 },
};

/** Of a disk that fills, with a finding that has said so. */
function status(endedUs: number | null, likelyS = 1_500): AdvisorStatus {
  const finding: Finding = {
    ...{ findingId: 1, sinceUs: 0, foundUs: 5_000_000, endedUs, forecast, buffer: null, cures: [] },
    causes: [{ cause: 'slow_disk', confidence: 0.9, seenBefore: 0, evidence: [] }],
  };
  return {
    ...{ learnedS: 120, neededS: 120, cures: [], lasting: [], incidents: 0 },
    ...{ developer: false, faults: [], findings: [finding] },
    forecasts: [{ ...forecast, likelyS }],
  };
}

describe('a limit that comes', () => {
  it('is told with the finding about it, and by itself when that is over', () => {
    expect(soonLimits(status(null))).toEqual([]);
    expect(soonLimits(status(9_000_000))).toEqual([forecast]);
  });

  it('is in the panel whenever it is announced', () => {
    for (const endedUs of [null, 9_000_000]) {
      const one = status(endedUs);
      expect(soonLimits(one)).toEqual(expect.arrayContaining([...nearLimits(one)]));
    }
  });

  it('is nobody’s worry where it is a day away', () => {
    expect(soonLimits(status(1, 23 * HOUR_S))).toHaveLength(1);
    expect(soonLimits(status(1, 24 * HOUR_S))).toEqual([]);
  });
});
