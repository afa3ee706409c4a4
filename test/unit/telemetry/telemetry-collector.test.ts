import { afterEach, expect, it } from 'vitest';
import type { TelemetryCollector } from '../../../engine/telemetry/telemetry-collector.ts';
import { quietTelemetry } from '../../support/test-engine.ts';

let telemetry: TelemetryCollector | null = null;

afterEach(() => {
  telemetry?.close();
});

it('a clock that is set is told by how far, either way and once', () => {
  const clocks = { wallUs: 5_000_000, monotonicUs: 1_000_000 };
  telemetry = quietTelemetry({
    wallUs: () => clocks.wallUs,
    monotonicUs: () => clocks.monotonicUs,
  });
  const pass = (wallUs: number, monotonicUs: number): number | undefined => {
    clocks.wallUs += wallUs;
    clocks.monotonicUs += monotonicUs;
    return telemetry?.report().sample.values['clock.step'];
  };
  expect(pass(1_000_000, 1_000_000)).toBe(0);
  expect(pass(61_000_000, 1_000_000)).toBe(60_000_000);
  expect(pass(1_000_000, 1_000_000)).toBe(0);
  expect(pass(-2_000_000, 1_000_000)).toBe(3_000_000);
});

it('sleep is no clock that was set, and does not hide one', () => {
  const clocks = { wallUs: 5_000_000, monotonicUs: 1_000_000, sleptUs: 7_000_000 };
  telemetry = quietTelemetry({
    wallUs: () => clocks.wallUs,
    monotonicUs: () => clocks.monotonicUs,
    sleptUs: () => clocks.sleptUs,
  });
  const pass = (wallUs: number, sleptUs: number): number | undefined => {
    clocks.wallUs += wallUs;
    clocks.monotonicUs += 1_000_000;
    clocks.sleptUs += sleptUs;
    return telemetry?.report().sample.values['clock.step'];
  };
  expect(pass(3_601_000_000, 3_600_000_000)).toBe(0);
  expect(pass(61_000_000, 0)).toBe(60_000_000);
  expect(pass(3_661_000_000, 3_600_000_000)).toBe(60_000_000);
  // Followed with the second of two short ones.
  expect(pass(1_000_000, 600_000)).toBe(0);
  expect(pass(2_200_000, 600_000)).toBe(0);
  expect(pass(-2_000_000, 0)).toBe(3_000_000);
});

it('what is counted is told as a rate, of which the sum is what was counted', () => {
  let conflated = 100;
  let answered = 7;
  telemetry = quietTelemetry({
    framesConflated: () => conflated,
    counters: () => ({ 'api.requests': answered }),
  });
  telemetry.report();
  conflated += 40;
  answered += 10;
  const { values } = telemetry.report().sample;
  expect(values['frames.conflated']).toBeGreaterThan(0);
  // Both are of the same time, which the test does not know.
  expect((values['frames.conflated'] ?? 0) / (values['api.requests'] ?? 1)).toBeCloseTo(4, 9);
  expect(telemetry.report().sample.values['frames.conflated']).toBe(0);
});

it('a stage has its rate over the time of the report, as what is counted', () => {
  let answered = 0;
  telemetry = quietTelemetry({ counters: () => ({ 'api.requests': answered }) });
  telemetry.report();
  answered = 12;
  for (let i = 0; i < 3; i += 1) telemetry.record('api.round_trip', 1_000);
  const { values } = telemetry.report().sample;
  expect((values['api.requests'] ?? 0) / (values['api.round_trip.rate'] ?? 1)).toBeCloseTo(4, 9);
});

it('the stages of an order are cut where its transaction began and was on disk', () => {
  let nowUs = 10_000;
  telemetry = quietTelemetry({ monotonicUs: () => nowUs });
  // Received at 1,000, matched at 1,200, begun at 2,000, on disk at 9,000 and told at 10,500.
  telemetry.transactionDone(7_500, { syncUs: 6_000, beganAgoUs: 8_000, syncedAgoUs: 1_000 });
  nowUs = 10_500;
  telemetry.commandDone('order.submit', 1, 1, 1_000, 1_200, 10_500);
  telemetry.report();
  const stages = telemetry.stages.summaries('run');
  expect(stages['order.match'].maxUs).toBe(200);
  expect(stages['order.queue'].maxUs).toBe(800);
  expect(stages['order.ack'].maxUs).toBe(1_500);
  expect(stages['order.commit'].maxUs).toBe(7_000);
  expect(stages['order.total'].maxUs).toBe(200 + 800 + 7_000 + 1_500);
  expect(stages['store.commit'].maxUs).toBe(7_500);
  expect(stages['store.sync'].maxUs).toBe(6_000);
});

it('a command that wrote nothing has no stages of a transaction', () => {
  telemetry = quietTelemetry({ monotonicUs: () => 10_000 });
  telemetry.transactionDone(7_500, { syncUs: 6_000, beganAgoUs: 8_000, syncedAgoUs: 1_000 });
  // It came when that was under way.
  telemetry.commandDone('order.submit', 1, 1, 3_000, 3_200, 10_000);
  telemetry.report();
  const stages = telemetry.stages.summaries('run');
  expect(stages['order.match'].maxUs).toBe(200);
  expect(stages['order.total'].maxUs).toBe(7_000);
  for (const stage of ['order.queue', 'order.commit', 'order.ack'] as const) {
    expect(stages[stage].count).toBe(0);
  }
});

it('what is promised of a stage is judged by the shortest window that has enough of it', () => {
  telemetry = quietTelemetry();
  const judged = () => telemetry?.report().promised['store.read'];
  telemetry.record('store.read', 500);
  expect(judged()).toMatchObject({ window: 'run', latency: { count: 1 } });
  for (let read = 0; read < 99; read += 1) telemetry.record('store.read', 500);
  expect(judged()).toMatchObject({ window: '1min', latency: { count: 100 } });
  // A minute and more in which nothing was read.
  for (let second = 0; second < 61; second += 1) telemetry.report();
  expect(judged()).toMatchObject({ window: '15min', latency: { count: 100 } });
  for (let second = 0; second < 15 * 60; second += 1) telemetry.report();
  expect(judged()).toMatchObject({ window: 'run', latency: { count: 100 } });
});
