import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineMessage } from '../../../engine/contract/messages.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { TestClient } from '../../support/test-client.ts';
import { CENT, HUNDRED, MORNING } from '../../support/test-core.ts';
import { ManualJournal } from '../../support/manual-journal.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { ScriptedSource, pass, send, startTestEngine, stopped } from '../../support/test-engine.ts';
import type { TestEngine } from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** An engine whose AAPL trades around 100 dollars, and a client that is long 10 of it. */
async function longEngine(): Promise<{ test: TestEngine; client: TestClient }> {
  const source = new ScriptedSource();
  const test = startTestEngine({ source });
  test.journal.commitsAtOnce = true;
  for (const side of [BUY, SELL] as const) {
    source.next((market) => market.limit(0, side, HUNDRED + (side === BUY ? -CENT : CENT), 50));
  }
  await pass(10);
  const client = connectInMemory(test);
  await client.hello('one', '');
  await client.request(client.order({ qtyLots: 10 }));
  return { test, client };
}

const risks = ({ heard }: TestClient) =>
  heard.filter((one): one is Extract<EngineMessage, { type: 'risk' }> => one.type === 'risk');

describe('the kill switch', () => {
  test('is told to every client, with what it did, once all of it is on disk in one transaction', async () => {
    const { test, client } = await longEngine();
    const other = connectInMemory(test);
    await other.hello('other', '');
    test.journal.commitsAtOnce = false;
    send(client, { type: 'risk.kill', clientOrderId: 'k' });
    expect(risks(other)).toEqual([]);
    const writes = test.journal.waiting.at(-1) ?? [];
    expect(writes.map((write) => (write.kind === 'setting' ? write.key : write.kind))).toEqual([
      ...['events', 'lots'],
      ...['risk_state', 'scope_answers'],
    ]);
    test.journal.commit();
    const locked = { lockedBy: 'kill_switch', sinceUs: expect.any(Number) as number };
    expect(risks(other)).toMatchObject([{ risk: locked }]);
    expect(client.heard.at(-1)).toMatchObject({
      type: 'reply',
      ok: true,
      result: { risk: locked, closingOrders: [{ clientOrderId: 'k-AAPL', status: 'filled' }] },
    });
    test.journal.commitsAtOnce = true;
    expect(await other.refusal(other.order({ clientOrderId: 'other-1' }))).toMatchObject({
      code: 'risk.locked',
    });
    expect(await other.request({ type: 'risk.unlock' })).toMatchObject({
      risk: { lockedBy: null },
    });
    expect(risks(client).at(-1)).toMatchObject({ risk: { lockedBy: null } });
    await stopped(test);
  });

  test('works when the disk has fallen behind, and is known to an engine that starts after it', async () => {
    const { test, client } = await longEngine();
    test.journal.commitsAtOnce = false;
    test.journal.bound = 1;
    send(client, client.order({ orderType: 'limit', limitPriceTicks: HUNDRED - CENT }));
    send(client, { type: 'risk.kill', clientOrderId: 'k' });
    test.journal.commit();
    expect(test.engine.parts.core.risk.isLocked).toBe(true);
    await stopped(test);
    const again = startTestEngine({ journal: new ManualJournal(test.journal.disk) });
    again.journal.commitsAtOnce = true;
    const next = connectInMemory(again);
    const welcome = await next.hello('next', '');
    expect(welcome.snapshot?.risk.lockedBy).toBe('kill_switch');
    await stopped(again);
  });

  test('has an id to which a symbol can be added', async () => {
    const { test, client } = await longEngine();
    const why = await client.refusal({ type: 'risk.kill', clientOrderId: 'x'.repeat(112) });
    expect(why).toMatchObject({ code: 'contract.out_of_range', field: 'clientOrderId' });
    expect(test.engine.parts.core.risk.isLocked).toBe(false);
    await stopped(test);
  });
});

describe('a client that comes back to where it was', () => {
  test('hears of limits and lock, which may have changed', async () => {
    const { test, client } = await longEngine();
    const afterSeq = test.engine.parts.core.lastSeq;
    await client.request({ type: 'risk.kill', clientOrderId: 'k' });
    const back = connectInMemory(test);
    const welcome = await back.hello('back', '', { storeId: 'model', afterSeq });
    expect(welcome.snapshot).toBeNull();
    expect(back.heard.slice(1, 4)).toMatchObject([
      { type: 'limits' },
      { type: 'risk', risk: { lockedBy: 'kill_switch' } },
      { type: 'events' },
    ]);
    await stopped(test);
  });
});

describe('a daily loss', () => {
  test('is told when the market makes it, without a command', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    test.journal.commitsAtOnce = true;
    source.next((market) => market.limit(0, SELL, HUNDRED, 10));
    await pass(10);
    const client = connectInMemory(test);
    await client.hello('one', '');
    await client.request(client.order({ qtyLots: 10 }));
    const limits = { ...test.engine.parts.core.limits, dailyLossMicrosMax: 100_000 };
    await client.request({ type: 'risk.set_limits', limits });
    source.next((market) => market.limit(0, BUY, HUNDRED - CENT, 50));
    source.next((market) => market.take(0, SELL, HUNDRED - CENT, 1));
    await pass(600);
    expect(risks(client)).toMatchObject([{ risk: { lockedBy: 'daily_loss' } }]);
    expect(client.events.at(-1)?.order).toMatchObject({
      clientName: 'risk guard',
      status: 'filled',
    });
    expect(await client.refusal({ type: 'risk.unlock' })).toMatchObject({
      code: 'risk.locked_until',
    });
    await stopped(test);
  });
});
