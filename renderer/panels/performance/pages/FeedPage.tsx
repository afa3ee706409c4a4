import type { EngineStage, WindowStage } from '../../../../engine/contract/metrics.ts';
import { EmptyText } from '../../../components/index.ts';
import { formatCount } from '../../../format/number.ts';
import { formatDurationUs } from '../../../format/time.ts';
import { useSource } from '../../../stores/market.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { performanceText } from '../../../text/performance.ts';
import { GaugeTable } from '../GaugeTable.tsx';
import { LatencyHead, StageRows } from '../LatencyTable.tsx';
import { feedGaugesOf } from '../gauges.ts';
import { useStageFigures } from '../use-stage-figures.ts';
import type { PageProps } from './page.ts';

/** In the order in which a price update passes them, and the requests beside it. */
const STAGES: readonly (EngineStage | WindowStage)[] = [
  'feed.wait',
  'feed.lag',
  'market.process',
  'market.publish',
  'market.transit',
  'market.paint',
  'api.round_trip',
  'api.overhead',
];

/** Market data from its source to the screen, the connection to a real market, and the requests beside it. */
export function FeedPage({ measurements, onDrill }: PageProps) {
  const figures = useStageFigures(measurements, '1min');
  return (
    <div className="perf perf-overview">
      <div className="perf-column">
        <section className="perf-gauges">
          <GaugeTable head={performanceText.flow} gauges={feedGaugesOf(measurements)} />
        </section>
        <section className="perf-gauges">
          <FeedFacts />
        </section>
      </div>
      <section className="perf-latency">
        <table className="perf-table" data-testid="feed-stages">
          <LatencyHead first={words.lastMinute} target />
          <tbody>
            <StageRows
              stages={STAGES}
              figures={figures}
              uptimeS={measurements.engine?.uptimeS ?? 0}
              onDrill={onDrill}
            />
          </tbody>
        </table>
      </section>
    </div>
  );
}

function FeedFacts() {
  const feed = useSource((source) => source.status?.feed ?? null);
  if (feed === null) return <EmptyText>{words.feedNone}</EmptyText>;
  const facts = words.feedFacts;
  const rows: readonly (readonly [name: string, value: string])[] = [
    [facts.feed, feed.feed],
    [facts.state, feed.state],
    [facts.lag, formatDurationUs(feed.lagUs)],
    [facts.queue, performanceText.of(formatCount(feed.queueLength), formatCount(feed.queueBound))],
    [facts.deepest, formatCount(feed.queueDeepest)],
    [facts.conflated, formatCount(feed.conflated)],
    [facts.losses, formatCount(feed.losses)],
    [facts.unknown, `${formatCount(feed.unknown)} / ${formatCount(feed.invalid)}`],
    [facts.followed, formatCount(feed.followed)],
    [facts.gaps, formatCount(feed.gaps.length)],
  ];
  return (
    <table className="perf-table" data-testid="feed-table">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
