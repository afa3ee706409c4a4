/**
 * What the browser tells of this window while nobody looks: long pieces of work, input to paint. Reported
 * to the engine every few seconds, so that history and advisor know of it; and its clock aligned with
 * the engine's. All of it passive, but for half a second of frames with each report.
 */
import { WINDOW_STAGES } from '../../engine/contract/metrics.ts';
import type { RequestOf } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { afterPaint, browserEnvironment } from '../client/environment.ts';
import { engineClock } from './clock-alignment.ts';
import { recordLatency, takeReportedLatency, tickLatency } from './latency.ts';
import { useTimedOnce } from './timed-once.ts';
import { newestFrames, sampleFrames } from './window-frames.ts';

const REPORT_EVERY_MS = 5_000;
/** A burst when a line opens, then one with each report. */
const PINGS_AT_START = 5;
const US_PER_MS = 1_000;
const MS_PER_S = 1_000;
/** A window that is covered has no frames; it reports without them. */
const NO_FRAMES_MS = 2_000;

/** Starts it; returns what ends it. */
export function measureWindow(client: EngineClient): () => void {
  let longTaskMs = 0;
  let reportedMs = performance.now();
  const stopTasks = observe('longtask', (entry) => {
    longTaskMs += entry.duration;
  });
  const stopInput = observe('event', (entry) => {
    // Moves of the pointer come with every frame and are not what a person waits for.
    if (/^(key|pointer(down|up)|click)/.test(entry.name)) {
      recordLatency('input.paint', entry.duration * US_PER_MS);
    }
  });
  const stopState = client.onState(({ state }) => {
    if (state !== 'ready') return;
    afterPaint(browserEnvironment, () => {
      const usableMs = useTimedOnce.getState().usableMs ?? performance.now();
      useTimedOnce.setState({ usableMs });
    });
    engineClock.reset();
    void (async () => {
      for (let ping = 0; ping < PINGS_AT_START; ping += 1) await align(client);
    })();
  });
  const seconds = setInterval(() => tickLatency(performance.now()), MS_PER_S);
  const timer = setInterval(() => {
    const tasksMs = longTaskMs;
    longTaskMs = 0;
    if (client.connection.state !== 'ready' || document.hidden) return;
    void framesPerS().then((frames) => {
      const sinceMs = performance.now() - reportedMs;
      reportedMs += sinceMs;
      const longTasks = stopTasks === null ? null : tasksMs / REPORT_EVERY_MS;
      const report = reportOf(sinceMs / MS_PER_S, frames, longTasks);
      // A line that is lost meanwhile takes nothing with it: the next report is due soon.
      if (client.connection.state === 'ready') client.send(report).catch(() => undefined);
    });
    void align(client);
  }, REPORT_EVERY_MS);
  return () => {
    clearInterval(timer);
    clearInterval(seconds);
    stopTasks?.();
    stopInput?.();
    stopState();
  };
}

/** Asks the engine for its clock; nothing when the line is lost. */
async function align(client: EngineClient): Promise<void> {
  const sentMs = performance.now();
  try {
    const { receivedUs, sentUs } = await client.send({ type: 'clock.ping' });
    engineClock.add({ sentMs, receivedUs, answeredUs: sentUs, heardMs: performance.now() });
  } catch {
    // Asked again with the next report.
  }
}

/** As the panel counts them, or of a short stretch; null where the window does not paint. */
function framesPerS(): Promise<number | null> {
  const known = newestFrames();
  if (known !== null) return Promise.resolve(known);
  const counted = sampleFrames((ms) => recordLatency('frame.gap', ms * US_PER_MS));
  const none = new Promise<null>((resolve) => setTimeout(() => resolve(null), NO_FRAMES_MS));
  return Promise.race([counted, none]);
}

function reportOf(
  seconds: number,
  framesPerS: number | null,
  longTasks: number | null,
): RequestOf<'telemetry.window'> {
  const summaries = takeReportedLatency();
  return {
    type: 'telemetry.window',
    seconds,
    framesPerS,
    longTasks: longTasks === null ? null : Math.min(1, longTasks),
    heapBytes: heapBytes(),
    stages: WINDOW_STAGES.flatMap((stage) => {
      const { count, p50Us, p99Us, maxUs } = summaries[stage];
      return count === 0 ? [] : [{ stage, count, p50Us, p99Us, maxUs }];
    }),
  };
}

/** Chrome alone tells it, and its types leave it out. */
function heapBytes(): number | null {
  if (!('memory' in performance)) return null;
  const { memory } = performance;
  if (typeof memory !== 'object' || memory === null || !('usedJSHeapSize' in memory)) return null;
  return typeof memory.usedJSHeapSize === 'number' ? memory.usedJSHeapSize : null;
}

/** Hears of entries of a kind; null where the browser does not have it. */
function observe(type: string, hear: (entry: PerformanceEntry) => void): (() => void) | null {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return null;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) hear(entry);
  });
  // The browser's own least; events are otherwise told from 104 ms up.
  const threshold = type === 'event' ? { durationThreshold: 16 } : {};
  observer.observe({ type, ...threshold });
  return () => observer.disconnect();
}
