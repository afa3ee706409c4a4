import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wireNanos, wireTimeUs } from '../../../engine/alpaca/wire-time.ts';

const MS = Date.parse('2026-03-04T15:02:11Z');

test.each([
  ['2026-03-04T15:02:11Z', 0, 0],
  ['2026-03-04T15:02:11.5Z', 500_000, 0],
  ['2026-03-04T15:02:11.0051Z', 5_100, 0],
  ['2026-03-04T15:02:11.004120733Z', 4_120, 733],
  ['2026-03-04T15:02:11.00412073Z', 4_120, 730],
  ['2026-03-04T10:02:11.2-05:00', 200_000, 0],
  ['2026-03-04T20:32:11+05:30', 0, 0],
])('reads %s', (text, us, nanos) => {
  expect(wireTimeUs(text)).toBe(MS * 1_000 + us);
  expect(wireNanos(text)).toBe(nanos);
});

test.each([
  '',
  'yesterday',
  '2026-03-04',
  '2026-03-04T15:02:11',
  '2026-03-04T15:02:11.Zx',
  '2026-13-04T15:02:11Z',
  '2026-03-04T25:02:11Z',
  '2026-03-04T15:02:1aZ',
  '2026-03-04T15:02:11.5+0500',
])('refuses %j', (text) => {
  expect(wireTimeUs(text)).toBeNaN();
});

test('reads what any clock with nanoseconds writes, whatever zeros it drops', () => {
  const moments = fc.record({
    second: fc.integer({ min: 0, max: 4_000_000_000 }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
  });
  fc.assert(
    fc.property(moments, ({ second, nanos }) => {
      const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
      const whole = new Date(second * 1_000).toISOString().slice(0, 19);
      const text = `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
      expect(wireTimeUs(text)).toBe(second * 1_000_000 + Math.floor(nanos / 1_000));
      expect(wireNanos(text)).toBe(nanos % 1_000);
    }),
  );
});
