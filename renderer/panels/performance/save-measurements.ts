import { isoTimeUtc } from '../../../engine/domain/session.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';
import { useConnection } from '../../stores/connection.ts';
import { latencySummary } from '../../stores/latency.ts';
import { announce } from '../../stores/notices.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';
import { performanceText } from '../../text/performance.ts';
import type { Measurements } from './measurements.ts';
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

/** What a bug report needs: the engine's report, and what this window has measured. */
export async function saveReport(client: EngineClient): Promise<void> {
  try {
    const { report } = await client.send({ type: 'telemetry.report' });
    const all = { ...report, userAgent: navigator.userAgent, window: latencySummary('run') };
    saveJson(words.reportName(stamp()), all);
  } catch (error) {
    announce('warning', words.reportFailed(problemText(error)), 'telemetry.report');
  }
}

function stamp(): string {
  return isoTimeUtc(Date.now() * US_PER_MS).replaceAll(/[-:]|\.\d+/g, '');
}
