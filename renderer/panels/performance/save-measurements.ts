import { isoTimeUtc } from '../../../engine/domain/session.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';
import { useAdvisor } from '../../stores/advisor.ts';
import { useConnection } from '../../stores/connection.ts';
import { latencySummary } from '../../stores/latency.ts';
import { useTelemetry } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';
import { performanceText } from '../../text/performance.ts';
import { healthReport } from './health-report.ts';
import type { Measurements } from './measurements.ts';
import { newestIncidents } from './newest-incidents.ts';
import { samplesCsv } from './samples-csv.ts';
import { saveFile } from './save-file.ts';
import { saveJson } from './save-json.ts';

const US_PER_MS = 1_000;

/** All that the panel shows, with the last minutes, as JSON. */
export function saveMeasurements(measurements: Measurements): void {
  const product = useConnection.getState().welcome?.productVersion ?? '';
  const run = latencySummary('run');
  const all = { product, userAgent: navigator.userAgent, ...measurements, windowRun: run };
  saveJson(performanceText.fileName(stamp()), all);
}

/** The samples of the last minutes, a row a second. */
export function saveCsv({ history }: Measurements): void {
  saveFile(words.csvName(stamp()), samplesCsv(history), 'text/csv');
}

/** What a bug report needs. Without the engine it has what this window knows, and that is told. */
export async function saveReport(client: EngineClient): Promise<void> {
  const known = <T>(asked: Promise<T>): Promise<T | null> =>
    asked.catch((error: unknown) => {
      announce('warning', words.reportLacks(problemText(error)), 'telemetry.report');
      return null;
    });
  const engine = await known(client.send<'telemetry.report'>({ type: 'telemetry.report' }));
  // Of an engine that has not answered nobody asks again.
  const incidents = engine === null ? null : await known(newestIncidents(client));
  const report = healthReport({
    productVersion: useConnection.getState().welcome?.productVersion ?? '',
    userAgent: navigator.userAgent,
    advisor: useAdvisor.getState().status,
    incidents,
    engine: engine?.report ?? null,
    telemetry: useTelemetry.getState().latest,
    window: latencySummary('run'),
  });
  saveJson(words.reportName(stamp()), report);
}

function stamp(): string {
  return isoTimeUtc(Date.now() * US_PER_MS).replaceAll(/[-:]|\.\d+/g, '');
}
