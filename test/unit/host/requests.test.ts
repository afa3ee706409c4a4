import { describe, expect, it } from 'vitest';
import { RequestRates } from '../../../engine/host/request-rates.ts';
import { RequestBound, isBound } from '../../../engine/host/request-bound.ts';

describe('the busiest client', () => {
  it('is the one that sends most now, not since it came', () => {
    const rates = new RequestRates<{ requests: number }>();
    const [old, loud] = [{ requests: 0 }, { requests: 0 }];
    old.requests = 10_000;
    expect(rates.look([old, loud], 1_000)).toBeNull();
    old.requests += 5;
    loud.requests += 800;
    expect(rates.look([old, loud], 3_000)).toBe(400);
    expect(rates.busiest).toBe(loud);
    expect(rates.look([old, loud], 4_000)).toBe(0);
    expect(rates.busiest).toBeNull();
  });
});

describe('the bound of requests', () => {
  it('lets through so many a second, and a second’s worth at once', () => {
    const bound = new RequestBound(10);
    const passed = (nowMs: number): number =>
      Array.from({ length: 50 }, () => bound.take(nowMs)).filter(Boolean).length;
    expect(passed(0)).toBe(10);
    expect(passed(500)).toBe(5);
    expect(passed(60_000)).toBe(10);
  });

  it('never holds back what takes a trader out of the market', () => {
    expect(isBound('order.cancel')).toBe(false);
    expect(isBound('positions.flatten')).toBe(false);
    expect(isBound('risk.kill')).toBe(false);
    expect(isBound('order.submit')).toBe(true);
  });
});
