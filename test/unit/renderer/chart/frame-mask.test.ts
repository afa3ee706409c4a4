import { describe, expect, test } from 'vitest';
import { FrameMask } from '../../../../renderer/chart/frame-mask.ts';
import { ManualFrames } from '../manual-frames.ts';

describe('a frame mask', () => {
  test('merges all changes before a frame into one painting', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidate(1);
    mask.invalidate(4);
    mask.invalidate(1);
    expect(frames.waiting).toBe(1);
    frames.next();
    expect(painted).toEqual([5]);
  });

  test('asks for a new frame for what changes while painting', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => {
      painted.push(bits);
      if (bits === 1) mask.invalidate(2);
    }, frames);
    mask.invalidate(1);
    frames.next();
    frames.next();
    expect(painted).toEqual([1, 2]);
  });

  test('paints what may wait with the next frame that is asked for, at the latest when the wait ends', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidateWithin(100, 1);
    mask.invalidateWithin(100, 1);
    expect(frames.waiting).toBe(0);
    frames.wait();
    expect(frames.waiting).toBe(1);
    frames.next();
    mask.invalidateWithin(100, 1);
    mask.invalidate(4);
    frames.next();
    frames.wait();
    expect(frames.waiting).toBe(0);
    expect(painted).toEqual([1, 5]);
  });

  test('takes its frame back and paints no more once it is disposed', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidate(1);
    mask.dispose();
    mask.invalidate(2);
    expect(frames.waiting).toBe(0);
    frames.next();
    expect(painted).toEqual([]);
  });
});
