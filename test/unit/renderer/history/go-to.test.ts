import { expect, test } from 'vitest';
import { aimOf } from '../../../../renderer/history/go-to.ts';

const ZONE = 'America/New_York';

test('a number goes to the row of that number, with or without thousands marks', () => {
  expect(aimOf('1', ZONE)).toEqual({ kind: 'row', index: 0 });
  expect(aimOf(' 500,000 ', ZONE)).toEqual({ kind: 'row', index: 499_999 });
});

test('a date goes to the end of that trading date in its zone', () => {
  const aim = aimOf('2026-03-13', ZONE);
  expect(aim?.kind === 'time' && new Date(aim.beforeUs / 1_000).toISOString()).toBe(
    '2026-03-14T00:00:00.000Z',
  );
});

test.each(['', '0', '-3', '2026-02-30', '2026-3-1', 'yesterday', '1.5'])(
  'what is neither goes nowhere: %j',
  (text) => {
    expect(aimOf(text, ZONE)).toBeNull();
  },
);
