import { useState } from 'react';
import type { EngineStage, LatencySummary } from '../../../engine/contract/messages.ts';
import { formatCount } from '../../format/number.ts';
import { formatDurationUs } from '../../format/time.ts';
import type { WindowName, WindowStage } from '../../../engine/contract/metrics.ts';
import { performanceText } from '../../text/performance.ts';
import { VerdictCell } from './VerdictCell.tsx';
import { WindowChoice } from './WindowChoice.tsx';
import type { Measurements } from './measurements.ts';
import { stageVerdict } from './stage-verdict.ts';
import { LATENCY_TARGETS, targetText } from './targets.ts';
import { useStageFigures } from './use-stage-figures.ts';
import type { StageFigures } from './use-stage-figures.ts';

type Stage = EngineStage | WindowStage;

/** Stages in the order in which an order or a price update passes them. */
const GROUPS: readonly { readonly name: string; readonly stages: readonly Stage[] }[] = [
  {
    name: performanceText.order,
    stages: [
      'key.send',
      'order.match',
      'order.queue',
      'order.commit',
      'order.ack',
      'order.total',
      'order.round_trip',
      'ack.paint',
      'key.paint',
    ],
  },
  {
    name: performanceText.market,
    stages: ['market.process', 'market.publish', 'market.transit', 'market.paint'],
  },
  {
    name: performanceText.storage,
    stages: [
      'store.commit',
      'store.sync',
      'store.checkpoint',
      'store.projection',
      'store.read',
      'store.wait',
    ],
  },
  { name: performanceText.engineName, stages: ['loop.delay', 'gc.pause'] },
  { name: performanceText.windowName, stages: ['input.paint', 'frame.gap'] },
];

/** Distribution of each stage against its target. */
export function LatencyTable(props: {
  readonly measurements: Measurements;
  readonly onDrill: (stage: Stage) => void;
}) {
  const { measurements, onDrill } = props;
  const [window, setWindow] = useState<WindowName>('1min');
  const figures = useStageFigures(measurements, window);
  return (
    <table className="perf-table" data-testid="latency-table">
      <caption className="perf-caption">
        <WindowChoice value={window} onChange={setWindow} />
      </caption>
      <LatencyHead first={performanceText.stage} target />
      {GROUPS.map((group) => (
        <tbody key={group.name}>
          <tr className="perf-group">
            <th colSpan={9} scope="rowgroup">
              {group.name}
            </th>
          </tr>
          <StageRows
            stages={group.stages}
            figures={figures}
            uptimeS={measurements.engine?.uptimeS ?? 0}
            onDrill={onDrill}
          />
        </tbody>
      ))}
    </table>
  );
}

/** Stages with their figures, targets and verdicts. */
export function StageRows({
  stages,
  figures,
  ...rest
}: {
  readonly stages: readonly Stage[];
  readonly figures: StageFigures;
  /** Of the engine. */
  readonly uptimeS: number;
  readonly onDrill: (stage: Stage) => void;
}) {
  return stages.map((stage) => (
    <StageRow key={stage} stage={stage} latency={figures[stage] ?? null} {...rest} />
  ));
}

/** One stage with its figures, target and verdict; its name drills into it. */
function StageRow(props: {
  readonly stage: Stage;
  readonly latency: LatencySummary | null;
  /** Of the engine. */
  readonly uptimeS: number;
  readonly onDrill: (stage: Stage) => void;
}) {
  const { stage, latency } = props;
  const target = LATENCY_TARGETS[stage];
  const { name, title } = performanceText.stages[stage];
  const { verdict, progress } = stageVerdict(stage, latency, props.uptimeS);
  return (
    <tr data-stage={stage}>
      <th scope="row" title={title}>
        <button type="button" className="perf-link" onClick={() => props.onDrill(stage)}>
          {name}
        </button>
      </th>
      <LatencyCells latency={latency} />
      <td className="perf-target">{targetText(target)}</td>
      <VerdictCell verdict={verdict} progress={progress} />
    </tr>
  );
}

/** Column heads of a table of distributions. */
export function LatencyHead(props: { readonly first: string; readonly target: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{props.first}</th>
        <th scope="col">{performanceText.p50}</th>
        <th scope="col">{performanceText.p95}</th>
        <th scope="col">{performanceText.p99}</th>
        <th scope="col">{performanceText.p999}</th>
        <th scope="col">{performanceText.max}</th>
        <th scope="col">{performanceText.count}</th>
        {props.target && (
          <>
            <th scope="col" className="perf-target">
              {performanceText.target}
            </th>
            <th className="perf-verdict" />
          </>
        )}
      </tr>
    </thead>
  );
}

/** The figures of one distribution. */
export function LatencyCells({ latency }: { readonly latency: LatencySummary | null }) {
  if (latency === null || latency.count === 0) {
    return (
      <>
        <td className="faint">–</td>
        <td className="faint">–</td>
        <td className="faint">–</td>
        <td className="faint">–</td>
        <td className="faint">–</td>
        <td className="faint">0</td>
      </>
    );
  }
  return (
    <>
      <td>{formatDurationUs(latency.p50Us)}</td>
      <td>{formatDurationUs(latency.p95Us)}</td>
      <td>{formatDurationUs(latency.p99Us)}</td>
      <td>{formatDurationUs(latency.p999Us)}</td>
      <td>{formatDurationUs(latency.maxUs)}</td>
      <td className="dim">{formatCount(latency.count)}</td>
    </>
  );
}
