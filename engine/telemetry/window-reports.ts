import type { MetricName, MetricSample } from '../contract/metrics.ts';
import type { WindowReport } from '../contract/telemetry-requests.ts';

/** A window that is hidden or gone reports no more; what it said last is not true any longer then. */
const STALE_MS = 10_000;

/** What the windows have measured of themselves, the newest report of each. */
export class WindowReports {
  /** By whoever sends them; as many as there are connections. */
  readonly #newest = new Map<object, { readonly atMs: number; readonly report: WindowReport }>();

  take(sender: object, report: WindowReport): void {
    this.#newest.set(sender, { atMs: performance.now(), report });
  }

  forget(sender: object): void {
    this.#newest.delete(sender);
  }

  /** The slowest window's figures of each kind. */
  values(): MetricSample['values'] {
    const values: Partial<Record<MetricName, number>> = {};
    const raise = (name: MetricName, value: number): void => {
      values[name] = Math.max(value, values[name] ?? 0);
    };
    for (const [sender, { atMs, report }] of this.#newest) {
      if (performance.now() - atMs > STALE_MS) {
        this.#newest.delete(sender);
        continue;
      }
      const { framesPerS } = report;
      if (framesPerS !== null) {
        values['window.fps'] = Math.min(framesPerS, values['window.fps'] ?? framesPerS);
      }
      if (report.longTasks !== null) raise('window.long_tasks', report.longTasks);
      if (report.heapBytes !== null) raise('window.heap', report.heapBytes);
      for (const { stage, p50Us, p99Us, maxUs, count } of report.stages) {
        raise(`${stage}.p50`, p50Us);
        raise(`${stage}.p99`, p99Us);
        raise(`${stage}.max`, maxUs);
        raise(`${stage}.rate`, count / report.seconds);
      }
    }
    return values;
  }
}
