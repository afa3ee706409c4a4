import type { EngineStage, WindowStage } from '../../../engine/contract/metrics.ts';
import { Sparkline, classNames } from '../../components/index.ts';
import { performancePagesText } from '../../text/performance-pages.ts';
import { VerdictCell } from './VerdictCell.tsx';
import type { PromiseLine } from './promises.ts';

/** What the product promises, what is measured, and whether that is kept. */
export function PromiseTable(props: {
  readonly lines: readonly PromiseLine[];
  readonly onDrill: (stage: EngineStage | WindowStage) => void;
}) {
  const { lines, onDrill } = props;
  const having = (wanted: PromiseLine['verdict']): number =>
    lines.filter(({ verdict }) => verdict === wanted).length;
  return (
    <table className="perf-table" data-testid="promise-table">
      <caption className={classNames('perf-caption', having('fail') > 0 ? 'error' : 'dim')}>
        {performancePagesText.verdicts(having('fail'), having('measuring'))}
      </caption>
      <thead>
        <tr>
          <th scope="col">{performancePagesText.promise}</th>
          <th scope="col">{performancePagesText.now}</th>
          <th scope="col" className="perf-course">
            {performancePagesText.trend}
          </th>
          <th scope="col" className="perf-target">
            {performancePagesText.budget}
          </th>
          <th scope="col" className="perf-verdict" />
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <PromiseRow key={line.id} line={line} onDrill={onDrill} />
        ))}
        <tr>
          <td colSpan={5} className="perf-none faint">
            {performancePagesText.byBench}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function PromiseRow(props: {
  readonly line: PromiseLine;
  readonly onDrill: (stage: EngineStage | WindowStage) => void;
}) {
  const { name, value, title, course, budget, verdict, progress, stage, id } = props.line;
  return (
    <tr data-promise={id}>
      <th scope="row">
        {stage === null ? (
          name
        ) : (
          <button
            type="button"
            className="perf-link"
            title={performancePagesText.drill(name)}
            onClick={() => props.onDrill(stage)}
          >
            {name}
          </button>
        )}
      </th>
      <td title={title}>{value}</td>
      <td className="perf-course">
        {course.length > 1 && (
          <Sparkline
            values={course}
            width={72}
            height={14}
            label={`${name}, ${performancePagesText.trend}`}
          />
        )}
      </td>
      <td className="perf-target">{budget}</td>
      <VerdictCell verdict={verdict} progress={progress} />
    </tr>
  );
}
