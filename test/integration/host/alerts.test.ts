/** Alerts of the whole engine: over a restart, told to all clients, on fills and on prices. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AlertCondition } from '../../../engine/contract/alerts.ts';
import { EngineHarness } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';

let harness: EngineHarness | null = null;
afterEach(async () => {
  await harness?.stopAndRemove();
  harness = null;
});

function set(client: TestClient, condition: AlertCondition) {
  const spec = { condition, repeat: 'once', cooldownS: 60, note: 'mine' } as const;
  return client.request({ type: 'alert.create', spec });
}

function firingOf(client: TestClient, alertId: number) {
  return client.until(() =>
    client.heard.find(
      (one) => one.type === 'alert' && one.change.alertId === alertId && one.change.firing !== null,
    ),
  );
}

describe('alerts of the engine', () => {
  it('are heard by every client when an order fills, and outlive a restart', async () => {
    harness = await EngineHarness.start();
    const [a, b] = [await harness.client(), await harness.client()];
    a.subscribe({ channel: 'quotes' });
    await a.update('quotes');
    const filled = { kind: 'order', symbol: 'AAPL', events: ['filled'] } as const;
    const { alert } = await set(a, { ...filled, events: ['filled'] });
    const far = { kind: 'price', symbol: 'AAPL', direction: 'above', priceTicks: 9e9 } as const;
    const waiting = await set(b, far);
    expect(waiting.alert).toMatchObject({ state: 'active', isArmed: true });
    const later = await set(b, { ...filled, symbol: 'MSFT', events: ['filled'] });
    const { order } = await a.request(a.order());
    for (const client of [a, b]) {
      const heard = await firingOf(client, alert.alertId);
      expect(heard).toMatchObject({
        change: { firing: { order: { orderId: order.orderId, event: 'filled' } } },
      });
    }
    await harness.stop();
    harness = await EngineHarness.start(harness.folder);
    const after = await harness.client();
    const { alerts, firings } = await after.request({ type: 'alert.list' });
    expect(firings).toEqual([]);
    expect(alerts).toMatchObject([
      { alertId: alert.alertId, state: 'done', firedCount: 1 },
      { ...waiting.alert },
      { ...later.alert },
    ]);
    after.subscribe({ channel: 'quotes' });
    await after.update('quotes');
    const { order: next } = await after.request(after.order({ symbol: 'MSFT' }));
    expect(await firingOf(after, later.alert.alertId)).toMatchObject({
      change: { firing: { order: { orderId: next.orderId, event: 'filled' } } },
    });
  });

  it('go off by the market alone', async () => {
    harness = await EngineHarness.start();
    const client = await harness.client();
    client.subscribe({ channel: 'quotes' });
    const { data } = await client.update('quotes');
    const quote = data.quotes.find(({ symbol }) => symbol === 'AAPL');
    const lastTicks = quote?.lastTicks ?? 0;
    // The next trade but those at the very same price is on one side or the other.
    const at = { kind: 'price', symbol: 'AAPL' } as const;
    const up = await set(client, { ...at, direction: 'above', priceTicks: lastTicks + 1 });
    const down = await set(client, { ...at, direction: 'below', priceTicks: lastTicks - 1 });
    await client.until(() =>
      client.heard.find(
        (one) =>
          one.type === 'alert' &&
          [up.alert.alertId, down.alert.alertId].includes(one.change.alertId) &&
          one.change.firing !== null,
      ),
    );
  });
});
