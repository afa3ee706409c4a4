/** A market of so many events a second, by the engine's own count. */
import { connectSocket } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';

/** Looks at the rate, at most, to bring it near what is wanted. */
const STEPS = 4;
const NEAR = 0.1;
const SPEED_MAX = 1_000;

/** Another client of a served terminal, to steer its market. */
export async function steeringClient(address: string): Promise<TestClient> {
  const { port, hash } = new URL(address);
  const client = await connectSocket(Number(port));
  await client.hello('bench', hash.replace('#token=', ''));
  client.subscribe({ channel: 'quotes' });
  client.subscribe({ channel: 'telemetry' });
  await client.update('quotes');
  await client.update('telemetry');
  return client;
}

/** Events of the last whole second. */
export async function eventsPerS(client: TestClient): Promise<number> {
  client.updates.length = 0;
  const { data } = await client.update('telemetry');
  return data.marketEventsPerS;
}

/** Sets the market's speed so that `wanted` events come a second; returns how many come. */
export async function setEventRate(client: TestClient, wanted: number): Promise<number> {
  let speed = 1;
  let rate = await eventsPerS(client);
  for (let step = 0; step < STEPS && Math.abs(rate / wanted - 1) > NEAR; step += 1) {
    speed = Math.min(SPEED_MAX, Math.max(1, (speed * wanted) / Math.max(1, rate)));
    await client.request({ type: 'source.control', action: { kind: 'speed', speed } });
    // The second in which it changed, and one that is whole.
    await eventsPerS(client);
    rate = await eventsPerS(client);
  }
  return rate;
}
