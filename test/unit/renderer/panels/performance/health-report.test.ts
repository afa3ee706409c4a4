import { describe, expect, it } from 'vitest';
import type { AdvisorStatus, StoredIncident } from '../../../../../engine/contract/advisor.ts';
import { healthReport } from '../../../../../renderer/panels/performance/health-report.ts';
import type { Health } from '../../../../../renderer/panels/performance/health-report.ts';
import { latencySummary } from '../../../../../renderer/stores/latency.ts';
import { quietTelemetry } from '../../../../support/test-engine.ts';

const status: AdvisorStatus = {
  learnedS: 120,
  neededS: 120,
  findings: [
    {
      findingId: 3,
      sinceUs: 1_000_000,
      foundUs: 5_000_000,
      endedUs: null,
      causes: [
        {
          cause: 'chatty_client',
          confidence: 0.9,
          evidence: [
            { metric: 'clients.requests', expected: 'above', strength: 1, usual: 5, now: 900 },
          ],
          seenBefore: 0,
        },
      ],
      forecast: null,
      buffer: null,
      cures: [{ cure: 'slow_client', helped: 0, didNot: 0 }],
    },
  ],
  forecasts: [],
  cures: [
    {
      findingId: 3,
      cure: 'slow_client',
      startedUs: 6_000_000,
      state: 'helped',
      metric: 'clients.requests',
      before: 900,
      after: 50,
      undone: false,
      detail: '"key of my broker" may send 50 requests a second',
    },
  ],
  lasting: ['slow_client'],
  incidents: 1,
  developer: false,
  faults: [],
};

/** Of a page that knows this and nothing else. */
function reportOf(known: Partial<Health>): object {
  return healthReport({
    ...{ productVersion: '1.2.3', userAgent: 'browser' },
    ...{ advisor: null, incidents: null, engine: null, telemetry: null },
    window: latencySummary('run'),
    ...known,
  });
}

describe('the health report', () => {
  it('has what was found, what was done and how that went', () => {
    expect(reportOf({ advisor: status })).toMatchObject({
      productVersion: '1.2.3',
      findings: [{ causes: [{ cause: 'chatty_client', evidence: [{ now: 900 }] }] }],
      cures: [{ cure: 'slow_client', state: 'helped', after: 50 }],
    });
  });

  it('has what happened before, what is still on and which faults are only played', () => {
    const faults = [{ fault: 'slow_disk', strength: 2, endsUs: 9_000_000 }] as const;
    const incidents: readonly StoredIncident[] = [
      {
        ...{ incidentId: 7, machine: 'here', productVersion: '1.0.0', startedUs: 1, lastedS: 9 },
        ...{ cause: 'slow_disk', confidence: 0.9, fingerprint: {}, cure: null, outcome: null },
      },
    ];
    const advisor = { ...status, developer: true, faults };
    expect(reportOf({ advisor, incidents })).toMatchObject({
      incidents,
      lasting: ['slow_client'],
      developer: true,
      faults,
    });
  });

  it('does not have what clients call themselves', () => {
    expect(JSON.stringify(reportOf({ advisor: status }))).not.toContain('broker');
  });

  it('has what the engine said last where it does not answer', () => {
    const collector = quietTelemetry();
    const telemetry = collector.report();
    collector.close();
    expect(reportOf({ telemetry })).toMatchObject({ engine: { telemetry } });
  });

  it('can be saved before the engine has said anything', () => {
    expect(reportOf({})).toMatchObject({ findings: [], engine: null });
  });
});
