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

  test('paints ticks at once, then no sooner than a pause later, and with company where there is any', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidateTick(1);
    mask.invalidateTick(2);
    frames.settle();
    expect(painted).toEqual([3]);
    mask.invalidateTick(1);
    frames.settle();
    expect(painted).toEqual([3]);
    frames.wait();
    frames.settle();
    expect(painted).toEqual([3]);
    mask.invalidateTick(2);
    frames.settle();
    expect(painted).toEqual([3, 3]);
    expect(frames.waiting).toBe(0);
  });

  test('paints the last tick though no other follows it', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidateTick(1);
    frames.settle();
    mask.invalidateTick(2);
    frames.wait();
    frames.wait();
    frames.settle();
    expect(painted).toEqual([1, 2]);
  });

  test('paints a tick with a frame that is asked for meanwhile, and not once more', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidateTick(1);
    frames.settle();
    mask.invalidateTick(1);
    mask.invalidate(4);
    frames.next();
    frames.wait();
    frames.wait();
    frames.settle();
    expect(painted).toEqual([1, 5]);
  });

  test('paints what comes soon once, before the next frame', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidateSoon(1);
    mask.invalidateSoon(2);
    expect(painted).toEqual([]);
    frames.settle();
    frames.settle();
    expect(painted).toEqual([3]);
    expect(frames.waiting).toBe(0);
  });

  test('leaves a tick that waits for its turn out of what is painted soon', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidateTick(1);
    frames.settle();
    mask.invalidateTick(1);
    mask.invalidateSoon(4);
    frames.settle();
    expect(painted).toEqual([1, 4]);
    frames.wait();
    frames.wait();
    frames.settle();
    expect(painted).toEqual([1, 4, 1]);
  });

  test('takes its frame back and paints no more once it is disposed', () => {
    const frames = new ManualFrames();
    const painted: number[] = [];
    const mask = new FrameMask((bits) => painted.push(bits), frames);
    mask.invalidate(1);
    mask.invalidateSoon(8);
    mask.dispose();
    mask.invalidate(2);
    frames.settle();
    expect(frames.waiting).toBe(0);
    frames.next();
    expect(painted).toEqual([]);
  });
});
