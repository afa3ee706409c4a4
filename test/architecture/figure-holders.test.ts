/** Every figure that the panel can show has a test that holds it to an independent measurement. */
import { expect, test } from 'vitest';
import { ENGINE_STAGES, GAUGE_UNITS, WINDOW_STAGES } from '../../engine/contract/metrics.ts';
import { FIGURE_HOLDERS } from '../support/figure-holders.ts';
import { sourceFiles } from './source-files.ts';

const METRICS: readonly string[] = [
  ...ENGINE_STAGES,
  ...WINDOW_STAGES,
  ...Object.keys(GAUGE_UNITS),
];
/** Texts of tests and of what they play, by path. */
const TESTS = new Map(
  sourceFiles()
    .filter(({ path }) => /^test\/(.*[.]test|e2e\/scenarios\/[\w-]+)[.]tsx?$/.test(path))
    .map(({ path, text }) => [path, text]),
);

/** The name as a whole, or with a figure of the stage behind it; no longer one of another metric. */
function hasName(text: string, metric: string): boolean {
  return new RegExp(`(?<![\\w.])${metric.replaceAll('.', '[.]')}(?!\\w)`).test(text);
}

/** What is wrong with a table of holders. */
function faultsOf(holders: Readonly<Record<string, string>>): readonly string[] {
  const missing = METRICS.filter((metric) => !Object.hasOwn(holders, metric));
  return [
    ...missing.map((metric) => `${metric}: nobody holds it`),
    ...Object.entries(holders).flatMap(([metric, path]) => {
      if (!METRICS.includes(metric)) return [`${metric}: no metric`];
      const text = TESTS.get(path);
      if (text === undefined) return [`${metric}: no test ${path}`];
      return hasName(text, metric) ? [] : [`${metric}: not in ${path}`];
    }),
  ];
}

test('every metric is compared with somebody else’s measurement', () => {
  expect(METRICS.length).toBeGreaterThan(70);
  expect(faultsOf(FIGURE_HOLDERS)).toEqual([]);
});

test('a table that lacks a metric, has another or a wrong place is found out', () => {
  const { 'order.match': path, ...others } = FIGURE_HOLDERS;
  expect(faultsOf(others)).toContain('order.match: nobody holds it');
  expect(faultsOf({ 'order.lunch': path })).toContain('order.lunch: no metric');
  expect(faultsOf({ 'order.match': 'gone.test.ts' })).toContain(
    'order.match: no test gone.test.ts',
  );
  const elsewhere = FIGURE_HOLDERS['window.fps'];
  expect(faultsOf({ 'order.match': elsewhere })).toContain(`order.match: not in ${elsewhere}`);
});

test.each([
  [`expect(values['requests.rate'])`, true],
  [`largest(heard, 'requests.rate.max')`, true],
  [`expect(values['requests.rate_max'])`, false],
  [`'other.requests.rate'`, false],
])('the name of a metric in %s is its own: %s', (text, isOwn) => {
  expect(hasName(text, 'requests.rate')).toBe(isOwn);
});
