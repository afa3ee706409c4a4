import { useEffect, useMemo, useState } from 'react';
import { ENGINE_STAGES } from '../../../engine/contract/metrics.ts';
import type { EngineStage, WindowName, WindowStage } from '../../../engine/contract/metrics.ts';
import type { HistogramSnapshot } from '../../../engine/domain/hdr-histogram.ts';
import { useEngine } from '../../client/engine-context.ts';
import { latencyWindows } from '../../stores/latency.ts';

/** Distributions by window. */
export type StageWindows = Readonly<Partial<Record<WindowName, HistogramSnapshot>>>;

/** Whether the engine keeps it, and not this page. */
export function isEngineStage(stage: EngineStage | WindowStage): stage is EngineStage {
  return ENGINE_STAGES.some((one) => one === stage);
}

/** The distributions of a stage, asked again whenever `tick` changes. */
export function useStage(stage: EngineStage | WindowStage, tick: number): StageWindows {
  const client = useEngine();
  const [found, setFound] = useState<{ readonly stage: string; readonly windows: StageWindows }>({
    stage: '',
    windows: {},
  });
  useEffect(() => {
    if (!isEngineStage(stage)) return undefined;
    let isOver = false;
    client.send({ type: 'telemetry.stage', stage }).then(
      ({ windows }) => {
        if (!isOver) setFound({ stage, windows });
      },
      // Asked again in a second; the panel says elsewhere that the engine is away.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, stage, tick]);
  // Looked at again with each tick, and not in between: a panel that is paused stands still.
  const own = useMemo(
    () => (isEngineStage(stage) ? null : { tick, stage: latencyWindows(stage) }),
    [stage, tick],
  );
  if (own !== null) return own.stage;
  return found.stage === stage ? found.windows : {};
}
