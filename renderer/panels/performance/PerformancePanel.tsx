import { useState } from 'react';
import type { StatementTiming } from '../../../engine/contract/messages.ts';
import { isoTimeUtc } from '../../../engine/domain/session.ts';
import { Badge, Button, PanelBody, Spacer } from '../../components/index.ts';
import { formatAge } from '../../format/time.ts';
import { useConnection } from '../../stores/connection.ts';
import { resetLatency } from '../../stores/latency.ts';
import { performanceText } from '../../text/performance.ts';
import { GaugeTable } from './GaugeTable.tsx';
import { LatencyCells, LatencyHead, LatencyTable } from './LatencyTable.tsx';
import { gaugesOf } from './gauges.ts';
import { useMeasurements } from './measurements.ts';
import type { Measurements } from './measurements.ts';
import { saveJson } from './save-json.ts';
import './performance.css';

const US_PER_S = 1_000_000;
const US_PER_MS = 1_000;

/** How fast each part is, against what is promised; all of it measured here and now. */
export function PerformancePanel() {
  const [paused, setPaused] = useState(false);
  const measurements = useMeasurements(paused);
  const product = useConnection((connection) => connection.welcome?.productVersion ?? '');
  const { engine } = measurements;

  const save = (): void => {
    const stamp = isoTimeUtc(Date.now() * US_PER_MS).replaceAll(/[-:]|\.\d+/g, '');
    const name = performanceText.fileName(stamp);
    saveJson(name, { product, userAgent: navigator.userAgent, ...measurements });
  };

  return (
    <PanelBody
      toolbar={
        <>
          <Button small aria-pressed={paused} className="toggle" onClick={() => setPaused(!paused)}>
            {paused ? performanceText.resume : performanceText.pause}
          </Button>
          <Button small title={performanceText.resetTitle} onClick={resetLatency}>
            {performanceText.reset}
          </Button>
          {paused && <Badge tone="warn">{performanceText.paused}</Badge>}
          <Spacer />
          {engine !== null && (
            <span className="dim">
              {performanceText.uptime(formatAge(engine.uptimeS * US_PER_S))}
            </span>
          )}
          <Button small onClick={save}>
            {performanceText.exportJson}
          </Button>
        </>
      }
    >
      <div
        className="perf"
        data-autofocus
        role="region"
        aria-label={performanceText.label}
        tabIndex={0}
      >
        <section className="perf-latency">
          <LatencyTable measurements={measurements} />
        </section>
        <section className="perf-gauges">
          <GaugeTable gauges={gaugesOf(measurements)} />
        </section>
        <section className="perf-statements">
          <StatementTable statements={statementsOf(measurements)} />
        </section>
      </div>
    </PanelBody>
  );
}

/** Slowest tail first. */
function statementsOf({ engine }: Measurements): readonly StatementTiming[] {
  return (engine?.statements ?? []).toSorted((a, b) => b.latency.p99Us - a.latency.p99Us);
}

function StatementTable({ statements }: { readonly statements: readonly StatementTiming[] }) {
  return (
    <table className="perf-table" data-testid="statement-table">
      <LatencyHead first={performanceText.statement} target={false} />
      <tbody>
        {statements.map(({ name, latency }) => (
          <tr key={name}>
            <th scope="row" title={name} className="mono">
              {name}
            </th>
            <LatencyCells latency={latency} />
          </tr>
        ))}
        {statements.length === 0 && (
          <tr>
            <td colSpan={6} className="faint perf-none">
              {performanceText.noStatements}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
