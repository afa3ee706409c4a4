import { useEffect, useState } from 'react';
import type { EngineStage, WindowName, WindowStage } from '../../../engine/contract/metrics.ts';
import type { LatencySummary } from '../../../engine/contract/telemetry.ts';
import { useEngine } from '../../client/engine-context.ts';
import { latencySummary } from '../../stores/latency.ts';
import type { Measurements } from './measurements.ts';

/** Figures by stage; none of those that are not known yet. */
export type StageFigures = Readonly<Partial<Record<EngineStage | WindowStage, LatencySummary>>>;

/** The figures of all stages, of engine and page, over the same window. The engine tells those of a minute by itself. */
export function useStageFigures(
  { engine, window: ofPage }: Measurements,
  window: WindowName,
): StageFigures {
  const client = useEngine();
  const tick = engine?.atUs ?? 0;
  const [asked, setAsked] = useState<{
    readonly window: WindowName;
    readonly figures: StageFigures;
  }>({ window: '1min', figures: {} });
  useEffect(() => {
    if (window === '1min') return undefined;
    let isOver = false;
    client.send({ type: 'telemetry.stages', window }).then(
      ({ figures }) => {
        if (!isOver) setAsked({ window, figures: { ...figures, ...latencySummary(window) } });
      },
      // Asked again in a second; the panel says elsewhere that the engine is away.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, window, tick]);
  if (window === '1min') return { ...engine?.stages, ...ofPage };
  return asked.window === window ? asked.figures : {};
}
