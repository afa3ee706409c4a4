import { useMemo, useState } from 'react';
import { summaryOf } from '../../../../engine/contract/latency-summary.ts';
import { ENGINE_STAGES, WINDOW_STAGES } from '../../../../engine/contract/metrics.ts';
import type { MetricName, WindowName } from '../../../../engine/contract/metrics.ts';
import { EMPTY_SNAPSHOT } from '../../../../engine/domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../../../../engine/domain/hdr-histogram.ts';
import { Button, EmptyText, Segmented, Select, Spacer } from '../../../components/index.ts';
import { formatCount } from '../../../format/number.ts';
import { formatDurationUs, formatTime } from '../../../format/time.ts';
import { engineClock } from '../../../stores/clock-alignment.ts';
import { useExchangeZone } from '../../../stores/market.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { performanceText } from '../../../text/performance.ts';
import { Histogram } from '../Histogram.tsx';
import { MarkForm } from '../MarkForm.tsx';
import { StageFigures } from '../StageFigures.tsx';
import { TimeLineView } from '../TimeLineView.tsx';
import { WindowChoice } from '../WindowChoice.tsx';
import { SPANS_S, usePast } from '../use-past.ts';
import type { SpanS } from '../use-past.ts';
import { useStage } from '../use-stage.ts';
import type { PageProps } from './page.ts';

const US_PER_MS = 1_000;

/** Figures that were kept to compare with. */
interface Kept {
  readonly atUs: number;
  readonly snapshot: HistogramSnapshot;
}

/** One stage: its distribution over a window, its course over time, and what it was before. */
export function StagePage({ measurements, stage, onDrill }: PageProps) {
  const [window, setWindow] = useState<WindowName>('1min');
  const [span, setSpan] = useState<SpanS>(300);
  const [kept, setKept] = useState<Readonly<Partial<Record<string, Kept>>>>({});
  const [marks, setMarks] = useState(0);
  const zone = useExchangeZone('');
  const windows = useStage(stage, measurements.engine?.atUs ?? 0);
  const now = windows[window] ?? EMPTY_SNAPSHOT;
  const before = kept[stage] ?? null;
  const summary = summaryOf(now);
  const name = performanceText.stages[stage].name;
  return (
    <div className="perf-stage">
      <div className="perf-tools">
        <Select
          label={words.stage}
          value={stage}
          choices={[...ENGINE_STAGES, ...WINDOW_STAGES].map((one) => ({
            value: one,
            text: performanceText.stages[one].name,
          }))}
          onChange={onDrill}
        />
        <WindowChoice value={window} onChange={setWindow} />
        <Button
          small
          title={words.keepTitle}
          onClick={() =>
            setKept({ ...kept, [stage]: { atUs: Date.now() * US_PER_MS, snapshot: now } })
          }
        >
          {words.keep}
        </Button>
        {before !== null && (
          <>
            <span className="dim">{words.compared(formatTime(before.atUs, { zone }))}</span>
            <Button small onClick={() => setKept({ ...kept, [stage]: undefined })}>
              {words.drop}
            </Button>
          </>
        )}
        {stage === 'market.transit' && <ClockError />}
        <Spacer />
        <MarkForm onMarked={() => setMarks(marks + 1)} />
      </div>
      <div className="perf-stage-charts">
        <section className="perf-stage-now" title={words.errorBound}>
          <Histogram
            label={words.histogram(name, formatCount(now.count))}
            now={now}
            before={before?.snapshot ?? null}
            marks={
              summary.count === 0
                ? []
                : [
                    { name: performanceText.p50, us: summary.p50Us },
                    { name: performanceText.p99, us: summary.p99Us },
                  ]
            }
          />
          <StageFigures
            now={summary}
            before={before === null ? null : summaryOf(before.snapshot)}
          />
        </section>
        <section className="perf-stage-past">
          <Course key={stage} {...{ measurements, stage, span, setSpan, marks, name }} />
        </section>
      </div>
    </div>
  );
}

/** What is measured by two clocks is known no better than they are aligned. */
function ClockError() {
  const { offset } = engineClock;
  if (offset === null) return null;
  return <span className="dim">{words.clockError(formatDurationUs(offset.errorUs))}</span>;
}

function Course(props: {
  readonly measurements: PageProps['measurements'];
  readonly stage: PageProps['stage'];
  readonly name: string;
  readonly span: SpanS;
  readonly setSpan: (span: SpanS) => void;
  readonly marks: number;
}) {
  const { measurements, stage, name, span, setSpan, marks } = props;
  const metrics = useMemo(
    (): readonly { name: string; metric: MetricName }[] => [
      { name: performanceText.p50, metric: `${stage}.p50` },
      { name: performanceText.p99, metric: `${stage}.p99` },
    ],
    [stage],
  );
  const asked = useMemo(() => metrics.map(({ metric }) => metric), [metrics]);
  const past = usePast(asked, span, marks, measurements.engine?.atUs ?? 0);
  const isLive = span === SPANS_S[0];
  const samples = isLive ? measurements.history : past.samples;
  // An axis without a value on it would only show its own marks.
  const isMeasured = samples.some(({ values }) => asked.some((one) => values[one] !== undefined));
  return (
    <>
      <Segmented
        label={words.span}
        value={String(span)}
        choices={SPANS_S.map((one) => ({ value: String(one), text: words.spans[`${one}`] }))}
        onChange={(value) => setSpan(SPANS_S.find((one) => String(one) === value) ?? 300)}
      />
      {past.problem !== '' && !isLive && (
        <EmptyText>{words.historyProblem(past.problem)}</EmptyText>
      )}
      {past.problem === '' && samples.length < 2 && <EmptyText>{words.noHistory}</EmptyText>}
      {past.problem === '' && samples.length >= 2 && !isMeasured && (
        <EmptyText>{words.nothingMeasuredYet}</EmptyText>
      )}
      {samples.length >= 2 && isMeasured && (
        <TimeLineView
          label={words.timeLine(name)}
          metrics={metrics}
          samples={samples}
          notes={past.notes}
        />
      )}
    </>
  );
}
