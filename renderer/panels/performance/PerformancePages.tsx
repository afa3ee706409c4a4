import { useState } from 'react';
import type { EngineStage, WindowStage } from '../../../engine/contract/metrics.ts';
import { useEngine } from '../../client/engine-context.ts';
import { Badge, Button, PanelBody, Segmented, Spacer } from '../../components/index.ts';
import { formatAge } from '../../format/time.ts';
import { resetLatency } from '../../stores/latency.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';
import { performanceText } from '../../text/performance.ts';
import { ProfileButton } from './ProfileButton.tsx';
import { useMeasurements } from './measurements.ts';
import { saveCsv, saveMeasurements, saveReport } from './save-measurements.ts';
import { PAGES } from './pages/pages.ts';
import './performance.css';

const US_PER_S = 1_000_000;

/** The panel itself: its pages, pause, and what can be saved. */
export function PerformancePages() {
  const client = useEngine();
  const [paused, setPaused] = useState(false);
  const [pageId, setPageId] = useState('overview');
  const [stage, setStage] = useState<EngineStage | WindowStage>('order.total');
  const measurements = useMeasurements(paused);
  const { engine } = measurements;
  const page = PAGES.find(({ id }) => id === pageId) ?? PAGES[0];
  return (
    <PanelBody
      keyScrolled
      toolbar={
        <>
          <Segmented
            label={words.pagesLabel}
            value={pageId}
            choices={PAGES.map(({ id, title }) => ({ value: id, text: title }))}
            onChange={setPageId}
          />
          <Button small aria-pressed={paused} className="toggle" onClick={() => setPaused(!paused)}>
            {paused ? performanceText.resume : performanceText.pause}
          </Button>
          {paused && <Badge tone="warn">{performanceText.paused}</Badge>}
          <Spacer />
          {engine !== null && (
            <span className="dim perf-uptime">
              {performanceText.uptime(formatAge(engine.uptimeS * US_PER_S))}
            </span>
          )}
          <Button small title={performanceText.resetTitle} onClick={resetLatency}>
            {performanceText.reset}
          </Button>
          <Button small onClick={() => saveMeasurements(measurements)}>
            {words.exportJson}
          </Button>
          <Button small onClick={() => saveCsv(measurements)}>
            {words.exportCsv}
          </Button>
          <ProfileButton kind="cpu" />
          <ProfileButton kind="heap" />
          <Button small title={words.reportTitle} onClick={() => void saveReport(client)}>
            {words.report}
          </Button>
        </>
      }
    >
      {page !== undefined && (
        <page.View
          measurements={measurements}
          stage={stage}
          onDrill={(chosen) => {
            setStage(chosen);
            setPageId('stages');
          }}
        />
      )}
    </PanelBody>
  );
}
