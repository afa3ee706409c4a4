import { useEffect, useState } from 'react';
import type { MetricSample } from '../../../engine/contract/metrics.ts';
import type {
  LatencySummary,
  Telemetry,
  WindowedLatency,
} from '../../../engine/contract/telemetry.ts';
import { judgedLatencyOf, latencySummary, recordLatency } from '../../stores/latency.ts';
import type { WindowStage } from '../../../engine/contract/metrics.ts';
import { useTelemetry } from '../../stores/market.ts';
import { countedFrames } from '../../stores/window-frames.ts';
import { FrameMeter, windowFrames } from './frame-meter.ts';
import type { FrameFigures } from './frame-meter.ts';

/** All that the panel shows, taken at one moment. */
export interface Measurements {
  readonly engine: Telemetry | null;
  /** Oldest first, one a second. */
  readonly history: readonly MetricSample[];
  /** Of the last minute, as the engine's stages are. */
  readonly window: Readonly<Record<WindowStage, LatencySummary>>;
  /** Key press to painted, over the window by which that promise is judged. */
  readonly judgedKey: WindowedLatency;
  readonly frames: FrameFigures;
}

/** Pace of the panel, that of the engine's telemetry. */
const SAMPLE_MS = 1_000;
const US_PER_MS = 1_000;
/** Longest wait for a free moment; a window that has none still shows how it is. */
const IDLE_WAIT_MS = 400;
const NO_FRAMES: FrameFigures = {
  framesPerS: 0,
  frames: 0,
  frameP99Us: 0,
  longTasks: null,
  longTaskMsMax: 0,
};

/** Measurements once a second; stands still while paused. */
export function useMeasurements(paused: boolean): Measurements {
  const [shown, setShown] = useState<Measurements>(() => takeMeasurements(NO_FRAMES));
  useEffect(() => {
    if (paused) return undefined;
    const meter = new FrameMeter(windowFrames, (ms) => recordLatency('frame.gap', ms * US_PER_MS));
    // It may have stood still behind another tab.
    let cancel = whenIdle(() => setShown(takeMeasurements(NO_FRAMES)));
    const timer = setInterval(() => {
      cancel();
      cancel = whenIdle(() => {
        const frames = meter.figures();
        // A hidden window has none, which says nothing of how it will be when it is shown.
        if (!document.hidden) countedFrames(frames.framesPerS);
        setShown(takeMeasurements(frames));
      });
    }, SAMPLE_MS);
    return () => {
      clearInterval(timer);
      cancel();
      meter.dispose();
    };
  }, [paused]);
  return shown;
}

/** Runs between two frames when nothing else is to be done, so that drawing the panel costs none. */
export function whenIdle(run: () => void): () => void {
  const handle = requestIdleCallback(run, { timeout: IDLE_WAIT_MS });
  return () => cancelIdleCallback(handle);
}

function takeMeasurements(frames: FrameFigures): Measurements {
  const { latest, history } = useTelemetry.getState();
  return {
    engine: latest,
    history,
    window: latencySummary('1min'),
    judgedKey: judgedLatencyOf('key.paint'),
    frames,
  };
}
