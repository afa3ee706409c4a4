import type { AdvisorStatus } from '../../../engine/contract/advisor.ts';
import type { Telemetry } from '../../../engine/contract/messages.ts';

/**
 * What a user can attach to a report of a fault: findings and measurements. No keys, no orders, no
 * positions and no symbols are in it, because neither the advisor nor telemetry has them; details of cures
 * may name a client and are left out.
 */
export function healthReport(
  productVersion: string,
  userAgent: string,
  advisor: AdvisorStatus | null,
  telemetry: Telemetry | null,
): object {
  return {
    format: 'securetrade-health-report',
    version: 1,
    productVersion,
    userAgent,
    findings: advisor?.findings ?? [],
    forecasts: advisor?.forecasts ?? [],
    cures: advisor?.cures.map(({ detail: _, ...run }) => run) ?? [],
    learnedS: advisor?.learnedS ?? 0,
    sample: telemetry?.sample ?? null,
    buffers: telemetry?.buffers ?? [],
    processes:
      telemetry?.processes.map(({ name, kind, cpuCores, memoryBytes }) => {
        return { name, kind, cpuCores, memoryBytes };
      }) ?? [],
  };
}
