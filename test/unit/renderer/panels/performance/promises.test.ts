import { describe, expect, it } from 'vitest';
import { WINDOW_STAGES } from '../../../../../engine/contract/metrics.ts';
import type { WindowStage } from '../../../../../engine/contract/metrics.ts';
import { EMPTY_LATENCY } from '../../../../../engine/contract/telemetry.ts';
import type { LatencySummary, Telemetry } from '../../../../../engine/contract/telemetry.ts';
import type { Measurements } from '../../../../../renderer/panels/performance/measurements.ts';
import { promisesOf } from '../../../../../renderer/panels/performance/promises.ts';
import type { Starts } from '../../../../../renderer/panels/performance/promises.ts';
import { quietTelemetry } from '../../../../support/test-engine.ts';

const of = (count: number, us: number): LatencySummary => ({
  count,
  p50Us: us,
  p95Us: us,
  p99Us: us,
  p999Us: us,
  maxUs: us,
});

/** Of an engine that has been up for so long, with these durations of an order. */
function measured(uptimeS: number, order: LatencySummary, key = EMPTY_LATENCY): Measurements {
  const telemetry = quietTelemetry();
  const engine: Telemetry = telemetry.report();
  telemetry.close();
  const none = WINDOW_STAGES.map((stage) => [stage, EMPTY_LATENCY]);
  return {
    engine: {
      ...engine,
      uptimeS,
      promised: { ...engine.promised, 'order.total': { window: 'run', latency: order } },
    },
    history: [],
    // Every stage is in the list.
    window: Object.fromEntries(none) as Record<WindowStage, LatencySummary>,
    judgedKey: { window: '1min', latency: key },
    frames: { framesPerS: 60, frames: 80, frameP99Us: 40_000, longTasks: 0, longTaskMsMax: 0 },
  };
}

const STARTS: Starts = { startMs: 400, usableMs: null, exported: null };

function line(id: string, measurements: Measurements, starts: Partial<Starts> = {}) {
  const found = promisesOf(measurements, { ...STARTS, ...starts }).find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`no promise ${id}`);
  return found;
}

describe('a promise', () => {
  it('tells how far the measuring is until a percentile has enough to be one', () => {
    const few = line('ack99', measured(600, of(7, 900)));
    expect(few).toMatchObject({ verdict: 'measuring', value: '900 µs' });
    expect(few.progress?.text).toBe('7/100');
    expect(line('ack50', measured(600, of(7, 900))).progress?.text).toBe('7/10');
    expect(line('ack99', measured(600, of(100, 900))).verdict).toBe('pass');
    expect(line('ack99', measured(600, of(100, 9_000))).verdict).toBe('fail');
  });

  it('is not called broken for what an engine does in its first minute, which is told with its value', () => {
    const early = line('ack99', measured(20, of(100, 9_000)));
    expect(early).toMatchObject({ verdict: 'measuring', value: '9.00 ms' });
    expect(early.progress?.text).toBe('20/60 s');
    expect(line('ack99', measured(60, of(100, 9_000))).verdict).toBe('fail');
    // A window has no such minute: it is opened at any time.
    expect(line('key99', measured(20, of(1, 1), of(100, 90_000))).verdict).toBe('fail');
  });

  it('of memory is told, and drawn, by the share of pages that processes have in common', () => {
    const { engine, ...others } = measured(600, EMPTY_LATENCY);
    if (engine === null) throw new RangeError('no engine');
    const values = { 'engine.rss': 260e6, 'engine.pss': 130e6 };
    const sample = { ...engine.sample, values };
    const shared = line('memory', { ...others, engine: { ...engine, sample }, history: [sample] });
    expect(shared).toMatchObject({ value: '130.0 MB', verdict: 'pass', course: [130e6] });
    const resident = { ...sample, values: { 'engine.rss': 260e6 } };
    const whole = { ...others, engine: { ...engine, sample: resident }, history: [resident] };
    expect(line('memory', whole)).toMatchObject({ verdict: 'fail', course: [260e6] });
  });

  it('says nothing where nothing was measured', () => {
    expect(line('ack99', measured(600, EMPTY_LATENCY))).toMatchObject({
      verdict: 'none',
      value: '–',
    });
  });

  it('of an export goes by the pace of the last one, if that was long enough to have one', () => {
    const nothing = measured(600, EMPTY_LATENCY);
    expect(line('export', nothing)).toMatchObject({ value: '–', verdict: 'none' });
    const exported = (rows: number, tookMs: number) => {
      return line('export', nothing, { exported: { rows, tookMs } });
    };
    expect(exported(50_000, 400)).toMatchObject({ value: '8.00 s', verdict: 'pass' });
    expect(exported(50_000, 501)).toMatchObject({ value: '10.0 s', verdict: 'fail' });
    expect(exported(1_000, 30)).toMatchObject({ value: '30.0 s', verdict: 'measuring' });
  });

  it('of a start is about the window too, not only the engine', () => {
    const nothing = measured(600, EMPTY_LATENCY);
    expect(line('start', nothing)).toMatchObject({ value: '400 ms', verdict: 'pass' });
    expect(line('usable', nothing)).toMatchObject({ value: '–', verdict: 'none' });
    const late = line('usable', nothing, { usableMs: 2_100 });
    expect(late).toMatchObject({ value: '2.10 s', budget: '2 s', verdict: 'fail' });
  });

  it('waits for a whole stretch of frames: the first are those that make the panel', () => {
    expect(line('frame', measured(600, EMPTY_LATENCY))).toMatchObject({ verdict: 'measuring' });
    const whole = measured(600, EMPTY_LATENCY);
    const frames = { ...whole.frames, frames: 600 };
    expect(line('frame', { ...whole, frames }).verdict).toBe('fail');
  });
});
