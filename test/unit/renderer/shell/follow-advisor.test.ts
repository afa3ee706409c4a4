import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdvisorMetric, Cause } from '../../../../engine/contract/advisor-words.ts';
import type {
  AdvisorStatus,
  CureRun,
  Finding,
  TimeToLimit,
} from '../../../../engine/contract/advisor.ts';
import { followAdvisor } from '../../../../renderer/shell/follow-advisor.ts';
import { useAdvisor } from '../../../../renderer/stores/advisor.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

let nowMs = 0;
let hear: (status: AdvisorStatus) => void;
let stop: () => void;

beforeEach(() => {
  nowMs = 0;
  useNotices.setState({ notices: [] });
  useAdvisor.setState({ status: null, told: null });
  stop = followAdvisor(
    {
      onState: () => () => undefined,
      send: () => Promise.reject(new Error('nobody asks')),
      onAdvisor: (listener) => {
        hear = listener;
        return () => undefined;
      },
    },
    () => nowMs,
  );
});
afterEach(() => {
  stop();
});

function finding(findingId: number, cause: Cause, rest: Partial<Finding> = {}): Finding {
  const metric = 'store.commit';
  return {
    ...{ findingId, sinceUs: 0, foundUs: 5_000_000, endedUs: null, forecast: null, cures: [] },
    buffer: null,
    causes: [
      {
        ...{ cause, confidence: 0.9, seenBefore: 0 },
        evidence: [{ metric, expected: 'above', strength: 1, usual: 900, now: 9_000 }],
      },
    ],
    ...rest,
  };
}

function limit(metric: AdvisorMetric, likelyS: number, highS: number | null): TimeToLimit {
  return { metric, value: 1, limit: 2, perHour: 1, lowS: likelyS / 2, likelyS, highS };
}

function status(findings: Finding[], forecasts: TimeToLimit[] = []): AdvisorStatus {
  return {
    ...{ learnedS: 120, neededS: 120, cures: [], lasting: [], incidents: 0 },
    ...{ developer: false, faults: [], findings, forecasts },
  };
}

const logged = (): readonly string[] =>
  useNotices
    .getState()
    .notices.map(({ text }) => text)
    .reverse();

describe('what the advisor finds', () => {
  it('is told once, however its times are counted, and so is its end', () => {
    hear(status([finding(1, 'slow_disk')]));
    nowMs = 60_000;
    hear(status([finding(1, 'slow_disk', { foundUs: 3_600_000_000 })]));
    hear(status([finding(1, 'slow_disk', { endedUs: 9_000_000 })]));
    expect(logged()).toEqual([expect.stringMatching(/^Slow disk \(90% sure\)/), 'Slow disk: over']);
  });

  it('is told at most every half minute, and then all of it', () => {
    hear(status([finding(1, 'slow_disk')]));
    nowMs = 10_000;
    const all = status([
      finding(3, 'gc_pressure'),
      finding(2, 'slow_reader'),
      finding(1, 'slow_disk'),
    ]);
    hear(all);
    expect(logged()).toHaveLength(1);
    nowMs = 30_000;
    hear(all);
    expect(logged().slice(1)).toEqual([
      expect.stringMatching(/^Garbage collection/),
      expect.stringMatching(/^Slow reader/),
    ]);
    expect(useAdvisor.getState().told?.text).toMatch(/^Garbage collection.* And 1 more\.$/);
  });
});

describe('a cure', () => {
  it('is told once with what came of it, and again when it is taken back', () => {
    const run: CureRun = {
      ...{ findingId: 1, cure: 'conflate', startedUs: 1, metric: 'clients.ack', before: 400_000 },
      ...{ state: 'judging', after: null, undone: false, detail: '"my broker" was slowed' },
    };
    const tell = (changed: Partial<CureRun>): void => {
      hear({ ...status([]), cures: [{ ...run, ...changed }] });
    };
    tell({});
    tell({ state: 'helped', after: 12_000 });
    tell({ state: 'helped', after: 12_000 });
    tell({ state: 'helped', after: 12_000, undone: true });
    const told = 'Fewer frames: helped (Frame taken by window, slowest 400 ms → 12.0 ms)';
    expect(logged()).toEqual([told, `${told}, taken back`]);
  });

  it('of before this page was opened is nothing new', () => {
    const cure = { cure: 'trim', findingId: 1, startedUs: 1, state: 'worse' } as const;
    const rest = { metric: null, before: null, after: null, undone: false, detail: '' };
    hear({ ...status([]), cures: [{ ...cure, ...rest }] });
    expect(logged()).toEqual([]);
  });
});

describe('a limit that is near', () => {
  const disk = status([], [limit('disk.used', 1_500, 2_400)]);

  it('is told before it is reached, once it has been near for some seconds', () => {
    hear(disk);
    nowMs = 9_000;
    hear(disk);
    expect(logged()).toEqual([]);
    nowMs = 10_000;
    hear(disk);
    expect(logged()).toEqual([expect.stringMatching(/^The disk is full in about 25 min/)]);
  });

  it('is not told again each time that it comes and goes', () => {
    for (nowMs = 0; nowMs < 600_000; nowMs += 10_000) {
      hear(nowMs % 50_000 === 40_000 ? status([]) : disk);
    }
    expect(logged()).toHaveLength(1);
  });

  it('is no warning while it is far, while its time is not known, and where a finding is about it', () => {
    const quiet = [
      status([], [limit('disk.used', 90_000, 99_000)]),
      status([], [limit('disk.used', 1_500, null)]),
    ];
    const about = status([finding(1, 'slow_disk')], [limit('store.commit', 1_500, 2_400)]);
    for (const each of [...quiet, about]) {
      nowMs += 60_000;
      hear(each);
      nowMs += 60_000;
      hear(each);
    }
    expect(logged()).toEqual([expect.stringMatching(/^Slow disk/)]);
  });
});
