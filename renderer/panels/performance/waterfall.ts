import type { OrderTrace } from '../../../engine/contract/telemetry.ts';
import type { OrderTiming } from '../../stores/order-timings.ts';
import type { performancePagesText } from '../../text/performance-pages.ts';

/** Those of an order whose number begins so; all where nothing is asked for. */
export function tracesOf(traces: readonly OrderTrace[], number: string): readonly OrderTrace[] {
  const wanted = number.trim();
  if (wanted === '') return traces;
  return traces.filter(({ orderId }) => String(orderId).startsWith(wanted));
}

/** A stage of one command: from when to when, in microseconds after its beginning. */
export interface WaterfallStep {
  readonly id: keyof typeof performancePagesText.steps;
  readonly fromUs: number;
  readonly toUs: number;
}

const US_PER_MS = 1_000;

/**
 * The stages of a command in order. `timing`: what this window knows of it; `toEngineUs` gives a time of
 * this window by the engine's clock, null while the clocks are not aligned.
 */
export function waterfallOf(
  trace: OrderTrace,
  timing: OrderTiming | null,
  toEngineUs: (windowMs: number) => number | null,
): readonly WaterfallStep[] {
  const { receivedUs, matchedUs, beganUs, syncedUs, toldUs } = trace;
  const sentUs = timing === null ? null : toEngineUs(timing.sentMs);
  const startUs =
    timing === null || sentUs === null
      ? receivedUs
      : sentUs - (timing.sentMs - (timing.keyMs ?? timing.sentMs)) * US_PER_MS;
  const steps: WaterfallStep[] = [];
  const add = (id: WaterfallStep['id'], fromUs: number, toUs: number): void => {
    // Aligned clocks are off by some microseconds; no stage takes less than no time.
    steps.push({ id, fromUs: fromUs - startUs, toUs: Math.max(fromUs, toUs) - startUs });
  };
  if (timing !== null && sentUs !== null) {
    if (timing.keyMs !== null) add('key', startUs, sentUs);
    add('sent', sentUs, receivedUs);
  }
  add('match', receivedUs, matchedUs);
  if (beganUs === null || syncedUs === null) add('unwritten', matchedUs, toldUs);
  else {
    add('queue', matchedUs, beganUs);
    add('write', beganUs, syncedUs);
    add('ack', syncedUs, toldUs);
  }
  const answeredUs = timing === null ? null : toEngineUs(timing.answeredMs);
  if (timing === null || answeredUs === null) return steps;
  add('back', toldUs, answeredUs);
  const { paintedMs, answeredMs } = timing;
  if (paintedMs !== null) {
    add('paint', answeredUs, answeredUs + (paintedMs - answeredMs) * US_PER_MS);
  }
  return steps;
}
