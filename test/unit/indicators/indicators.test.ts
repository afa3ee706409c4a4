import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assert, array, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  INDICATOR_FORMS,
  INDICATOR_KINDS,
  createIndicator,
  initialSpec,
  readIndicatorSpec,
  wrongParameter,
} from '../../../engine/indicators/catalogue.ts';
import type { IndicatorSpec } from '../../../engine/indicators/catalogue.ts';
import { HeikinAshi } from '../../../engine/indicators/heikin-ashi.ts';
import { IndicatorSeries } from '../../../engine/indicators/indicator-series.ts';
import { PRICE_SOURCES } from '../../../engine/indicators/indicator.ts';
import type { Indicator } from '../../../engine/indicators/indicator.ts';
import { propertyFactor, propertySeed } from '../../support/property-runs.ts';
import { referenceHeikinAshi, referenceIndicator } from '../../support/reference-indicators.ts';
import type { ReferenceBar } from '../../support/reference-indicators.ts';
import { RECORDED_DATA_FOLDER, describeWith } from '../../support/requirements.ts';

const DAY_US = 86_400_000_000;
const sessionOf = (us: number): number => Math.floor(us / DAY_US);

type TestBar = ReferenceBar & { readonly startUs: number };

/** What the indicator says bar by bar, each looked at `peeks` times while it forms. */
function played(make: () => Indicator, lines: number, bars: readonly TestBar[], peeks = 1) {
  const indicator = make();
  const out = new Float64Array(lines);
  const values: number[][] = [];
  let session = Number.NaN;
  for (const bar of bars) {
    const starts = bar.session !== session;
    for (let i = 1; i < peeks; i += 1) {
      const forming = { ...bar, highTicks: bar.highTicks + i, closeTicks: bar.closeTicks + i };
      indicator.peek(forming, starts, out);
    }
    indicator.peek(bar, starts, out);
    values.push([...out]);
    indicator.push(bar, starts);
    session = bar.session;
  }
  return values;
}

/** Largest relative difference; a NaN on one side only is infinite. */
function difference(is: number, wanted: number): number {
  if (Number.isNaN(is) && Number.isNaN(wanted)) return 0;
  const far = Math.abs(is - wanted) / Math.max(1, Math.abs(wanted));
  return Number.isNaN(far) ? Number.POSITIVE_INFINITY : far;
}

function expectSame(
  values: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
) {
  let worst = 0;
  values.forEach((row, at) => {
    row.forEach((value, line) => {
      worst = Math.max(worst, difference(value, wanted[line]?.[at] ?? Number.NaN));
    });
  });
  expect(worst).toBeLessThan(1e-9);
}

function linesOf(spec: IndicatorSpec): number {
  return INDICATOR_FORMS[spec.kind].lines.length;
}

describeWith(['recorded-data'], 'indicators over a month of recorded minutes', () => {
  const bars = recordedBars();
  /** The reference is slow: it is given stretches, which begin like a chart that has just loaded. */
  const STRETCH = 3_000;

  test.each(INDICATOR_KINDS)('%s is what its definition gives, to 1e-9', (kind) => {
    const spec = initialSpec(kind);
    for (const from of [0, 20_000, bars.length - STRETCH]) {
      const stretch = bars.slice(from, from + STRETCH);
      const values = played(() => createIndicator(spec), linesOf(spec), stretch, 3);
      expectSame(values, referenceIndicator(spec, stretch));
    }
  });

  test('averages over the whole month do not drift', () => {
    for (const kind of ['sma', 'ema', 'rsi', 'macd', 'atr', 'bollinger'] as const) {
      const spec = initialSpec(kind);
      const values = played(() => createIndicator(spec), linesOf(spec), bars);
      expectSame(values, referenceIndicator(spec, bars));
    }
  });

  test('averaged candles are what their definition gives', () => {
    const values = played(() => new HeikinAshi(), 4, bars, 2);
    expectSame(values, referenceHeikinAshi(bars));
  });
});

describe('indicators over any bars', () => {
  const spec = constantFrom(...INDICATOR_KINDS).chain((kind) =>
    record({
      kind: constantFrom(kind),
      numbers: array(integer({ min: 2, max: 9 }), { minLength: 3, maxLength: 3 }).map((numbers) =>
        numbers.slice(0, INDICATOR_FORMS[kind].parameters.length),
      ),
      source: constantFrom(...PRICE_SOURCES),
    }),
  );
  const bars = array(
    record({
      openTicks: integer({ min: 1, max: 2_000_000 }),
      up: integer({ min: 0, max: 500 }),
      down: integer({ min: 0, max: 500 }),
      volumeLots: integer({ min: 0, max: 1_000_000 }),
      minutes: integer({ min: 1, max: 900 }),
    }),
    { maxLength: 60 },
  ).map((steps) => {
    let startUs = 0;
    return steps.map(({ openTicks, up, down, volumeLots, minutes }): TestBar => {
      startUs += minutes * 60_000_000;
      const [highTicks, lowTicks] = [openTicks + up, Math.max(1, openTicks - down)];
      const closeTicks = up > down ? highTicks : lowTicks;
      const session = sessionOf(startUs);
      return { startUs, session, openTicks, highTicks, lowTicks, closeTicks, volumeLots };
    });
  });

  test('are what their definitions give, however often the forming bar is looked at', () => {
    assert(
      property(spec, bars, integer({ min: 1, max: 4 }), (chosen, given, peeks) => {
        const values = played(() => createIndicator(chosen), linesOf(chosen), given, peeks);
        expectSame(values, referenceIndicator(chosen, given));
      }),
      { numRuns: 300 * propertyFactor(), seed: propertySeed(71) },
    );
  });

  test('follow a chart: growing, corrected further back, given older bars and cut', () => {
    const step = record({
      kind: constantFrom('tick', 'bar', 'correct', 'older', 'cut'),
      at: integer({ min: 0, max: 59 }),
    });
    assert(
      property(spec, bars, array(step, { maxLength: 30 }), (chosen, given, steps) => {
        const lines = linesOf(chosen);
        const series = new IndicatorSeries(() => createIndicator(chosen), lines, sessionOf);
        const half = Math.floor(given.length / 2);
        let [from, to] = [half, half];
        let shown: TestBar[] = [];
        for (const { kind, at } of steps) {
          let changed = Math.max(0, shown.length - 1);
          if (kind === 'tick' && shown.length > 0) {
            shown[changed] = grown(shown[changed]);
          } else if (kind === 'bar' && to < given.length) {
            to += 1;
            shown.push(...given.slice(to - 1, to));
          } else if (kind === 'correct' && shown.length > 0) {
            changed = at % shown.length;
            shown[changed] = grown(shown[changed]);
          } else if (kind === 'older' && from > 0) {
            shown.unshift(...given.slice(from - 1, from));
            from -= 1;
            changed = 0;
          } else if (kind === 'cut') {
            shown = shown.slice(1);
            changed = 0;
          } else continue;
          series.update(shown, changed);
        }
        expect(series.length).toBe(shown.length);
        const values = shown.map((_, i) =>
          Array.from({ length: lines }, (__, line) => series.at(i, line)),
        );
        expectSame(values, referenceIndicator(chosen, shown));
      }),
      { numRuns: 300 * propertyFactor(), seed: propertySeed(72) },
    );
  });
});

describe('the choice of an indicator', () => {
  test('names the number that is out of its range', () => {
    expect(wrongParameter({ kind: 'sma', numbers: [0], source: 'close' })?.name).toBe('period');
    expect(wrongParameter({ kind: 'sma', numbers: [2.5], source: 'close' })?.name).toBe('period');
    expect(wrongParameter({ kind: 'macd', numbers: [12, 26], source: 'close' })?.name).toBe(
      'signal',
    );
    expect(wrongParameter({ kind: 'bollinger', numbers: [20, 2.25], source: 'close' })).toBeNull();
  });

  test('is read from a document, or not at all', () => {
    const spec = { kind: 'rsi', numbers: [14], source: 'hl2' };
    expect(readIndicatorSpec(structuredClone(spec))).toEqual(spec);
    expect(readIndicatorSpec({ ...spec, source: 'moon' })).toEqual({ ...spec, source: 'close' });
    for (const wrong of [null, 7, {}, { kind: 'rsi' }, { ...spec, numbers: ['14'] }]) {
      expect(readIndicatorSpec(wrong)).toBeNull();
    }
  });

  test('that cannot be made is refused', () => {
    expect(() => createIndicator({ kind: 'ema', numbers: [501], source: 'close' })).toThrow(
      'ema: period is out of range',
    );
  });
});

function grown(bar: TestBar | undefined): TestBar {
  if (bar === undefined) throw new RangeError('no bar to grow');
  const highTicks = bar.highTicks + 7;
  return { ...bar, highTicks, closeTicks: highTicks, volumeLots: bar.volumeLots + 3 };
}

function recordedBars(): readonly TestBar[] {
  const file = join(RECORDED_DATA_FOLDER, 'btc-perp-1m-202201.csv.gz');
  const [, ...rows] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return rows.map((row) => {
    const [time = '', ...cells] = row.split(',');
    const startUs = Date.parse(`${time.slice(0, 19).replace(' ', 'T')}Z`) * 1_000;
    const [open = 0, high = 0, low = 0, close = 0] = cells
      .slice(0, 4)
      .map((cell) => Math.round(Number(cell) * 10));
    const volumeLots = Math.round(Number(cells[4]) * 10_000);
    const prices = { openTicks: open, highTicks: high, lowTicks: low, closeTicks: close };
    return { startUs, session: sessionOf(startUs), ...prices, volumeLots };
  });
}
