import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SELL } from '../../../engine/domain/side.ts';
import { ManualJournal } from '../../support/manual-journal.ts';
import { HUNDRED, MORNING } from '../../support/test-core.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { ScriptedSource, pass, startTestEngine, stopped } from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const LIMIT = { orderType: 'limit', limitPriceTicks: HUNDRED, qtyLots: 10 } as const;
const cannotWrite = { code: 'store.cannot_write', field: '', value: 'disk full' };

describe('an engine that starts on a disk that cannot be written', () => {
  test('shows what was kept, says why, and refuses whatever would write', async () => {
    const journal = new ManualJournal();
    journal.setTrouble('disk full');
    const test = startTestEngine({ journal });
    const client = connectInMemory(test);
    const { snapshot } = await client.hello('test', '');
    expect(snapshot?.workingOrders).toEqual([]);
    expect(client.heard.at(-1)).toEqual({
      type: 'store',
      store: { canWrite: false, problem: 'disk full' },
    });
    expect(await client.refusal(client.order(LIMIT))).toMatchObject(cannotWrite);
    const cancel = { type: 'orders.cancel_all', symbol: null, side: null };
    expect(await client.refusal(cancel)).toMatchObject(cannotWrite);
    const save = { type: 'setting.save', key: 'terminal', value: '{}' };
    expect(await client.refusal(save)).toMatchObject(cannotWrite);
    expect(journal.queue().length).toBe(0);
    await stopped(test);
  });

  test('keeps market, bars and equity waiting, and takes orders as soon as it can write', async () => {
    const journal = new ManualJournal();
    journal.commitsAtOnce = true;
    journal.setTrouble('disk full');
    const source = new ScriptedSource();
    const test = startTestEngine({ journal, source });
    const client = connectInMemory(test);
    await client.hello('test', '');
    source.next((market) => market.limit(0, SELL, HUNDRED, 4));
    await pass(20_000);
    expect(test.engine.parts.core.house.bestAskTicks(0)).toBe(0);
    expect(journal.queue().length).toBe(0);
    journal.setTrouble(null);
    expect(client.heard.at(-1)).toEqual({ type: 'store', store: { canWrite: true, problem: '' } });
    await pass(20);
    expect(await client.request(client.order(LIMIT))).toMatchObject({
      order: { status: 'partially_filled', cumQtyLots: 4 },
    });
    await stopped(test);
  });
});
