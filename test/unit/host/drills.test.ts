import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { createSimulator } from '../../../engine/simulator/simulator.ts';
import type { TestClient } from '../../support/test-client.ts';
import { HUNDRED } from '../../support/test-core.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { pass, startTestEngine, stopped } from '../../support/test-engine.ts';
import type { TestEngine } from '../../support/test-engine.ts';

const SIMULATED = CATALOGUE.slice(0, 2);

let running: TestEngine;
let client: TestClient;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 11, 15) });
});
afterEach(async () => {
  await stopped(running);
  vi.useRealTimers();
});

async function start(source?: Parameters<typeof startTestEngine>[0]): Promise<void> {
  running = startTestEngine(source);
  running.journal.commitsAtOnce = true;
  client = connectInMemory(running);
  await client.hello('drill', '', null);
}

async function startSimulated(): Promise<void> {
  await start({
    source: createSimulator({
      seed: 3,
      instruments: SIMULATED,
      startUs: timeUs(Date.now() * 1_000),
      startPrices: new Map(SIMULATED.map(({ instrument }) => [instrument.symbol, HUNDRED])),
    }),
  });
  await pass(1_000);
}

const control = (action: unknown) => client.ask({ type: 'source.control', action });

describe('a reject drill', () => {
  test('rejects the next orders with venue.drill, as events too, and takes those after', async () => {
    await startSimulated();
    const reply = await control({ kind: 'drill_reject', orders: 2, seconds: 60 });
    expect(reply).toMatchObject({
      ok: true,
      result: { source: { drills: [{ kind: 'reject', ordersLeft: 2 }] } },
    });
    const outcomes = [];
    for (let i = 0; i < 3; i += 1) outcomes.push(await client.ask(client.order()));
    expect(outcomes).toMatchObject([
      { ok: false, refusal: { code: 'venue.drill' } },
      { ok: false, refusal: { code: 'venue.drill' } },
      { ok: true },
    ]);
    const rejected = client.events.filter(({ type }) => type === 'order.rejected');
    expect(rejected).toMatchObject([
      { order: { status: 'rejected', refusal: { code: 'venue.drill' } } },
      { order: { status: 'rejected', refusal: { code: 'venue.drill' } } },
    ]);
  });

  test('is over after its time, and at once when drills are ended', async () => {
    await startSimulated();
    await control({ kind: 'drill_reject', orders: 5, seconds: 2 });
    await pass(2_100);
    expect(await client.ask(client.order())).toMatchObject({ ok: true });
    await control({ kind: 'drill_reject', orders: 5, seconds: 60 });
    const ended = await control({ kind: 'drill_end' });
    expect(ended).toMatchObject({ ok: true, result: { source: { drills: [] } } });
    expect(await client.ask(client.order())).toMatchObject({ ok: true });
  });
});

describe('a halt drill', () => {
  const halt = (seconds: number) => {
    const symbol = SIMULATED[0]?.instrument.symbol;
    return control({ kind: 'drill_halt', symbol, seconds });
  };
  const marketAt = (i: number) => running.engine.parts.core.exchange.at(i);
  const market = () => marketAt(0);

  test('stops one instrument, which an auction opens again after its time', async () => {
    await startSimulated();
    const symbol = SIMULATED[0]?.instrument.symbol;
    expect(await halt(20)).toMatchObject({
      ok: true,
      result: { source: { drills: [{ kind: 'halt', symbol }] } },
    });
    const [trades, others] = [market().tape.lastNumber, marketAt(1).tape.lastNumber];
    const order = { ...client.order(), symbol, orderType: 'market', limitPriceTicks: null };
    expect(await client.ask(order)).toMatchObject({
      ok: false,
      refusal: { code: 'venue.halted', field: 'orderType' },
    });
    await pass(19_000);
    expect(market().tape.lastNumber).toBe(trades);
    expect(market().quote().state).toBe('paused');
    expect(marketAt(1).tape.lastNumber).toBeGreaterThan(others);
    await pass(60_000);
    expect(market().quote().state).toBe('open');
    expect(market().tape.lastNumber).toBeGreaterThan(trades);
    expect(running.engine.source().drills).toEqual([]);
  });

  test('ends at once when drills are ended', async () => {
    await startSimulated();
    await halt(600);
    expect(await control({ kind: 'drill_end' })).toMatchObject({
      ok: true,
      result: { source: { drills: [] } },
    });
    expect(market().quote().state).toBe('open');
  });

  test('is refused for a symbol that is not traded', async () => {
    await startSimulated();
    expect(await control({ kind: 'drill_halt', symbol: 'NOPE', seconds: 5 })).toMatchObject({
      ok: false,
      refusal: { code: 'contract.unknown_symbol' },
    });
  });
});

describe('a disconnect drill', () => {
  test('says so in the state of the source, and that it is over', async () => {
    await startSimulated();
    await control({ kind: 'drill_disconnect', seconds: 10 });
    await pass(9_000);
    expect(running.engine.source()).toMatchObject({ state: 'disconnected' });
    await pass(1_100);
    expect(running.engine.source()).toMatchObject({ state: 'running', drills: [] });
  });
});

describe('a drill is refused', () => {
  test('by a market that does not misbehave on request', async () => {
    await start();
    expect(await control({ kind: 'drill_reject', orders: 1, seconds: 1 })).toMatchObject({
      ok: false,
      refusal: { code: 'venue.no_drills', field: 'action.kind', value: 'drill_reject' },
    });
  });

  test('for a symbol that is not traded', async () => {
    await startSimulated();
    const gap = { kind: 'drill_gap', symbol: 'NOPE', basisPoints: 100 };
    expect(await control(gap)).toMatchObject({ ok: false, refusal: { value: 'NOPE' } });
  });

  test.each([
    [{ kind: 'drill_disconnect', seconds: 0 }, 'seconds', '0', 'at least 1'],
    [{ kind: 'drill_disconnect', seconds: 601 }, 'seconds', '601', 'at most 600'],
    [{ kind: 'drill_fast_tape', factor: 1, seconds: 5 }, 'factor', '1', 'at least 2'],
    [{ kind: 'drill_fast_tape', factor: 51, seconds: 5 }, 'factor', '51', 'at most 50'],
    [{ kind: 'drill_reject', orders: 101, seconds: 5 }, 'orders', '101', 'at most 100'],
    [{ kind: 'drill_gap', symbol: null, basisPoints: 0 }, 'basisPoints', '0', 'not 0'],
    [{ kind: 'drill_gap', symbol: null, basisPoints: -3_001 }, 'basisPoints', '-3001', 'at least'],
  ])('beyond its bounds: %o', async (action, field, value, rule) => {
    await startSimulated();
    expect(await control(action)).toMatchObject({
      ok: false,
      refusal: {
        code: expect.stringMatching(/^contract\./) as string,
        field: `body.action.${field}`,
        value,
        rule: expect.stringContaining(rule) as string,
      },
    });
  });
});
