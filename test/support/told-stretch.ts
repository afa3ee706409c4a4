/** What the engine tells of a stretch of time, held to what a test has counted and timed in it. */
import { expect } from 'vitest';
import type { EngineStage, MetricName, MetricSample } from '../../engine/contract/metrics.ts';
import { HDR_ERROR } from '../../engine/domain/hdr-histogram.ts';
import type { TelemetryCollector } from '../../engine/telemetry/telemetry-collector.ts';

/** What the panel draws of a stretch of time, and at least and at most how long that was. */
export interface Stretch {
  readonly values: MetricSample['values'];
  readonly secondsMin: number;
  readonly secondsMax: number;
}

/** What is told of the time in which something runs; nobody else may ask for a report. */
export async function toldDuring(
  telemetry: Pick<TelemetryCollector, 'report'>,
  run: () => Promise<unknown>,
): Promise<Stretch> {
  const beforeFirstMs = performance.now();
  telemetry.report();
  const afterFirstMs = performance.now();
  await run();
  const beforeLastMs = performance.now();
  const { values } = telemetry.report().sample;
  return {
    values,
    secondsMin: (beforeLastMs - afterFirstMs) / 1_000,
    secondsMax: (performance.now() - beforeFirstMs) / 1_000,
  };
}

/** Throws where it was not measured. */
export function valueOf(name: MetricName, { values }: Pick<Stretch, 'values'>): number {
  const value = values[name];
  if (value === undefined) throw new Error(`${name} was not measured`);
  return value;
}

/** That so many were counted in the stretch. */
export function expectRate(name: MetricName, count: number, told: Stretch): void {
  const rate = valueOf(name, told);
  expect(rate * told.secondsMax, name).toBeGreaterThanOrEqual(count * (1 - 1e-9));
  expect(rate * told.secondsMin, name).toBeLessThanOrEqual(count * (1 + 1e-9));
}

/**
 * That the figures of a stage are those of durations of which one list says at least and the other at most
 * how long they were, in milliseconds.
 */
export function expectStage(
  stage: EngineStage,
  atLeastMs: readonly number[],
  atMostMs: readonly number[],
  told: Stretch,
): void {
  const count = atLeastMs.length;
  expect(atMostMs).toHaveLength(count);
  const rankedUs = (list: readonly number[], rank: number): number =>
    1_000 * (list.toSorted((a, b) => a - b)[rank - 1] ?? Number.NaN);
  const ranks = { p50: Math.ceil(count / 2), p99: Math.ceil(count * 0.99), max: count };
  for (const figure of ['p50', 'p99', 'max'] as const) {
    const us = valueOf(`${stage}.${figure}`, told);
    const error = figure === 'max' ? 0 : HDR_ERROR;
    // Requests are timed in whole microseconds.
    expect(us, figure).toBeGreaterThanOrEqual(rankedUs(atLeastMs, ranks[figure]) - 1);
    expect(us, figure).toBeLessThanOrEqual(rankedUs(atMostMs, ranks[figure]) * (1 + error) + 1);
  }
  expectRate(`${stage}.rate`, count, told);
}
