import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BarSet } from '../../../engine/bars/bar-set.ts';
import type { Bar, Timeframe } from '../../../engine/domain/bar.ts';
import { SELL } from '../../../engine/domain/side.ts';
import { HistoryDesk } from '../../../engine/host/history-desk.ts';
import type { InstrumentMarket } from '../../../engine/market/instrument-market.ts';
import type { StoreReaders } from '../../../engine/store/readers.ts';
import { bar as marketBar } from '../renderer/market-samples.ts';
import { HUNDRED, MORNING } from '../../support/test-core.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { ScriptedSource, pass, send, startTestEngine, stopped } from '../../support/test-engine.ts';

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
    const client = connectInMemory(test);
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
    const client = connectInMemory(test);
    await client.hello('test', '');
    const page = { type: 'fills.page', symbol: null, beforeExecutionId: null, limit: 9 };
    expect(await client.refusal(page)).toMatchObject({
      code: 'store.read_failed',
      value: 'the file is gone',
    });
    await stopped(test);
  });
});

describe('bars after a time', () => {
  const MINUTE_US = 60_000_000;
  const AT_US = 1_772_636_520_000_000;
  const minute = (i: number): Bar => marketBar(AT_US + i * MINUTE_US, 100 + i);
  /** A store that has the first six minutes, the last of them as it was half way. */
  const stored = [0, 1, 2, 3, 4].map(minute).concat({ ...minute(5), trades: 0 });

  async function ask(timeframe: Timeframe, after: number, limit: number) {
    const bars = new BarSet('UTC');
    // In memory are the minutes from the fourth on.
    for (const i of [3, 4, 5, 6, 7]) bars.put('1m', minute(i));
    const readers = {
      read: (_name: string, query: { afterUs?: number; limit: number }) => {
        const left = stored.filter(({ startUs }) => startUs > (query.afterUs ?? 0));
        return Promise.resolve({
          bars: left.slice(0, query.limit),
          more: left.length > query.limit,
        });
      },
    };
    // Only what the desk reads of both.
    const desk = new HistoryDesk(readers as unknown as StoreReaders);
    const market = { instrument: { symbol: 'AAPL' }, bars } as unknown as InstrumentMarket;
    const query = { type: 'bars.history', symbol: 'AAPL', timeframe, beforeUs: null } as const;
    const answer = await desk.bars(market, { ...query, afterUs: AT_US + after * MINUTE_US, limit });
    const numbers = answer.bars.map(({ startUs }) => (startUs - AT_US) / MINUTE_US);
    return { numbers, trades: answer.bars.map(({ trades }) => trades), more: answer.more };
  }

  test('come from the store as far as it fills the page', async () => {
    expect(await ask('1m', 0, 3)).toMatchObject({ numbers: [1, 2, 3], more: true });
  });

  test('go on in memory, which knows the newest better', async () => {
    const { numbers, trades, more } = await ask('1m', 0, 20);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(Math.min(...trades)).toBeGreaterThan(0);
    expect(more).toBe(false);
  });

  test('come from memory alone where it reaches back', async () => {
    expect(await ask('1m', 4, 2)).toMatchObject({ numbers: [5, 6], more: true });
    expect(await ask('1m', 7, 2)).toMatchObject({ numbers: [], more: false });
    expect(await ask('5s', 0, 2)).toMatchObject({ numbers: [], more: false });
  });
});

test('bars of a recording are told up to what it has played since it was taken back', async () => {
  const MINUTE_US = 60_000_000;
  const AT_US = 1_772_636_520_000_000;
  const stored = [0, 1, 2, 3].map((i) => marketBar(AT_US + i * MINUTE_US, 100 + i));
  const readers = {
    read: (_name: string, query: { beforeUs: number | null; limit: number }) => {
      const below = query.beforeUs ?? Number.POSITIVE_INFINITY;
      const bars = stored.filter(({ startUs }) => startUs < below);
      return Promise.resolve({ bars, more: false });
    },
  };
  let playedUs = AT_US;
  // Only what the desk reads of both.
  const desk = new HistoryDesk(
    readers as unknown as StoreReaders,
    () => Promise.resolve(),
    () => playedUs,
  );
  const bars = new BarSet('UTC');
  const market = { instrument: { symbol: 'AAPL' }, bars } as unknown as InstrumentMarket;
  const asked = { type: 'bars.history', symbol: 'AAPL', timeframe: '1m', limit: 9 } as const;
  const told = async (afterUs?: number) => {
    const after = afterUs === undefined ? {} : { afterUs };
    return (await desk.bars(market, { ...asked, beforeUs: null, ...after })).bars.length;
  };
  expect([await told(), await told(0)]).toEqual([0, 0]);
  playedUs = AT_US + 2 * MINUTE_US + 1;
  expect([await told(), await told(0)]).toEqual([2, 2]);
});
