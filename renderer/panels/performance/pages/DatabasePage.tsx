import type { MetricSample } from '../../../../engine/contract/metrics.ts';
import type { DatabaseFacts, StatementPlan } from '../../../../engine/contract/telemetry.ts';
import type { StatementTiming } from '../../../../engine/contract/messages.ts';
import { Button, EmptyText, Spacer } from '../../../components/index.ts';
import { formatBytes, formatCount } from '../../../format/number.ts';
import { formatAge, formatDurationUs } from '../../../format/time.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { performanceText } from '../../../text/performance.ts';
import { useDatabase } from '../use-database.ts';
import { formatMetric } from '../format-metric.ts';
import { StoreShape } from './StoreShape.tsx';
import type { PageProps } from './page.ts';

const US_PER_S = 1_000_000;

/** Statements with their times and plans; indexes and tables with their use and size. */
export function DatabasePage({ measurements }: PageProps) {
  const { 'store.indexes': indexes, 'store.statistics': statistics } =
    measurements.engine?.sample.values ?? {};
  // Whoever looks at a fault or its cure sees it without asking.
  const { facts, problem, ask } = useDatabase(`${indexes ?? ''} ${statistics ?? ''}`);
  const timings = measurements.engine?.statements ?? [];
  return (
    <div className="perf-database">
      <div className="perf-tools">
        {facts !== null && (
          <span className="dim" title={words.sizesTitle}>
            {words.sizes(formatBytes(facts.fileBytes), formatBytes(facts.freeBytes))}
          </span>
        )}
        {measurements.engine !== null && <LogState values={measurements.engine.sample.values} />}
        <Spacer />
        <Button small onClick={ask}>
          {words.refresh}
        </Button>
      </div>
      {problem !== '' && <EmptyText>{words.databaseProblem(problem)}</EmptyText>}
      {facts !== null && <StoreShape facts={facts} />}
      <section>
        <StatementTable timings={timings} plans={facts?.statements ?? []} />
      </section>
      {facts !== null && <SizeTables facts={facts} />}
    </div>
  );
}

/** The write-ahead log, what in it waits for the database, and since when. */
function LogState({ values }: { readonly values: MetricSample['values'] }) {
  const ageS = values['wal.checkpoint_age'] ?? 0;
  return (
    <span className="dim">
      {words.log(
        formatMetric('wal.bytes', values['wal.bytes']),
        formatMetric('wal.waiting', values['wal.waiting']),
      )}
      {ageS > 0 && words.logFor(formatAge(ageS * US_PER_S))}
    </span>
  );
}

/** Slowest tail first; those that were never called have a plan alone and come last. */
function StatementTable(props: {
  readonly timings: readonly StatementTiming[];
  readonly plans: readonly StatementPlan[];
}) {
  const plans = new Map(props.plans.map((plan) => [plan.name, plan]));
  const timed = props.timings.toSorted((a, b) => b.latency.p99Us - a.latency.p99Us);
  const called = new Set(timed.map(({ name }) => name));
  const rest = props.plans.filter(({ name }) => !called.has(name));
  return (
    <table className="perf-table perf-statement-table" data-testid="statement-table">
      <thead>
        <tr>
          <th scope="col">{performanceText.statement}</th>
          <th scope="col">{words.statementCount}</th>
          <th scope="col">{performanceText.p50}</th>
          <th scope="col">{performanceText.p99}</th>
          <th scope="col">{performanceText.max}</th>
          <th scope="col" className="perf-plan">
            {words.plan}
          </th>
        </tr>
      </thead>
      <tbody>
        {timed.map(({ name, latency }) => (
          <tr key={name}>
            <th scope="row" className="mono" title={plans.get(name)?.sql ?? name}>
              {name}
            </th>
            <td className="dim">{formatCount(latency.count)}</td>
            <td>{formatDurationUs(latency.p50Us)}</td>
            <td>{formatDurationUs(latency.p99Us)}</td>
            <td>{formatDurationUs(latency.maxUs)}</td>
            <PlanCell plan={plans.get(name)} />
          </tr>
        ))}
        {rest.map((plan) => (
          <tr key={plan.name} className="faint">
            <th scope="row" className="mono" title={plan.sql}>
              {plan.name}
            </th>
            <td>0</td>
            <td>{words.never}</td>
            <td>{words.never}</td>
            <td>{words.never}</td>
            <PlanCell plan={plan} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PlanCell({ plan }: { readonly plan: StatementPlan | undefined }) {
  if (plan === undefined) return <td className="perf-plan faint">{words.never}</td>;
  const text = plan.steps.join(' · ');
  return (
    <td className="perf-plan mono" title={plan.steps.join('\n')}>
      {text}
    </td>
  );
}

function SizeTables({ facts }: { readonly facts: DatabaseFacts }) {
  const size = (bytes: number | null): string => (bytes === null ? '–' : formatBytes(bytes));
  const rows = (count: number | null): string => (count === null ? '–' : formatCount(count));
  return (
    <div className="perf">
      <section className="perf-gauges">
        <table className="perf-table" data-testid="index-table">
          <thead>
            <tr>
              <th scope="col">{words.index}</th>
              <th scope="col">{words.onTable}</th>
              <th scope="col">{words.usedBy}</th>
              <th scope="col">{words.rows}</th>
              <th scope="col">{words.size}</th>
            </tr>
          </thead>
          <tbody>
            {facts.indexes.map(({ name, table, statements, bytes, rows: count }) => (
              <tr key={name}>
                <th scope="row" className="mono" title={name}>
                  {name}
                </th>
                <td className="mono">{table}</td>
                <td className={statements === 0 ? 'faint' : ''}>
                  {statements === 0 ? words.unused : formatCount(statements)}
                </td>
                <td>{rows(count)}</td>
                <td>{size(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="perf-gauges">
        <table className="perf-table" data-testid="store-table">
          <thead>
            <tr>
              <th scope="col">{words.table}</th>
              <th scope="col">{words.rows}</th>
              <th scope="col">{words.size}</th>
            </tr>
          </thead>
          <tbody>
            {facts.tables.map(({ name, bytes, rows: count }) => (
              <tr key={name}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td>{rows(count)}</td>
                <td>{size(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
