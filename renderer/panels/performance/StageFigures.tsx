import type { LatencySummary } from '../../../engine/contract/telemetry.ts';
import { classNames } from '../../components/index.ts';
import { formatCount, formatPercent } from '../../format/number.ts';
import { formatDurationUs } from '../../format/time.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';
import { performanceText } from '../../text/performance.ts';

const FIGURES = ['p50Us', 'p95Us', 'p99Us', 'p999Us', 'maxUs'] as const;
const NAMES = {
  p50Us: performanceText.p50,
  p95Us: performanceText.p95,
  p99Us: performanceText.p99,
  p999Us: performanceText.p999,
  maxUs: performanceText.max,
} as const;
/** A change below the histogram's own error says nothing. */
const NOTHING_BELOW = 0.05;

/** A distribution in figures, beside those it is compared with. */
export function StageFigures(props: {
  readonly now: LatencySummary;
  readonly before: LatencySummary | null;
}) {
  const { now, before } = props;
  return (
    <table className="perf-table perf-figures" data-testid="stage-figures">
      <thead>
        <tr>
          <th scope="col">{words.figure}</th>
          {FIGURES.map((figure) => (
            <th key={figure} scope="col">
              {NAMES[figure]}
            </th>
          ))}
          <th scope="col">{performanceText.count}</th>
        </tr>
      </thead>
      <tbody>
        <Row name={words.now} summary={now} />
        {before !== null && (
          <>
            <Row name={words.before} summary={before} />
            <tr>
              <th scope="row">{words.change}</th>
              {FIGURES.map((figure) => (
                <Change key={figure} now={now[figure]} before={before[figure]} />
              ))}
              <td />
            </tr>
          </>
        )}
      </tbody>
    </table>
  );
}

function Row({ name, summary }: { readonly name: string; readonly summary: LatencySummary }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {FIGURES.map((figure) => (
        <td key={figure}>{summary.count === 0 ? '–' : formatDurationUs(summary[figure])}</td>
      ))}
      <td className="dim">{formatCount(summary.count)}</td>
    </tr>
  );
}

function Change({ now, before }: { readonly now: number; readonly before: number }) {
  if (before === 0) return <td className="faint">–</td>;
  const share = now / before - 1;
  const isSmall = Math.abs(share) < NOTHING_BELOW;
  return (
    <td className={classNames(isSmall && 'faint', !isSmall && (share > 0 ? 'warn' : 'buy'))}>
      {formatPercent(share)}
    </td>
  );
}
