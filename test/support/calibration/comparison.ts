import type { FlowStatistics } from './flow-statistics.ts';

/** One figure, recorded and simulated. */
export interface Compared {
  readonly name: string;
  readonly recorded: number;
  readonly simulated: number;
  /** Simulated by recorded; NaN where the recorded is 0. */
  readonly ratio: number;
  /** More than twice or less than half, where that means anything. */
  readonly isOff: boolean;
}

/** Shares below this are of rare things, and not compared by their ratio. */
const SHARE_MIN = 0.02;
/** Correlations differ by this much by chance: twice the standard error over an hour of samples. */
const CORRELATION_NOISE = 0.15;
const RATIO_MAX = 2;
/** The fourth moment hangs on a few of an hour's largest moves. */
const KURTOSIS_RATIO_MAX = 4;

/** Every figure of both, nested ones under `name.key`. `events` says how much was measured only. */
export function comparisonOf(recorded: FlowStatistics, simulated: FlowStatistics): Compared[] {
  const [real, made] = [figuresOf(recorded), figuresOf(simulated)];
  return [...real].map(([name, one]) => compare(name, one, made.get(name) ?? NaN));
}

/** A table for people. */
export function comparisonText(rows: readonly Compared[]): string {
  const head = `${'statistic'.padEnd(34)}${'recorded'.padStart(11)}${'simulated'.padStart(11)}${'ratio'.padStart(8)}`;
  const lines = rows.map(({ name, recorded, simulated, ratio, isOff }) => {
    const numbers = [figure(recorded, 11), figure(simulated, 11), figure(ratio, 8)].join('');
    return `${name.padEnd(34)}${numbers}${isOff ? '  off' : ''}`;
  });
  const off = rows.filter(({ isOff }) => isOff).length;
  return [head, ...lines, `${String(off)} of ${String(rows.length)} off by more than twice`].join(
    '\n',
  );
}

function compare(name: string, recorded: number, simulated: number): Compared {
  const ratio = simulated / recorded;
  const isShare = /Shares?\b|Distance\./.test(name);
  const isCorrelation = name.includes('Correlation');
  const most = name === 'returnKurtosis' ? KURTOSIS_RATIO_MAX : RATIO_MAX;
  const isFar = !(ratio <= most && ratio >= 1 / most);
  let isOff = isFar && name !== 'events';
  if (isShare && Math.max(recorded, simulated) < SHARE_MIN) isOff = false;
  if (isCorrelation && Math.abs(recorded - simulated) <= CORRELATION_NOISE) isOff = false;
  return { name, recorded, simulated, ratio, isOff };
}

function figuresOf(statistics: FlowStatistics): Map<string, number> {
  const figures = new Map<string, number>();
  for (const [name, value] of Object.entries(statistics)) {
    if (typeof value === 'number') figures.set(name, value);
    // All that is not a number is a record or a list of numbers.
    else
      for (const [key, one] of Object.entries(value as Record<string, number>))
        figures.set(`${name}.${key}`, one);
  }
  return figures;
}

function figure(value: number, width: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return (Number.isNaN(value) ? '-' : value.toFixed(digits)).padStart(width);
}
