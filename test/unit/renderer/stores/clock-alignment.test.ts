import { expect, test } from 'vitest';
import { ClockAlignment } from '../../../../renderer/stores/clock-alignment.ts';

/** A ping to an engine whose clock is 100 ms ahead, with its two ways in milliseconds. */
function ping(sentMs: number, thereMs: number, backMs: number) {
  const receivedUs = (sentMs + thereMs + 100) * 1_000;
  const answeredUs = receivedUs + 300;
  const heardMs = sentMs + thereMs + 0.3 + backMs;
  return { sentMs, receivedUs, answeredUs, heardMs };
}

test('the offset is exact where both ways take as long, and within its error otherwise', () => {
  const clock = new ClockAlignment();
  expect(clock.offset).toBeNull();
  clock.add(ping(10, 2, 2));
  expect(clock.offset?.offsetUs).toBeCloseTo(100_000, 3);
  const slow = new ClockAlignment();
  slow.add(ping(10, 5, 1));
  const { offsetUs = 0, errorUs = 0 } = slow.offset ?? {};
  expect(errorUs).toBeCloseTo(3_000, 3);
  expect(Math.abs(offsetUs - 100_000)).toBeLessThanOrEqual(errorUs);
});

test('the quickest of the last pings counts, and none of an engine that is gone', () => {
  const clock = new ClockAlignment();
  clock.add(ping(10, 0.1, 0.1));
  clock.add(ping(20, 9, 1));
  expect(clock.offset?.errorUs).toBeCloseTo(100, 3);
  expect(clock.toWindowMs(150_000)).toBeCloseTo(50, 3);
  for (let at = 0; at < 8; at += 1) clock.add(ping(30 + at, 2, 2));
  expect(clock.offset?.errorUs).toBeCloseTo(2_000, 3);
  clock.reset();
  expect(clock.toWindowMs(0)).toBeNull();
});
