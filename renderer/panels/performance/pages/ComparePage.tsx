import { useMemo, useState } from 'react';
import type { MetricName } from '../../../../engine/contract/metrics.ts';
import { Button, EmptyText, Segmented, Spacer, classNames } from '../../../components/index.ts';
import { NO_VALUE, formatCount, formatPercent } from '../../../format/number.ts';
import { zoneLabel } from '../../../format/time.ts';
import { useExchangeZone } from '../../../stores/market.ts';
import { comparisonText as words } from '../../../text/comparison.ts';
import { performancePagesText } from '../../../text/performance-pages.ts';
import { TimeLineView } from '../TimeLineView.tsx';
import { PeriodFields } from '../compare/PeriodFields.tsx';
import { COMPARED, changeOf, figuresOf, lastAgainstBefore } from '../compare/periods.ts';
import type { Period, PeriodFigures } from '../compare/periods.ts';
import { usePeriods } from '../compare/use-periods.ts';
import type { Compared } from '../compare/use-periods.ts';
import { formatMetric } from '../format-metric.ts';

const US_PER_MS = 1_000;
/** Lengths that are at hand, in seconds. */
const LENGTHS_S = [300, 3_600, 86_400] as const;
/** Neither of these lengths: what the fields say. */
const OWN = 'own';
/** A change below this says nothing. */
const NOTHING_BELOW = 0.05;

const nowUs = (): number => Date.now() * US_PER_MS;

/** Any two periods beside each other: what was measured in both, and its course in each. */
export function ComparePage() {
  const [periods, setPeriods] = useState(() => lastAgainstBefore(nowUs(), LENGTHS_S[0]));
  const [length, setLength] = useState<string>(String(LENGTHS_S[0]));
  const [metric, setMetric] = useState<MetricName>('loop.delay.p99');
  const [again, setAgain] = useState(0);
  const compared = usePeriods(periods, again);
  const zone = useExchangeZone('');
  return (
    <div className="perf-stage">
      <div className="perf-tools">
        <div className="perf-compare-lengths">
          <Segmented
            label={words.lengths}
            value={length}
            choices={[...LENGTHS_S.map(String), OWN].map((value) => ({
              value,
              text: words.lengthNames[value] ?? value,
            }))}
            onChange={(value) => {
              setLength(value);
              if (value !== OWN) setPeriods(lastAgainstBefore(nowUs(), Number(value)));
            }}
          />
        </div>
        <PeriodFields
          name="A"
          zone={zone}
          period={periods.a}
          onChange={(a) => {
            setLength(OWN);
            setPeriods({ ...periods, a });
          }}
        />
        <PeriodFields
          name="B"
          zone={zone}
          period={periods.b}
          onChange={(b) => {
            setLength(OWN);
            setPeriods({ ...periods, b });
          }}
        />
        {Number.isFinite(periods.b.toUs) && (
          <span className="dim">{zoneLabel(zone, periods.b.toUs)}</span>
        )}
        <Spacer />
        <Button small title={words.againTitle} onClick={() => setAgain(again + 1)}>
          {performancePagesText.refresh}
        </Button>
      </div>
      {compared.problem === '' ? (
        <div className="perf-stage-charts">
          <section className="perf-compare">
            <ComparisonTable compared={compared} metric={metric} onChoose={setMetric} />
          </section>
          <section className="perf-stage-past">
            <Course name="A" period={periods.a} metric={metric} compared={compared} />
            <Course name="B" period={periods.b} metric={metric} compared={compared} />
          </section>
        </div>
      ) : (
        <EmptyText>{performancePagesText.historyProblem(compared.problem)}</EmptyText>
      )}
    </div>
  );
}

function ComparisonTable(props: {
  readonly compared: Compared;
  readonly metric: MetricName;
  readonly onChoose: (metric: MetricName) => void;
}) {
  const { compared, metric: chosen, onChoose } = props;
  const { a, b, resolutionS } = compared;
  return (
    <table className="perf-table" data-testid="comparison" title={words.samplesOf(resolutionS)}>
      <thead>
        <tr>
          <th scope="col">{words.metric}</th>
          <th scope="col">{words.middle('A')}</th>
          <th scope="col">{words.middle('B')}</th>
          <th scope="col">{performancePagesText.change}</th>
          <th scope="col">{words.highest('A')}</th>
          <th scope="col">{words.highest('B')}</th>
        </tr>
      </thead>
      <tbody>
        {COMPARED.map((metric) => {
          const ofA = figuresOf(a, metric);
          const ofB = figuresOf(b, metric);
          return (
            <tr key={metric} className={classNames(metric === chosen && 'perf-chosen')}>
              <th scope="row" title={metric}>
                <button
                  type="button"
                  className="perf-link"
                  aria-pressed={metric === chosen}
                  onClick={() => onChoose(metric)}
                >
                  {words.metrics[metric] ?? metric}
                </button>
              </th>
              <Value metric={metric} value={ofA?.middle} of={ofA} />
              <Value metric={metric} value={ofB?.middle} of={ofB} />
              <Change share={changeOf(ofA, ofB)} />
              <Value metric={metric} value={ofA?.highest} of={ofA} />
              <Value metric={metric} value={ofB?.highest} of={ofB} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value(props: {
  readonly metric: MetricName;
  readonly value: number | undefined;
  readonly of: PeriodFigures | null;
}) {
  const { metric, value, of } = props;
  if (of === null) return <td className="faint">{NO_VALUE}</td>;
  return <td title={words.samples(formatCount(of.samples))}>{formatMetric(metric, value)}</td>;
}

/** By sign and words: whether more is worse depends on what it is. */
function Change({ share }: { readonly share: number | null }) {
  if (share === null) return <td className="faint">{NO_VALUE}</td>;
  return (
    <td className={classNames(Math.abs(share) < NOTHING_BELOW && 'faint')}>
      {formatPercent(share)}
    </td>
  );
}

function Course(props: {
  readonly name: 'A' | 'B';
  readonly period: Period;
  readonly metric: MetricName;
  readonly compared: Compared;
}) {
  const { name, period, metric, compared } = props;
  const samples = name === 'A' ? compared.a : compared.b;
  const title = words.course(words.metrics[metric] ?? metric, name);
  const metrics = useMemo(() => [{ name: title, metric }], [title, metric]);
  const hasSome = samples.filter(({ values }) => values[metric] !== undefined).length > 1;
  if (!hasSome) return <EmptyText>{words.nothing(name)}</EmptyText>;
  const { notes } = compared;
  return <TimeLineView label={title} {...{ metrics, samples, notes, period }} />;
}
