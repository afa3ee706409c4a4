import { Sparkline } from '../../components/index.ts';
import { performanceText } from '../../text/performance.ts';
import type { Gauge } from './gauges.ts';

/** Figures of engine and window, each with its course over the last minutes. */
export function GaugeTable({
  gauges,
  head = performanceText.process,
}: {
  readonly gauges: readonly Gauge[];
  readonly head?: string;
}) {
  return (
    <table className="perf-table" data-testid="gauge-table">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{performanceText.now}</th>
          <th scope="col" className="perf-course">
            {performanceText.history}
          </th>
          <th className="perf-target" />
          <th className="perf-verdict" />
        </tr>
      </thead>
      <tbody>
        {gauges.map((gauge) => (
          <tr key={gauge.id} data-gauge={gauge.id}>
            <th scope="row" title={gauge.title}>
              {gauge.name}
            </th>
            <td>{gauge.value}</td>
            <td className="perf-course">
              {gauge.history.length > 1 && (
                <Sparkline
                  values={gauge.history}
                  width={72}
                  height={14}
                  label={`${gauge.name}, ${performanceText.history}`}
                />
              )}
            </td>
            <td className="perf-target" />
            <td className="perf-verdict" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
