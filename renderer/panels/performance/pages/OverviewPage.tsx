import { useConnection } from '../../../stores/connection.ts';
import { useTimedOnce } from '../../../stores/timed-once.ts';
import { performanceText } from '../../../text/performance.ts';
import { GaugeTable } from '../GaugeTable.tsx';
import { LatencyTable } from '../LatencyTable.tsx';
import { PromiseTable } from '../PromiseTable.tsx';
import { gaugesOf } from '../gauges.ts';
import { promisesOf } from '../promises.ts';
import type { PageProps } from './page.ts';

/** Every promise against what is measured, all stages, and the figures of the processes. */
export function OverviewPage({ measurements, onDrill }: PageProps) {
  const startMs = useConnection((connection) => connection.welcome?.recovery.tookMs ?? null);
  const once = useTimedOnce();
  return (
    <div
      className="perf perf-overview"
      data-autofocus
      role="region"
      aria-label={performanceText.label}
      tabIndex={0}
    >
      <div className="perf-column">
        <section className="perf-promises">
          <PromiseTable lines={promisesOf(measurements, { ...once, startMs })} onDrill={onDrill} />
        </section>
        <section className="perf-gauges">
          <GaugeTable gauges={gaugesOf(measurements)} />
        </section>
      </div>
      <section className="perf-latency">
        <LatencyTable measurements={measurements} onDrill={onDrill} />
      </section>
    </div>
  );
}
