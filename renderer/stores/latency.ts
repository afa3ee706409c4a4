import { judgedLatency, summaryOf, windowSummary } from '../../engine/contract/latency-summary.ts';
import { WINDOWS_S, WINDOW_NAMES, WINDOW_STAGES } from '../../engine/contract/metrics.ts';
import type { WindowName, WindowStage } from '../../engine/contract/metrics.ts';
import type { LatencySummary, WindowedLatency } from '../../engine/contract/telemetry.ts';
import { HdrHistogram } from '../../engine/domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../../engine/domain/hdr-histogram.ts';
import { RollingHistogram } from '../../engine/domain/rolling-histogram.ts';

const MS_PER_S = 1_000;
/** A window whose timers slept for longer has nothing left of before: the longest window. */
const TICKS_MAX = 900;

/** Since the page was loaded or the figures were reset, over rolling windows; and since the last report to the engine. */
let rolling = byStage(() => new RollingHistogram());
const sinceReport = byStage(() => new HdrHistogram());
/** When the second that is running began, in milliseconds of performance.now(). */
let secondMs = 0;

/** Adds one duration in microseconds. */
export function recordLatency(stage: WindowStage, us: number): void {
  rolling[stage].record(us);
  sinceReport[stage].record(us);
}

/** Ends all seconds that have passed by now; called about once a second, later where the browser slows timers. */
export function tickLatency(nowMs: number): void {
  const passed = Math.floor((nowMs - secondMs) / MS_PER_S);
  if (passed <= 0) return;
  secondMs += passed * MS_PER_S;
  const ticks = Math.min(passed, TICKS_MAX);
  for (const stage of WINDOW_STAGES) {
    for (let tick = 0; tick < ticks; tick += 1) rolling[stage].tick();
  }
}

/** Distribution of each stage over a window of seconds that have ended. */
export function latencySummary(window: WindowName): Readonly<Record<WindowStage, LatencySummary>> {
  return byStage((stage) => windowSummary(rolling[stage], window));
}

/** What the promise about a stage is judged by. */
export function judgedLatencyOf(stage: WindowStage): WindowedLatency {
  return judgedLatency(rolling[stage]);
}

/** All of a stage by now, since the page was loaded or the last `resetLatency`. */
export function latencySnapshot(stage: WindowStage): HistogramSnapshot {
  return rolling[stage].soFar();
}

/** All windows of one stage, for a drawing. */
export function latencyWindows(
  stage: WindowStage,
): Readonly<Record<WindowName, HistogramSnapshot>> {
  const entries = WINDOW_NAMES.map((name) => [name, rolling[stage].window(WINDOWS_S[name])]);
  // Every window is in the list, so the object has them all.
  const windows = Object.fromEntries(entries) as Record<WindowName, HistogramSnapshot>;
  return { ...windows, run: latencySnapshot(stage) };
}

/** What has come since the last call, which begins anew. */
export function takeReportedLatency(): Readonly<Record<WindowStage, LatencySummary>> {
  const summaries = byStage((stage) => summaryOf(sinceReport[stage].snapshot()));
  for (const stage of WINDOW_STAGES) sinceReport[stage].reset();
  return summaries;
}

export function resetLatency(): void {
  rolling = byStage(() => new RollingHistogram());
}

function byStage<Value>(make: (stage: WindowStage) => Value): Readonly<Record<WindowStage, Value>> {
  const entries = WINDOW_STAGES.map((stage) => [stage, make(stage)]);
  // Built from WINDOW_STAGES, so that every stage is there.
  return Object.fromEntries(entries) as Record<WindowStage, Value>;
}

let keyMs: number | null = null;

/** Runs what a key press does; orders sent in it are timed from the press (`event.timeStamp`). */
export function withKeyPress<Result>(pressedMs: number, run: () => Result): Result {
  keyMs = pressedMs;
  try {
    return run();
  } finally {
    keyMs = null;
  }
}

/** When the key press being handled happened, in milliseconds of performance.now(), or null. */
export function keyPressMs(): number | null {
  return keyMs;
}
