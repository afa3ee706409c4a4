import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../engine/host/system-clock.ts';

let wallMs = 0;
let upMs = 0;

beforeEach(() => {
  wallMs = 1_773_237_600_000;
  upMs = 5_000.25;
  vi.spyOn(Date, 'now').mockImplementation(() => Math.floor(wallMs));
  vi.spyOn(performance, 'now').mockImplementation(() => upMs);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function passMs(ms: number): void {
  wallMs += ms;
  upMs += ms;
}

describe('the system’s clock', () => {
  test('counts microseconds of wall time between the system’s milliseconds', () => {
    const clock = systemClock();
    const start = clock.wallUs();
    expect(Number.isSafeInteger(start)).toBe(true);
    passMs(0.125);
    expect(clock.wallUs() - start).toBe(125);
  });

  test('follows a jump forward at once, as after sleep', () => {
    const clock = systemClock();
    const start = clock.wallUs();
    passMs(10);
    wallMs += 3_600_000;
    expect(Math.abs(clock.wallUs() - start - 3_600_010_000)).toBeLessThan(1_000);
  });

  test('goes on at half speed when the system’s clock goes back, until that is made up for', () => {
    const clock = systemClock();
    const start = clock.wallUs();
    wallMs -= 60_000;
    for (let second = 1; second <= 119; second += 1) {
      passMs(1_000);
      expect(clock.wallUs() - start).toBe(500_000 * second);
    }
    expect(clock.behindUs()).toBe(500_000);
    passMs(2_000);
    expect(clock.wallUs() - start).toBe(61_000_000);
    expect(clock.behindUs()).toBe(0);
    passMs(1_000);
    expect(clock.wallUs() - start).toBe(62_000_000);
  });

  test('starts no earlier than what is on disk, and waits for the system’s clock from there', () => {
    const clock = systemClock();
    const newest = wallMs * 1_000 + 3_600_000_000;
    clock.notBefore(newest);
    expect(clock.wallUs()).toBe(newest);
    passMs(1_000);
    expect(clock.wallUs()).toBe(newest + 500_000);
    expect(clock.behindUs()).toBe(3_599_500_000);
    wallMs += 3_600_000;
    expect(clock.wallUs()).toBe(wallMs * 1_000);
  });

  test('knows how long it has slept, which a clock that is set is not', () => {
    let upS = 90_000.12;
    const clock = systemClock(() => upS);
    passMs(2_000);
    upS += 2;
    wallMs += 60_000;
    expect(clock.sleptUs()).toBeLessThan(1_000);
    wallMs += 3_600_000;
    upS += 3_600;
    expect(clock.sleptUs() / 1_000_000).toBeCloseTo(3_600, 3);
    expect(systemClock(null).sleptUs()).toBe(0);
  });

  test('is not moved by what lies before it', () => {
    const clock = systemClock();
    clock.notBefore(1);
    passMs(10);
    expect(clock.wallUs()).toBe(Math.floor(wallMs) * 1_000);
    expect(clock.behindUs()).toBe(0);
  });

  test('ignores the small corrections of a time service', () => {
    const clock = systemClock();
    const start = clock.wallUs();
    wallMs += 400;
    passMs(1);
    expect(clock.wallUs() - start).toBe(1_000);
  });

  test('never goes back, whatever the system’s clock does', () => {
    const clock = systemClock();
    let [lastWall, lastUp] = [0, 0];
    for (let i = 0; i < 2_000; i += 1) {
      passMs((i * 7) % 5);
      wallMs += ((i * 7_919) % 10_007) - 5_000;
      expect(clock.wallUs()).toBeGreaterThanOrEqual(lastWall);
      expect(clock.monotonicUs()).toBeGreaterThanOrEqual(lastUp);
      [lastWall, lastUp] = [clock.wallUs(), clock.monotonicUs()];
    }
  });
});
