import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../engine/contract/defaults.ts';
import type { EngineMessage } from '../../../engine/contract/messages.ts';
import { NO_FEES } from '../../../engine/domain/fee-model.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { TestClient } from '../../support/test-client.ts';
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

const LIMIT = { orderType: 'limit', limitPriceTicks: HUNDRED, qtyLots: 10 } as const;
const repliesOf = ({ heard }: TestClient): Extract<EngineMessage, { type: 'reply' }>[] =>
  heard.filter((one) => one.type === 'reply');

describe('a disk that falls behind', () => {
  test('stops new orders and settings, but lets everyone out', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    send(client, client.order(LIMIT));
    test.journal.bound = 1;
    send(client, client.order(LIMIT));
    send(client, { type: 'risk.set_limits', limits: test.engine.parts.core.limits });
    send(client, { type: 'setting.save', key: 'terminal', value: '{}' });
    send(client, { type: 'order.cancel', orderId: 1 });
    test.journal.commit();
    const codes = repliesOf(client).map((one) => (one.ok ? 'done' : one.refusal.code));
    expect(codes).toEqual(['done', 'store.busy', 'store.busy', 'store.busy', 'done']);
    expect(test.engine.parts.core.snapshot().workingOrders).toEqual([]);
    await stopped(test);
  });
});

describe('setting the account', () => {
  test('holds for the next fill, is stored, and is refused while the disk is behind', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    const fees = { ...NO_FEES, takerBasisPoints: 10 };
    const settings = { ...DEFAULT_ACCOUNT_SETTINGS, fees };
    send(client, { type: 'account.configure', settings });
    test.journal.commit();
    expect(repliesOf(client)).toMatchObject([{ ok: true, result: { settings } }]);
    expect(test.journal.disk.recovered().account).toEqual(settings);
    test.journal.bound = 0;
    send(client, { type: 'account.configure', settings: DEFAULT_ACCOUNT_SETTINGS });
    test.journal.commit();
    expect(repliesOf(client)[1]).toMatchObject({ ok: false, refusal: { code: 'store.busy' } });
    expect(test.engine.parts.core.accounts.settings).toEqual(settings);
    await stopped(test);
  });

  test('refuses rates and modes that are none, naming the field', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    const refusalOf = (change: object) => {
      const settings = { ...DEFAULT_ACCOUNT_SETTINGS, ...change };
      return client.refusal({ type: 'account.configure', settings });
    };
    expect(await refusalOf({ marginMode: 'portfolio' })).toMatchObject({
      code: 'contract.not_allowed',
      field: 'body.settings.marginMode',
      value: 'portfolio',
    });
    expect(await refusalOf({ fees: { ...NO_FEES, perUnitMicros: -1 } })).toMatchObject({
      code: 'contract.out_of_range',
      field: 'body.settings.fees.perUnitMicros',
    });
    expect(await refusalOf({ notShortable: ['a b'] })).toMatchObject({ code: 'contract.format' });
    await stopped(test);
  });
});

describe('closing everything', () => {
  test('names an unknown symbol instead of doing nothing', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    const why = { code: 'contract.unknown_symbol', field: 'symbol', value: 'NOPE' };
    const flatten = { type: 'positions.flatten', clientOrderId: 'f', cancelOrders: true };
    expect(await client.refusal({ ...flatten, symbol: 'NOPE' })).toMatchObject(why);
    const cancel = { type: 'orders.cancel_all', side: null };
    expect(await client.refusal({ ...cancel, symbol: 'NOPE' })).toMatchObject(why);
    await stopped(test);
  });

  test('gives closing orders ids of at most 128 characters, or refuses', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    test.journal.commitsAtOnce = true;
    const client = connectInMemory(test);
    await client.hello('test', '');
    for (const side of [BUY, SELL] as const) {
      source.next((market) => market.limit(0, side, HUNDRED + (side === BUY ? -100 : 100), 50));
    }
    await pass(10);
    await client.request(client.order({ qtyLots: 5 }));
    const flatten = { type: 'positions.flatten', symbol: null, cancelOrders: false };
    const why = await client.refusal({ ...flatten, clientOrderId: 'x'.repeat(112) });
    expect(why).toMatchObject({ code: 'contract.out_of_range', field: 'clientOrderId' });
    const done = await client.request({
      type: 'positions.flatten',
      symbol: null,
      cancelOrders: false,
      clientOrderId: 'x'.repeat(111),
    });
    expect(done.closingOrders[0]?.clientOrderId).toHaveLength(111 + '-AAPL'.length);
    await stopped(test);
  });

  test('gives both orders of a reversal ids of at most 128 characters, or refuses', async () => {
    const source = new ScriptedSource();
    const test = startTestEngine({ source });
    test.journal.commitsAtOnce = true;
    const client = connectInMemory(test);
    await client.hello('test', '');
    for (const side of [BUY, SELL] as const) {
      source.next((market) => market.limit(0, side, HUNDRED + (side === BUY ? -100 : 100), 50));
    }
    await pass(10);
    await client.request(client.order({ qtyLots: 5 }));
    const reverse = { type: 'positions.reverse', symbol: 'AAPL', cancelOrders: false } as const;
    const why = await client.refusal({ ...reverse, clientOrderId: 'x'.repeat(123) });
    expect(why).toMatchObject({ code: 'contract.out_of_range', field: 'clientOrderId' });
    const done = await client.request({ ...reverse, clientOrderId: 'x'.repeat(122) });
    expect(done.closing.clientOrderId).toHaveLength(128);
    expect(done.opening?.status).toBe('filled');
    await stopped(test);
  });

  test('a close that is refused says why in its reply', async () => {
    const test = startTestEngine();
    const client = connectInMemory(test);
    await client.hello('test', '');
    const close = { type: 'positions.close', clientOrderId: 'c', symbol: 'AAPL' };
    const why = await client.refusal({
      ...close,
      qtyLots: null,
      basisPoints: null,
      cancelOrders: true,
    });
    expect(why).toMatchObject({ code: 'book.no_position', field: 'symbol', value: 'AAPL' });
    await stopped(test);
  });
});
