import type {
  BufferFigures,
  ProcessFigures,
  Telemetry,
} from '../../../../engine/contract/telemetry.ts';
import { EmptyText } from '../../../components/index.ts';
import { formatBytes, formatCount } from '../../../format/number.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { performanceText } from '../../../text/performance.ts';
import { formatMetric } from '../format-metric.ts';
import { memoryParts, pageBuffers } from '../memory-parts.ts';
import type { PageProps } from './page.ts';

/** From here on a buffer is shown as nearly full. */
const NEARLY_FULL = 0.8;

/** What holds memory: processes, threads, and every bounded buffer with how full it is. */
export function MemoryPage({ measurements: { engine } }: PageProps) {
  if (engine === null) return <EmptyText>{performanceText.waiting}</EmptyText>;
  return (
    <div className="perf">
      <div className="perf-column">
        <section className="perf-gauges">
          <BufferTable head={words.buffer} buffers={engine.buffers} />
        </section>
        <section className="perf-gauges">
          <BufferTable head={words.pageBuffer} buffers={pageBuffers()} />
        </section>
      </div>
      <div className="perf-column">
        <section className="perf-gauges">
          <ProcessTable processes={engine.processes} />
        </section>
        <section className="perf-gauges">
          <PartTable engine={engine} />
        </section>
      </div>
    </div>
  );
}

function BufferTable(props: { readonly head: string; readonly buffers: readonly BufferFigures[] }) {
  return (
    <table className="perf-table perf-buffers" data-testid="buffer-table">
      <thead>
        <tr>
          <th scope="col">{props.head}</th>
          <th scope="col">{words.fill}</th>
          <th scope="col">{words.bound}</th>
          <th scope="col" className="perf-course" />
          <th scope="col" className="perf-target">
            {words.whenFull}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.buffers.map((buffer) => (
          <BufferRow key={buffer.name} buffer={buffer} />
        ))}
      </tbody>
    </table>
  );
}

function PartTable({ engine }: { readonly engine: Telemetry }) {
  return (
    <table className="perf-table" data-testid="memory-table">
      <thead>
        <tr>
          <th scope="col">{words.memoryPart}</th>
          <th scope="col">{words.memoryColumn}</th>
          <th scope="col">{words.bound}</th>
        </tr>
      </thead>
      <tbody>
        {memoryParts(engine).map(({ id, bytes, boundBytes }) => (
          <tr key={id} data-part={id}>
            <th scope="row">{words.memoryParts[id]}</th>
            <td>{formatBytes(bytes)}</td>
            <td className="dim">
              {boundBytes === null ? '' : formatMetric('engine.heap_limit', boundBytes)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ProcessTable({ processes }: { readonly processes: readonly ProcessFigures[] }) {
  return (
    <table className="perf-table" data-testid="process-table">
      <thead>
        <tr>
          <th scope="col">{words.process}</th>
          <th scope="col">{words.cpu}</th>
          <th scope="col">{words.memoryColumn}</th>
        </tr>
      </thead>
      <tbody>
        {inOrder(processes).map((one) => (
          <tr key={`${one.name} ${one.pid}`}>
            <th scope="row">{words.processNames[one.name] ?? one.name}</th>
            <td>{`${(one.cpuCores * 100).toFixed(1)} %`}</td>
            <td>{one.memoryBytes === null ? '–' : formatBytes(one.memoryBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
        <svg width="72" height="8" role="img" aria-label={`${(share * 100).toFixed(0)} %`}>
          <rect width="72" height="8" className="perf-fill-all" />
          <rect width={72 * share} height="8" className={isNear ? 'perf-fill-near' : 'perf-fill'} />
        </svg>
      </td>
      <td className="perf-target">{words.whenFullWords[whenFull]}</td>
    </tr>
  );
}
