import type { RequestBody } from '../../engine/contract/messages.ts';
import type { ClientObserver } from '../client/engine-client.ts';
import type { ClientEnvironment } from '../client/environment.ts';
import { keyPressMs, recordLatency } from './latency.ts';

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
    answered: (body, startedMs, atMs) => {
      if (body.type !== 'order.submit') return;
      recordLatency('order.round_trip', (atMs - startedMs) * US_PER_MS);
      const keyMs = pressed.get(body);
      pressed.delete(body);
      environment.nextFrame(() => {
        const paintedMs = environment.nowMs();
        recordLatency('ack.paint', (paintedMs - atMs) * US_PER_MS);
        if (keyMs !== undefined) recordLatency('key.paint', (paintedMs - keyMs) * US_PER_MS);
      });
    },
    framePainted: (arrivedMs, paintedMs) => {
      recordLatency('market.paint', (paintedMs - arrivedMs) * US_PER_MS);
    },
  };
}
