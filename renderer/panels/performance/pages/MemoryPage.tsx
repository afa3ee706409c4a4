import type { BufferFigures, ProcessFigures } from '../../../../engine/contract/telemetry.ts';
import { EmptyText } from '../../../components/index.ts';
import { formatBytes, formatCount } from '../../../format/number.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { performanceText } from '../../../text/performance.ts';
import type { PageProps } from './page.ts';

/** From here on a buffer is shown as nearly full. */
const NEARLY_FULL = 0.8;

/** What holds memory: processes, threads, and every bounded buffer with how full it is. */
export function MemoryPage({ measurements: { engine } }: PageProps) {
  if (engine === null) return <EmptyText>{performanceText.waiting}</EmptyText>;
  return (
    <div className="perf">
      <section className="perf-gauges">
        <table className="perf-table perf-buffers" data-testid="buffer-table">
          <thead>
            <tr>
              <th scope="col">{words.buffer}</th>
              <th scope="col">{words.fill}</th>
              <th scope="col">{words.bound}</th>
              <th scope="col" className="perf-course" />
              <th scope="col" className="perf-target">
                {words.whenFull}
              </th>
            </tr>
          </thead>
          <tbody>
            {engine.buffers.map((buffer) => (
              <BufferRow key={buffer.name} buffer={buffer} />
            ))}
          </tbody>
        </table>
      </section>
      <section className="perf-gauges">
        <table className="perf-table" data-testid="process-table">
          <thead>
            <tr>
              <th scope="col">{words.process}</th>
              <th scope="col">{words.cpu}</th>
              <th scope="col">{words.memoryColumn}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder(engine.processes).map((one) => (
              <tr key={`${one.name} ${one.pid}`}>
                <th scope="row">{words.processNames[one.name] ?? one.name}</th>
                <td>{`${(one.cpuCores * 100).toFixed(1)} %`}</td>
                <td>{one.memoryBytes === null ? '–' : formatBytes(one.memoryBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** The engine with its threads below it, then the others. */
function inOrder(figures: readonly ProcessFigures[]): readonly ProcessFigures[] {
  const threads = figures.filter(({ kind }) => kind === 'thread');
  const [engine, ...others] = figures.filter(({ kind }) => kind === 'process');
  return [...(engine === undefined ? [] : [engine]), ...threads, ...others];
}

function BufferRow({ buffer }: { readonly buffer: BufferFigures }) {
  const { name, fill, bound, whenFull } = buffer;
  const share = Math.min(1, fill / bound);
  const isNear = share >= NEARLY_FULL && whenFull !== 'oldest_goes';
  return (
    <tr>
      <th scope="row" title={name}>
        {words.bufferNames[name] ?? name}
      </th>
      <td className={isNear ? 'warn' : ''}>{formatCount(fill)}</td>
      <td className="dim">{formatCount(bound)}</td>
      <td className="perf-course">
        <svg width="92" height="8" role="img" aria-label={`${(share * 100).toFixed(0)} %`}>
          <rect width="92" height="8" className="perf-fill-all" />
          <rect width={92 * share} height="8" className={isNear ? 'perf-fill-near' : 'perf-fill'} />
        </svg>
      </td>
      <td className="perf-target">{words.whenFullWords[whenFull]}</td>
    </tr>
  );
}
