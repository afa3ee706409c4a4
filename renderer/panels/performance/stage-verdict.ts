import type { EngineStage, WindowStage } from '../../../engine/contract/metrics.ts';
import type { LatencySummary } from '../../../engine/contract/telemetry.ts';
import { LATENCY_TARGETS, SAMPLES_NEEDED, verdictOf } from './targets.ts';
import type { Verdict } from './targets.ts';
import { progressOf, startingProgress } from './VerdictCell.tsx';
import type { Progress } from './VerdictCell.tsx';
import { isEngineStage } from './use-stage.ts';

/** Whether a stage keeps its target, and how far the measuring is; `uptimeS`: of the engine. */
export function stageVerdict(
  stage: EngineStage | WindowStage,
  latency: LatencySummary | null,
  uptimeS: number,
): { readonly verdict: Verdict; readonly progress: Progress } {
  const target = LATENCY_TARGETS[stage];
  const needed = SAMPLES_NEEDED[target?.p99Us === null ? 'p50Us' : 'p99Us'];
  const verdict = latency === null ? 'none' : verdictOf(latency, target);
  // A window is opened at any time, and has no such minute.
  const isOfEngine = verdict === 'fail' && isEngineStage(stage);
  const starting = isOfEngine ? startingProgress(uptimeS) : null;
  return starting === null
    ? { verdict, progress: progressOf(latency?.count ?? 0, needed) }
    : { verdict: 'measuring', progress: starting };
}
