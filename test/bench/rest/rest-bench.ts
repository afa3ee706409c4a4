/**
 * What our side adds to a request of Alpaca: whether independent calls wait for each other, what a
 * thousand waiting requests do to the budget and to an order that comes last, and the time of a call
 * beside that of the bare request, against a stand-in on loopback. `node test/bench/rest/rest-bench.ts`
 */
import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import type { Timers } from '../../../engine/alpaca/access.ts';
import { RequestBudget, REQUESTS_PER_MINUTE } from '../../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../../engine/alpaca/rest-client.ts';
import { TradingApi } from '../../../engine/alpaca/trading-api.ts';
import { assert } from '../../../engine/domain/assert.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { FakeTimers } from '../../support/fake-timers.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { median, quantile } from '../matching/statistics.ts';

const ROUNDS = 5;
const ANSWER_MS = 80;
const QUEUED = 1_000;
const ORDERS = 20;
const CALLS = 1_000;
const MINUTE_MS = 60_000;

/** Takes some seconds. */
export async function runRestBench(): Promise<BenchFigure[]> {
  const fake = await FakeAlpaca.start({ requestLimit: 1_000_000 });
  try {
    return [await concurrency(fake), await overtaking(), await overhead(fake)];
  } finally {
    await fake.close();
  }
}

function apiOf(fake: FakeAlpaca, timers: Timers = SYSTEM_TIMERS): TradingApi {
  const monotonicMs = (): number => performance.now();
  const rest = new RestClient({
    host: fake.url,
    keys: FAKE_KEYS,
    budget: new RequestBudget({ monotonicMs, timers, limit: 100_000 }),
    timers,
    wallMs: Date.now,
    monotonicMs,
    random: () => 0.5,
  });
  return new TradingApi(rest);
}

async function timedMs(run: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}

/** Account and positions, of which the stand-in takes its time for each. */
async function concurrency(fake: FakeAlpaca): Promise<BenchFigure> {
  const api = apiOf(fake);
  await Promise.all([api.account(), api.positions()]);
  fake.rest.answerMs = ANSWER_MS;
  const ratios: number[] = [];
  const both: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const slower = Math.max(
      await timedMs(() => api.account()),
      await timedMs(() => api.positions()),
    );
    const together = await timedMs(() => Promise.all([api.account(), api.positions()]));
    both.push(together);
    ratios.push(together / slower);
  }
  fake.rest.answerMs = 0;
  return {
    name: 'rest.two_calls',
    value: Math.round(median(both) * 10) / 10,
    unit: 'ms',
    ratio: Math.round(median(ratios) * 100) / 100,
    reference: 'the slower of the two alone',
    details: { rounds: ROUNDS, answerMs: ANSWER_MS },
  };
}

/** A thousand requests that wait at once, and orders that come while they do, on a clock of their own. */
async function overtaking(): Promise<BenchFigure> {
  const timers = new FakeTimers();
  const budget = new RequestBudget({ monotonicMs: () => timers.nowMs, timers });
  const { signal } = new AbortController();
  const sentMs: number[] = [];
  const orderWaitMs: number[] = [];
  const take = async (priority: 'order' | 'history' | 'state' | 'screen'): Promise<void> => {
    const askedMs = timers.nowMs;
    assert(await budget.take(priority, signal), 'the queue takes a thousand');
    sentMs.push(timers.nowMs);
    if (priority === 'order') orderWaitMs.push(timers.nowMs - askedMs);
  };
  const kinds = ['history', 'screen', 'state'] as const;
  const waiting = Array.from({ length: QUEUED }, (_, i) => take(kinds[i % 3] ?? 'state'));
  for (let i = 0; i < ORDERS; i += 1) {
    await timers.run(10_000);
    waiting.push(take('order'));
  }
  await timers.run(60 * MINUTE_MS);
  await Promise.all(waiting);
  sentMs.sort((a, b) => a - b);
  const most = Math.max(
    ...sentMs.map((ms, i) => sentMs.findLastIndex((other) => other < ms + MINUTE_MS) - i + 1),
  );
  assert(most <= REQUESTS_PER_MINUTE, 'no minute has more requests than the limit');
  return {
    name: 'rest.thousand_queued',
    value: most,
    unit: 'requests in the fullest minute',
    ratio: most / REQUESTS_PER_MINUTE,
    reference: "Alpaca's limit",
    details: {
      queued: QUEUED,
      allSentAfterS: Math.round((sentMs.at(-1) ?? 0) / 1_000),
      orders: ORDERS,
      orderWaitMsMax: Math.max(...orderWaitMs),
    },
  };
}

/** One call after the other, ours and a bare request of the same, in turns. */
async function overhead(fake: FakeAlpaca): Promise<BenchFigure> {
  const api = apiOf(fake);
  const headers = {
    'APCA-API-KEY-ID': FAKE_KEYS.keyId,
    'APCA-API-SECRET-KEY': FAKE_KEYS.secret,
  };
  const bare = async (): Promise<void> => {
    const response = await fetch(`${fake.url}/v2/account`, { headers });
    JSON.parse(await response.text());
  };
  const own: number[] = [];
  const bareMs: number[] = [];
  for (let i = -100; i < CALLS; i += 1) {
    const times = [await timedMs(bare), await timedMs(() => api.account())] as const;
    if (i < 0) continue;
    bareMs.push(times[0]);
    own.push(times[1]);
  }
  const at = (ms: readonly number[], share: number): number =>
    Math.round(quantile(Float64Array.from(ms).sort(), share) * 100) / 100;
  return {
    name: 'rest.overhead.median',
    value: Math.round((median(own) - median(bareMs)) * 1_000) / 1_000,
    unit: 'ms',
    ratio: Math.round((median(own) / median(bareMs)) * 100) / 100,
    reference: 'fetch and JSON.parse of the same answer',
    details: { calls: CALLS, p99: at(own, 0.99), bareP99: at(bareMs, 0.99) },
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await runRestBench());
