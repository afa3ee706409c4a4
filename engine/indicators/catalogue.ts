/** Every indicator there is: its parameters with their ranges, its lines, and how it is made. */
import { BollingerBands, ExponentialAverage, SessionVwap, SimpleAverage } from './averages.ts';
import { PRICE_SOURCES } from './indicator.ts';
import type { Indicator, PriceSource } from './indicator.ts';
import { AverageTrueRange, MovingAverageConvergence, RelativeStrength } from './oscillators.ts';

export const INDICATOR_KINDS = ['sma', 'ema', 'vwap', 'bollinger', 'rsi', 'macd', 'atr'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** A number that an indicator is made with. */
export interface IndicatorParameter {
  readonly name: 'period' | 'deviations' | 'fast' | 'slow' | 'signal';
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** Decimals that may be given. */
  readonly decimals: number;
}

/** What an indicator is, apart from its numbers. */
export interface IndicatorForm {
  readonly parameters: readonly IndicatorParameter[];
  readonly hasSource: boolean;
  /** `price`: drawn over the bars, in ticks. `own`: in a pane of its own. */
  readonly scale: 'price' | 'own';
  /** Unit of its values: `index` is 0 to 100. */
  readonly unit: 'ticks' | 'index';
  /** Names of its values, in their order. */
  readonly lines: readonly IndicatorLine[];
}
export type IndicatorLine =
  'value' | 'middle' | 'upper' | 'lower' | 'macd' | 'signal' | 'histogram';

/** Longest window: more bars than a screen shows, and a bound for what a window keeps. */
const PERIOD_MAX = 500;

function period(name: IndicatorParameter['name'], initial: number, min = 1): IndicatorParameter {
  return { name, initial, min, max: PERIOD_MAX, decimals: 0 };
}

const ON_PRICE = { scale: 'price', unit: 'ticks', lines: ['value'], hasSource: true } as const;

export const INDICATOR_FORMS: Readonly<Record<IndicatorKind, IndicatorForm>> = {
  sma: { ...ON_PRICE, parameters: [period('period', 20)] },
  ema: { ...ON_PRICE, parameters: [period('period', 20)] },
  vwap: { ...ON_PRICE, parameters: [], hasSource: false },
  bollinger: {
    ...ON_PRICE,
    parameters: [
      period('period', 20, 2),
      { name: 'deviations', initial: 2, min: 0.1, max: 10, decimals: 2 },
    ],
    lines: ['middle', 'upper', 'lower'],
  },
  rsi: {
    parameters: [period('period', 14)],
    hasSource: true,
    scale: 'own',
    unit: 'index',
    lines: ['value'],
  },
  macd: {
    parameters: [period('fast', 12), period('slow', 26), period('signal', 9)],
    hasSource: true,
    scale: 'own',
    unit: 'ticks',
    lines: ['macd', 'signal', 'histogram'],
  },
  atr: {
    parameters: [period('period', 14)],
    hasSource: false,
    scale: 'own',
    unit: 'ticks',
    lines: ['value'],
  },
};

/** An indicator as it is chosen: kind and numbers, by the names of its parameters. */
export interface IndicatorSpec {
  readonly kind: IndicatorKind;
  readonly numbers: readonly number[];
  readonly source: PriceSource;
}

/** The usual numbers of a kind. */
export function initialSpec(kind: IndicatorKind): IndicatorSpec {
  const numbers = INDICATOR_FORMS[kind].parameters.map(({ initial }) => initial);
  return { kind, numbers, source: 'close' };
}

/** The first number that is outside of its range, or null when the spec can be made. */
export function wrongParameter(spec: IndicatorSpec): IndicatorParameter | null {
  const { parameters } = INDICATOR_FORMS[spec.kind];
  const wrong = parameters.find(({ min, max, decimals }, at) => {
    const value = spec.numbers[at] ?? Number.NaN;
    const steps = value * 10 ** decimals;
    return !(value >= min && value <= max) || Math.abs(steps - Math.round(steps)) > 1e-6;
  });
  return wrong ?? null;
}

/** Reads a spec from what a file or document holds; null when it is none. */
export function readIndicatorSpec(value: unknown): IndicatorSpec | null {
  if (typeof value !== 'object' || value === null) return null;
  // Every field is looked at as unknown.
  const { kind, numbers, source } = value as Record<string, unknown>;
  const known = INDICATOR_KINDS.find((one) => one === kind);
  if (known === undefined || !Array.isArray(numbers)) return null;
  const given = numbers.filter((one) => typeof one === 'number');
  const price = PRICE_SOURCES.find((one) => one === source) ?? 'close';
  const spec = { kind: known, numbers: given, source: price };
  const count = INDICATOR_FORMS[known].parameters.length;
  return given.length === count && wrongParameter(spec) === null ? spec : null;
}

/** Makes the indicator; throws a RangeError for numbers that `wrongParameter` names. */
export function createIndicator(spec: IndicatorSpec): Indicator {
  const wrong = wrongParameter(spec);
  if (wrong !== null) throw new RangeError(`${spec.kind}: ${wrong.name} is out of range`);
  const [first = 1, second = 1, third = 1] = spec.numbers;
  switch (spec.kind) {
    case 'sma':
      return new SimpleAverage(first, spec.source);
    case 'ema':
      return new ExponentialAverage(first, spec.source);
    case 'vwap':
      return new SessionVwap();
    case 'bollinger':
      return new BollingerBands(first, second, spec.source);
    case 'rsi':
      return new RelativeStrength(first, spec.source);
    case 'macd':
      return new MovingAverageConvergence(first, second, third, spec.source);
    case 'atr':
      return new AverageTrueRange(first);
  }
}
