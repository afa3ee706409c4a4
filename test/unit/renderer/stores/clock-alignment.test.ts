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

test('what the last pings leave possible counts, and none of an engine that is gone', () => {
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

test('pings with a long way there and a long way back leave little possible together', () => {
  const clock = new ClockAlignment();
  clock.add(ping(10, 0.2, 30));
  expect(clock.offset?.errorUs).toBeCloseTo(15_100, 3);
  clock.add(ping(50, 40, 0.2));
  expect(clock.offset?.offsetUs).toBeCloseTo(100_000, 3);
  expect(clock.offset?.errorUs).toBeCloseTo(200, 3);
});

test('whatever comes with a time of the engine was sent before it came', () => {
  const clock = new ClockAlignment();
  clock.hear(110_000, 10);
  expect(clock.offset).toBeNull();
  clock.add(ping(10, 0.4, 30));
  // Sent at 150 by the engine's clock, 50 by ours.
  clock.hear(150_000, 50.4);
  clock.hear(160_000, 75);
  expect(clock.offset?.offsetUs).toBeCloseTo(100_000, 3);
  expect(clock.offset?.errorUs).toBeCloseTo(400, 3);
  // It goes with the ping it came after.
  for (let at = 0; at < 8; at += 1) clock.add(ping(80 + at, 2, 2));
  expect(clock.offset?.errorUs).toBeCloseTo(2_000, 3);
});
