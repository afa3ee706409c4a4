import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SELL } from '../../../engine/domain/side.ts';
import { HUNDRED, MORNING } from '../../support/test-core.ts';
import {
  ScriptedSource,
  connectTo,
  pass,
  send,
  startTestEngine,
  stopped,
} from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('bars from memory', () => {
  test('show a trade of an own order only once it is on disk', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    const client = connectTo(test);
    await client.hello('test', '');
    source.next((market) => market.limit(0, SELL, HUNDRED, 50));
    await pass(10);
    send(client, client.order({ orderType: 'limit', limitPriceTicks: HUNDRED, qtyLots: 5 }));
    const query = { type: 'bars.history', symbol: 'AAPL', timeframe: '1s', limit: 9 };
    const bars = client.ask({ ...query, beforeUs: null });
    await pass(10);
    expect(client.heard.map(({ type }) => type)).toEqual(['welcome']);
    test.journal.commit();
    expect(await bars).toMatchObject({ ok: true, result: { bars: [{ volumeLots: 5 }] } });
    await stopped(test);
  });

  test('that cannot be read are refused, and the engine goes on', async () => {
    const test = startTestEngine({
      readers: { read: () => Promise.reject(new Error('the file is gone')) },
    });
    const client = connectTo(test);
    await client.hello('test', '');
    const page = { type: 'fills.page', symbol: null, beforeExecutionId: null, limit: 9 };
    expect(await client.refusal(page)).toMatchObject({
      code: 'store.read_failed',
      value: 'the file is gone',
    });
    await stopped(test);
  });
});
