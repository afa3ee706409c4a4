import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { SCOPE_ANSWERS_MAX, ScopeAnswers } from '../../../engine/orders/scope-answers.ts';
import { ManualJournal } from '../../support/manual-journal.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import type { TestClient } from '../../support/test-client.ts';
import { HUNDRED, MORNING } from '../../support/test-core.ts';
import type { TestEngine } from '../../support/test-engine.ts';
import { ScriptedSource, pass, startTestEngine, stopped } from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Far from the market, so that it rests. */
const RESTING = { orderType: 'limit', limitPriceTicks: HUNDRED - 5_000, qtyLots: 1 } as const;
const FLATTEN = {
  type: 'positions.flatten',
  clientOrderId: 'f',
  symbol: null,
  cancelOrders: true,
} as const;

/** An engine on the journal's disk, with 50 lots a dollar below and above a hundred. */
async function begin(journal: ManualJournal): Promise<{ test: TestEngine; client: TestClient }> {
  journal.commitsAtOnce = true;
  const source = new ScriptedSource();
  const test = startTestEngine({ journal, source });
  const client = connectInMemory(test);
  await client.hello('test', '');
  for (const side of [BUY, SELL] as const) {
    source.next((market) => market.limit(0, side, HUNDRED + (side === BUY ? -100 : 100), 50));
  }
  await pass(10);
  return { test, client };
}

const working = ({ engine }: TestEngine): readonly string[] =>
  engine.parts.core.snapshot().workingOrders.map(({ clientOrderId }) => clientOrderId);

describe('a command sent again, because its answer was lost', () => {
  test('flattens once: what was placed since goes on working, and the answer is the first one', async () => {
    const { test, client } = await begin(new ManualJournal());
    await client.request(client.order({ qtyLots: 5 }));
    await client.request(client.order(RESTING));
    const first = await client.request(FLATTEN);
    expect(first.canceledOrderIds).toHaveLength(1);
    expect(first.closingOrders).toMatchObject([{ clientOrderId: 'f-AAPL', status: 'filled' }]);
    const { order } = await client.request(client.order(RESTING));
    expect(await client.request(FLATTEN)).toEqual(first);
    expect(working(test)).toEqual([order.clientOrderId]);
    await stopped(test);
  });

  test('cancels once where there was nothing to close, also after a restart', async () => {
    const journal = new ManualJournal();
    const { test, client } = await begin(journal);
    await client.request(client.order(RESTING));
    const first = await client.request(FLATTEN);
    expect(first).toMatchObject({ canceledOrderIds: [1], closingOrders: [] });
    await stopped(test);
    const next = await begin(new ManualJournal(journal.disk));
    const { order } = await next.client.request(next.client.order(RESTING));
    expect(await next.client.request(FLATTEN)).toEqual(first);
    expect(working(next.test)).toEqual([order.clientOrderId]);
    await stopped(next.test);
  });

  test('closes and reverses once, and tells again what was cancelled', async () => {
    const { test, client } = await begin(new ManualJournal());
    await client.request(client.order({ qtyLots: 5 }));
    await client.request(client.order(RESTING));
    const whole = { qtyLots: null, basisPoints: null } as const;
    const close = { type: 'positions.close', clientOrderId: 'c', symbol: 'AAPL' } as const;
    const closing = { ...close, ...whole, cancelOrders: true } as const;
    const closed = await client.request(closing);
    expect(closed).toMatchObject({ canceledOrderIds: [2], duplicate: false });
    await client.request(client.order(RESTING));
    expect(await client.request(closing)).toEqual({ ...closed, duplicate: true });
    await client.request(client.order({ qtyLots: 5 }));
    const reverse = { type: 'positions.reverse', clientOrderId: 'r', symbol: 'AAPL' } as const;
    const reversed = await client.request({ ...reverse, cancelOrders: true });
    expect(reversed).toMatchObject({ canceledOrderIds: [4], duplicate: false });
    const { order } = await client.request(client.order(RESTING));
    const again = await client.request({ ...reverse, cancelOrders: true });
    expect(again).toEqual({ ...reversed, duplicate: true });
    expect(working(test)).toEqual([order.clientOrderId]);
    await stopped(test);
  });

  test('kills once, also when another kill and an unlock came in between', async () => {
    const { test, client } = await begin(new ManualJournal());
    await client.request(client.order(RESTING));
    const first = await client.request({ type: 'risk.kill', clientOrderId: 'k1' });
    expect(first.canceledOrderIds).toEqual([1]);
    await client.request({ type: 'risk.kill', clientOrderId: 'k2' });
    const { risk } = await client.request({ type: 'risk.unlock' });
    const { order } = await client.request(client.order(RESTING));
    const again = await client.request({ type: 'risk.kill', clientOrderId: 'k1' });
    expect(again).toEqual({ ...first, risk });
    expect(working(test)).toEqual([order.clientOrderId]);
    await stopped(test);
  });

  test('that was refused is carried out when it can be', async () => {
    const { test, client } = await begin(new ManualJournal());
    const close = { type: 'positions.close', clientOrderId: 'c', symbol: 'AAPL' } as const;
    const whole = { qtyLots: null, basisPoints: null, cancelOrders: true } as const;
    expect(await client.refusal({ ...close, ...whole })).toMatchObject({
      code: 'book.no_position',
    });
    await client.request(client.order({ qtyLots: 5 }));
    expect(await client.request({ ...close, ...whole })).toMatchObject({ duplicate: false });
    await stopped(test);
  });
});

describe('what is remembered of such commands', () => {
  test('is bounded in commands and in orders, the newest always there', () => {
    const answers = new ScopeAnswers();
    for (let i = 0; i <= SCOPE_ANSWERS_MAX; i += 1) answers.remember('flatten', String(i), []);
    expect(answers.takeChange()).toHaveLength(SCOPE_ANSWERS_MAX);
    expect(answers.takeChange()).toBeNull();
    expect(answers.canceledBy('flatten', '0')).toBeUndefined();
    expect(answers.canceledBy('flatten', '1')).toEqual([]);
    const many = Array.from({ length: 5_000 }, () => 1 as never);
    answers.remember('flatten', 'large', many);
    expect(answers.canceledBy('flatten', 'large')).toHaveLength(5_000);
    answers.remember('kill', 'large', []);
    expect(answers.takeChange()).toHaveLength(1);
  });
});
