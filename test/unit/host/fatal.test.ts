import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SELL } from '../../../engine/domain/side.ts';
import type { TestClient } from '../../support/test-client.ts';
import { HUNDRED, MORNING } from '../../support/test-core.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { ScriptedSource, pass, send, startTestEngine } from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const LIMIT = { orderType: 'limit', limitPriceTicks: HUNDRED, qtyLots: 10 } as const;
const heardTypes = ({ heard }: TestClient): string[] => heard.map(({ type }) => type);

describe('a write that fails', () => {
  test('ends the engine once, and nobody hears of what was not on disk', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    send(client, client.order(LIMIT));
    test.journal.fail('disk full');
    expect(test.fatal).toEqual(['store.write_failed: disk full']);
    await pass(1_000);
    expect(heardTypes(client)).toEqual(['welcome', 'refused']);
    expect(client.endedBecause).toBe('store.write_failed');
    expect(test.engine.totals.open.size).toBe(0);
  });

  test('while stopping is told as what it is', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    send(client, client.order(LIMIT));
    const stopping = test.engine.stop('test over');
    test.journal.fail('disk full');
    await expect(stopping).rejects.toThrow('disk full');
    expect(test.fatal).toEqual(['store.write_failed: disk full']);
    expect(heardTypes(client)).toEqual(['welcome', 'refused']);
  });
});

describe('a broken invariant', () => {
  test('in the market’s turn stops the engine at once', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    const client = connectInMemory(test);
    await client.hello('test', '');
    source.next(() => {
      throw new Error('a book is crossed');
    });
    await pass(1_000);
    expect(test.fatal).toEqual([expect.stringContaining('a book is crossed')]);
    expect(heardTypes(client)).toEqual(['welcome', 'refused']);
    expect(client.endedBecause).toBe('venue.failed');
  });

  test('in a command stops the engine, and what the command did is never told', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    const { house } = test.engine.parts.core;
    house.limit(0, SELL, HUNDRED, 4);
    vi.spyOn(test.engine.parts.core.exchange, 'afterMatching').mockImplementation(() => {
      throw new Error('a fill of nobody');
    });
    send(client, client.order(LIMIT));
    expect(test.fatal).toEqual([expect.stringContaining('a fill of nobody')]);
    test.journal.commit();
    expect(heardTypes(client)).toEqual(['welcome', 'refused']);
    expect(test.journal.disk.events).toEqual([]);
  });
});
