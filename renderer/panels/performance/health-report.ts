import type { AdvisorStatus, StoredIncident } from '../../../engine/contract/advisor.ts';
import type { WindowStage } from '../../../engine/contract/metrics.ts';
import type {
  HealthReport,
  LatencySummary,
  Telemetry,
} from '../../../engine/contract/telemetry.ts';

/** What is known of the terminal's health; null: not known. */
export interface Health {
  readonly productVersion: string;
  readonly userAgent: string;
  readonly advisor: AdvisorStatus | null;
  /** Of this run and those before, newest first. */
  readonly incidents: readonly StoredIncident[] | null;
  /** What the engine says when it is asked, and what it said last by itself. */
  readonly engine: HealthReport | null;
  readonly telemetry: Telemetry | null;
  /** Stages of this window since it was opened. */
  readonly window: Readonly<Record<WindowStage, LatencySummary>>;
}

/**
 * What a user can attach to a report of a fault: findings, what was done about them and is still on, faults that a
 * developer plays, and measurements of engine and window. No keys, no orders, no positions and no symbols are in it, because neither the advisor nor telemetry has them;
 * details of cures may name a client and are left out.
 */
export function healthReport(health: Health): object {
  const { advisor, engine, telemetry, ...page } = health;
  return {
    format: 'securetrade-health-report',
    version: 3,
    ...page,
    findings: advisor?.findings ?? [],
    forecasts: advisor?.forecasts ?? [],
    cures: advisor?.cures.map(({ detail: _, ...run }) => run) ?? [],
    lasting: advisor?.lasting ?? [],
    developer: advisor?.developer ?? null,
    faults: advisor?.faults ?? [],
    learnedS: advisor?.learnedS ?? 0,
    engine: engine ?? (telemetry === null ? null : { telemetry }),
  };
}
