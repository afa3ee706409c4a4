import { useRef } from 'react';
import type { HistogramSnapshot } from '../../../engine/domain/hdr-histogram.ts';
import { EmptyText } from '../../components/index.ts';
import { useClientWidth } from '../../components/use-client-size.ts';
import { formatDurationUs } from '../../format/time.ts';
import { performancePagesText } from '../../text/performance-pages.ts';
import { barsOf, placeOf, ticksOf } from './histogram-bars.ts';

/** Until it is measured. */
const WIDTH = 520;
const HEIGHT = 148;
const AXIS = 16;
/** Of the words of a tick: 100 ms. */
const TICK_PX = 36;

/** Lines across the drawing. */
export interface HistogramMark {
  readonly name: string;
  readonly us: number;
}

interface HistogramProps {
  readonly label: string;
  readonly now: HistogramSnapshot;
  readonly before: HistogramSnapshot | null;
  readonly marks: readonly HistogramMark[];
}

/**
 * A distribution with each doubling as wide as the next; heights grow with the root of the count, so that
 * a rare tail is still seen. `before` is drawn as an outline over it.
 */
export function Histogram(props: HistogramProps) {
  const host = useRef<HTMLDivElement>(null);
  // In pixels of the screen: words in a drawing that is stretched would be smaller than any others.
  const width = useClientWidth(host) ?? WIDTH;
  return (
    <div ref={host} className="perf-histogram">
      <Drawing {...props} width={width} />
    </div>
  );
}

function Drawing(props: HistogramProps & { readonly width: number }) {
  const { label, marks, width: wide } = props;
  const now = barsOf(props.now);
  const before = props.before === null ? [] : barsOf(props.before);
  const all = [...now, ...before];
  if (all.length === 0) return <EmptyText>{performancePagesText.nothingMeasured}</EmptyText>;
  const fromUs = Math.min(...all.map((bar) => bar.fromUs)) / 1.2;
  const toUs = Math.max(...all.map((bar) => bar.toUs)) * 1.2;
  const shareMax = Math.max(
    highest(now, props.now.count),
    highest(before, props.before?.count ?? 0),
  );
  const x = (us: number): number => placeOf(us, fromUs, toUs) * wide;
  const rects = (bars: typeof now, total: number) =>
    bars.map((bar) => {
      const height = Math.sqrt(bar.count / total / shareMax) * (HEIGHT - AXIS - 12);
      const left = x(bar.fromUs);
      const width = Math.max(1, x(bar.toUs) - left - 0.5);
      return { key: bar.fromUs, left, width, top: HEIGHT - AXIS - height, height };
    });
  return (
    <svg width={wide} height={HEIGHT} role="img" aria-label={label}>
      {rects(now, props.now.count).map(({ key, left, width, top, height }) => (
        <rect key={key} x={left} y={top} width={width} height={height} className="perf-bar" />
      ))}
      {rects(before, props.before?.count ?? 1).map(({ key, left, width, top, height }) => (
        <rect
          key={key}
          x={left}
          y={top}
          width={width}
          height={height}
          className="perf-bar-before"
        />
      ))}
      <line x1={0} x2={wide} y1={HEIGHT - AXIS} y2={HEIGHT - AXIS} className="perf-axis" />
      {ticksOf(fromUs, toUs).map((us) => (
        <text
          key={us}
          x={x(us)}
          y={HEIGHT - 4}
          className="perf-tick"
          textAnchor={anchorOf(x(us), wide)}
        >
          {formatDurationUs(us).replace(/\.0+(?= )/, '')}
        </text>
      ))}
      {marks.map(({ name, us }, at) => (
        <g key={name}>
          <line x1={x(us)} x2={x(us)} y1={0} y2={HEIGHT - AXIS} className="perf-mark" />
          <text x={x(us) + 2} y={9 + (at % 2) * 10} className="perf-mark-text">
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Under its mark, but inside of the drawing. */
function anchorOf(at: number, wide: number): 'start' | 'middle' | 'end' {
  if (at < TICK_PX / 2) return 'start';
  return at > wide - TICK_PX / 2 ? 'end' : 'middle';
}

function highest(bars: ReturnType<typeof barsOf>, total: number): number {
  return bars.reduce((most, { count }) => Math.max(most, count / Math.max(1, total)), 0);
}
