import { expect, it } from 'vitest';
import { sampleFrames } from '../../../../renderer/stores/window-frames.ts';

/** A window that nobody hides, as one that nobody presses anything in. */
const NEVER = () => Number.NEGATIVE_INFINITY;
const ALWAYS_SHOWN = () => () => undefined;

it('counts the frames of half a second and the times between them, and then asks for none', async () => {
  const times = [5, 25, 45, 145, 345, 405, 505, 605];
  const asked: number[] = [];
  const gaps: number[] = [];
  const counted = sampleFrames(
    (ms) => gaps.push(ms),
    (callback) => {
      const atMs = times.shift();
      if (atMs === undefined) throw new Error('asked for a frame too many');
      asked.push(atMs);
      queueMicrotask(() => callback(atMs));
    },
    NEVER,
    ALWAYS_SHOWN,
  );
  expect(await counted).toBe((6 * 1_000) / 500);
  expect(gaps).toEqual([20, 20, 100, 200, 60, 100]);
  expect(times).toEqual([605]);
  expect(asked).toHaveLength(7);
});

it('ends early where somebody presses something', async () => {
  let atMs = 0;
  let asked = 0;
  const counted = sampleFrames(
    () => undefined,
    (callback) => {
      asked += 1;
      atMs += 20;
      queueMicrotask(() => callback(atMs));
    },
    () => (atMs >= 60 ? 50 : Number.NEGATIVE_INFINITY),
    ALWAYS_SHOWN,
  );
  expect(await counted).toBe(50);
  expect(asked).toBe(3);
});

it('begins anew where the window was hidden, and counts a stall of a window in sight', async () => {
  const times = [5, 25, 3_025, 3_045, 6_045];
  const gaps: number[] = [];
  let changed: (() => void) | null = null;
  const counted = sampleFrames(
    (ms) => {
      gaps.push(ms);
      // After the second frame.
      if (gaps.length === 1) changed?.();
    },
    (callback) => {
      const atMs = times.shift();
      if (atMs === undefined) throw new Error('asked for a frame too many');
      queueMicrotask(() => callback(atMs));
    },
    NEVER,
    (hear) => {
      changed = hear;
      return () => {
        changed = null;
      };
    },
  );
  expect(await counted).toBe((2 * 1_000) / 3_020);
  expect(gaps).toEqual([20, 20, 3_000]);
  expect(changed).toBeNull();
});
