import type { RequestBody } from '../../engine/contract/messages.ts';
import type { Answered, ClientObserver } from '../client/engine-client.ts';
import { afterPaint } from '../client/environment.ts';
import type { ClientEnvironment } from '../client/environment.ts';
import { engineClock } from './clock-alignment.ts';
import { keyPressMs, recordLatency } from './latency.ts';
import { keepOrderTiming } from './order-timings.ts';
import type { OrderTiming } from './order-timings.ts';

const US_PER_MS = 1_000;

/** Feeds the page's histograms from what the client sees of orders and data frames. */
export function latencyObserver(environment: ClientEnvironment): ClientObserver {
  /** Key press of each order under way; the client has a bound on how many there can be. */
  const pressed = new Map<RequestBody, number>();
  return {
    sent: (body, atMs) => {
      const keyMs = keyPressMs();
      if (body.type !== 'order.submit' || keyMs === null) return;
      pressed.set(body, keyMs);
      recordLatency('key.send', (atMs - keyMs) * US_PER_MS);
    },
    answered: (body, startedMs, atMs, answer) => {
      const receivedUs = receivedOf(answer);
      if (body.type !== 'order.submit' && receivedUs === null) return;
      const keyMs = pressed.get(body) ?? null;
      pressed.delete(body);
      const timing: OrderTiming | null =
        receivedUs === null
          ? null
          : { receivedUs, keyMs, sentMs: startedMs, answeredMs: atMs, paintedMs: null };
      if (timing !== null) keepOrderTiming(timing);
      const isSubmit = body.type === 'order.submit';
      if (isSubmit) recordLatency('order.round_trip', (atMs - startedMs) * US_PER_MS);
      afterPaint(environment, () => {
        // Nothing of a hidden window is painted.
        if (environment.hidden()) return;
        const paintedMs = environment.nowMs();
        if (timing !== null) timing.paintedMs = paintedMs;
        if (!isSubmit) return;
        recordLatency('ack.paint', (paintedMs - atMs) * US_PER_MS);
        if (keyMs !== null) recordLatency('key.paint', (paintedMs - keyMs) * US_PER_MS);
      });
    },
    frameArrived: (sentUs, arrivedMs) => {
      engineClock.hear(sentUs, arrivedMs);
      const sentMs = engineClock.toWindowMs(sentUs);
      // Where the clocks have drifted a frame may seem to come before it was sent.
      if (sentMs !== null) {
        recordLatency('market.transit', Math.max(0, arrivedMs - sentMs) * US_PER_MS);
      }
    },
    framePainted: (arrivedMs, paintedMs) => {
      recordLatency('market.paint', (paintedMs - arrivedMs) * US_PER_MS);
    },
  };
}

/** When the engine took a command on an order; null for every other answer. */
function receivedOf(answer: Answered): number | null {
  return 'stages' in answer ? answer.stages.receivedUs : null;
}
