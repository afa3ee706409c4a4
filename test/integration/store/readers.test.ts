import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import { priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { openOrderLookup } from '../../../engine/store/order-lookup.ts';
import { openReaders } from '../../../engine/store/readers.ts';
import type { StoreReaders } from '../../../engine/store/readers.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream, START_US } from './sample-events.ts';
import { READER_URL, journalOn, temporaryFolder } from './temporary-store.ts';

const place = temporaryFolder();
const events: OrderEvent[] = [];
let journal: OpenJournal;
let readers: StoreReaders;

beforeAll(async () => {
  recoverState(place.file, 'local');
  journal = await journalOn(place.file);
  const stream = new SampleStream();
  const refusal = {
    code: 'risk.max_order_value',
    field: 'qtyLots',
    value: '1',
    rule: 'at most $1 an order',
  } as const;
  for (let i = 0; i < 60; i += 1) {
    const accepted = stream.accept(i === 7 ? { postOnly: true, refusal, reason: 'refused' } : {});
    events.push(accepted);
    if (i % 2 === 0) events.push(stream.fill(accepted.order, 40));
    if (i % 3 === 0) events.push(stream.cancel(accepted.order));
  }
  const bars = Array.from({ length: 10 }, (_, i) => ({
    startUs: timeUs(START_US + i * 60_000_000),
    openTicks: priceTicks(100),
    highTicks: priceTicks(110),
    lowTicks: priceTicks(90),
    closeTicks: priceTicks(100 + i),
    volumeLots: qtyLots(5),
    trades: 1,
  }));
  journal.append([
    { kind: 'events', events },
    { kind: 'bars', symbol: 'AAPL', timeframe: '1m', bars },
    { kind: 'setting', key: 'workspace', value: '{"panels":[]}' },
    { kind: 'setting', key: 'risk', value: '{}' },
  ]);
  await journal.flush();
  readers = await openReaders({
    workerUrl: READER_URL,
    file: place.file,
    venue: 'local',
    threads: 2,
    onReadTime: () => undefined,
  });
});
afterAll(async () => {
  await readers.close();
  await journal.close();
  place.remove();
});

test('pages of fills, newest first, end where the last fill does', async () => {
  const all = events
    .flatMap((event) => (event.type === 'order.filled' ? [event.fill] : []))
    .reverse();
  const first = await readers.read('fills.page', {
    symbol: null,
    beforeExecutionId: null,
    limit: 20,
  });
  expect(first).toStrictEqual({ fills: all.slice(0, 20), more: true });
  const beforeExecutionId = first.fills.at(-1)?.executionId ?? 0;
  const rest = await readers.read('fills.page', { symbol: null, beforeExecutionId, limit: 20 });
  expect(rest).toStrictEqual({ fills: all.slice(20), more: false });

  const ofSymbol = await readers.read('fills.page', {
    symbol: 'TSLA',
    beforeExecutionId: 25,
    limit: 100,
  });
  const expected = all.filter((fill) => fill.symbol === 'TSLA' && fill.executionId < 25);
  expect(ofSymbol).toStrictEqual({ fills: expected, more: false });
});

test('pages of orders show each order as of its last event', async () => {
  const latest = new Map(events.map((event) => [event.order.orderId, event.order]));
  const all = [...latest.values()].sort((a, b) => b.orderId - a.orderId);
  const page = await readers.read('orders.page', { symbol: null, beforeOrderId: null, limit: 100 });
  expect(page).toStrictEqual({ orders: all, more: false });
  const some = await readers.read('orders.page', { symbol: 'SPY', beforeOrderId: 40, limit: 3 });
  const expected = all.filter((order) => order.symbol === 'SPY' && order.orderId < 40);
  expect(some).toStrictEqual({ orders: expected.slice(0, 3), more: true });
});

test('missed events come back exactly as they were published', async () => {
  expect(await readers.read('events.after', { afterSeq: 0, limit: 2_000 })).toStrictEqual(events);
  expect(await readers.read('events.after', { afterSeq: 50, limit: 3 })).toStrictEqual(
    events.slice(50, 53),
  );
});

test('older bars come oldest first, with whether there are more', async () => {
  const beforeUs = START_US + 5 * 60_000_000;
  const older = await readers.read('bars.history', {
    symbol: 'AAPL',
    timeframe: '1m',
    beforeUs,
    limit: 3,
  });
  expect(older.more).toBe(true);
  expect(older.bars.map((bar) => bar.closeTicks)).toStrictEqual([102, 103, 104]);
});

test('bars after a time are the oldest of those, also up to another time', async () => {
  const query = { symbol: 'AAPL', timeframe: '1m', afterUs: START_US + 5 * 60_000_000 } as const;
  const next = await readers.read('bars.history', { ...query, beforeUs: null, limit: 3 });
  expect(next.more).toBe(true);
  expect(next.bars.map((bar) => bar.closeTicks)).toStrictEqual([106, 107, 108]);
  const beforeUs = START_US + 8 * 60_000_000;
  const between = await readers.read('bars.history', { ...query, beforeUs, limit: 3 });
  expect(between.more).toBe(false);
  expect(between.bars.map((bar) => bar.closeTicks)).toStrictEqual([106, 107]);
});

test('settings of the terminal come back, those of the engine do not', async () => {
  expect(await readers.read('settings.load', {})).toStrictEqual({
    settings: { workspace: '{"panels":[]}' },
  });
});

test('an order is found by either id as soon as it is committed', () => {
  const lookup = openOrderLookup(place.file, 'local');
  const refused = events.find((event) => event.order.refusal !== null)?.order;
  expect(lookup.byOrderId(orderId(8))).toStrictEqual(refused);
  expect(lookup.byClientOrderId(clientOrderId('client-00000008'))).toStrictEqual(refused);
  expect(lookup.byOrderId(orderId(999))).toBeNull();
  expect(lookup.byClientOrderId(clientOrderId('nobody'))).toBeNull();
  lookup.shrink();
  expect(lookup.byOrderId(orderId(8))).toStrictEqual(refused);
  lookup.close();
});

test('readers that have given their pages back answer as before', async () => {
  const query = { symbol: null, beforeExecutionId: null, limit: 5 };
  const before = await readers.read('fills.page', query);
  const shrunk = [readers.read('store.shrink', {}), readers.read('store.shrink', {})];
  expect(await Promise.all(shrunk)).toEqual([null, null]);
  expect(await readers.read('fills.page', query)).toStrictEqual(before);
});

test('each statement that ran is timed under its name', async () => {
  await readers.read('fills.page', { symbol: null, beforeExecutionId: null, limit: 1 });
  const line = readers.timings().find((timing) => timing.name === 'fills.page');
  expect(line?.latency.count).toBeGreaterThan(0);
  expect(line?.latency.maxUs).toBeGreaterThanOrEqual(line?.latency.p50Us ?? Number.NaN);
});

test('more reads than the bound are refused, those before are answered', async () => {
  const reads = Array.from({ length: 1_030 }, () =>
    readers.read('fills.page', { symbol: null, beforeExecutionId: null, limit: 1 }),
  );
  const outcomes = await Promise.allSettled(reads);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1_024);
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'store.busy' } });
});
