import { EmptyText } from '../../../components/index.ts';
import { formatCount } from '../../../format/number.ts';
import { formatDurationUs } from '../../../format/time.ts';
import { useSource } from '../../../stores/market.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { performanceText } from '../../../text/performance.ts';
import { formatMetric } from '../format-metric.ts';
import type { PageProps } from './page.ts';

/** The connection to a real market in figures, and the requests beside it. */
export function FeedPage({ measurements: { engine } }: PageProps) {
  const feed = useSource((source) => source.status?.feed ?? null);
  if (feed === null) return <EmptyText>{words.feedNone}</EmptyText>;
  const facts = words.feedFacts;
  const values = engine?.sample.values ?? {};
  const trip = engine?.stages['api.round_trip'];
  const rows: readonly (readonly [name: string, value: string])[] = [
    [facts.feed, feed.feed],
    [facts.state, feed.state],
    [facts.lag, formatDurationUs(feed.lagUs)],
    [facts.queue, performanceText.of(formatCount(feed.queueLength), formatCount(feed.queueBound))],
    [facts.deepest, formatCount(feed.queueDeepest)],
    [facts.messages, formatMetric('feed.messages', values['feed.messages'])],
    [facts.conflated, formatCount(feed.conflated)],
    [facts.losses, formatCount(feed.losses)],
    [facts.unknown, `${formatCount(feed.unknown)} / ${formatCount(feed.invalid)}`],
    [facts.followed, formatCount(feed.followed)],
    [facts.gaps, formatCount(feed.gaps.length)],
    [facts.budget, formatMetric('api.budget_used', values['api.budget_used'])],
    [
      facts.roundTrip,
      trip === undefined || trip.count === 0
        ? performanceText.never
        : `${formatDurationUs(trip.p50Us)} / ${formatDurationUs(trip.p99Us)}`,
    ],
  ];
  return (
    <div className="perf">
      <section className="perf-gauges">
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
      </section>
    </div>
  );
}
