import { useEffect, useState } from 'react';
import type { LatencySummary, Telemetry } from '../../../engine/contract/messages.ts';
import { latencySummary } from '../../stores/latency.ts';
import type { WindowStage } from '../../../engine/contract/metrics.ts';
import { useTelemetry } from '../../stores/market.ts';
import { FrameMeter, windowFrames } from './frame-meter.ts';
import type { FrameFigures } from './frame-meter.ts';

/** All that the panel shows, taken at one moment. */
export interface Measurements {
  readonly engine: Telemetry | null;
  /** Oldest first, one a second. */
  readonly history: readonly Telemetry[];
  readonly window: Readonly<Record<WindowStage, LatencySummary>>;
  readonly frames: FrameFigures;
}

/** Pace of the panel, that of the engine's telemetry. */
const SAMPLE_MS = 1_000;
const NO_FRAMES: FrameFigures = {
  framesPerS: 0,
  frameP99Us: 0,
  longTasks: null,
  longTaskMsMax: 0,
};

/** Measurements once a second; stands still while paused. */
export function useMeasurements(paused: boolean): Measurements {
  const [shown, setShown] = useState<Measurements>(() => takeMeasurements(NO_FRAMES));
  useEffect(() => {
    if (paused) return undefined;
    const meter = new FrameMeter(windowFrames);
    const timer = setInterval(() => setShown(takeMeasurements(meter.figures())), SAMPLE_MS);
    return () => {
      clearInterval(timer);
      meter.dispose();
    };
  }, [paused]);
  return shown;
}

function takeMeasurements(frames: FrameFigures): Measurements {
  const { latest, history } = useTelemetry.getState();
  return { engine: latest, history, window: latencySummary(), frames };
}
