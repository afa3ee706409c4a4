import { describe, expect, it } from 'vitest';
import type { MarketClock } from '../../../../engine/contract/assets.ts';
import { clockTitle, clockWords, timeLeft } from '../../../../renderer/shell/market-clock.ts';

const MINUTE_US = 60_000_000;
const at = (text: string): number => Date.parse(text) * 1_000;

const CLOCK: MarketClock = {
  source: 'alpaca',
  isOpen: true,
  phase: 'regular',
  phaseEndsUs: at('2026-03-04T21:00:00Z'),
  zone: 'America/New_York',
  nextOpenUs: at('2026-03-05T14:30:00Z'),
  nextCloseUs: at('2026-03-04T21:00:00Z'),
  aheadMs: 120,
};

describe('the market clock', () => {
  it('counts an open market down to its close, and a closed one to the regular opening', () => {
    expect(clockWords(CLOCK)).toMatchObject({ text: 'Open', untilUs: CLOCK.nextCloseUs });
    const closed = { ...CLOCK, isOpen: false, phase: 'closed', phaseEndsUs: 1 } as const;
    expect(clockWords(closed)).toMatchObject({ isOpen: false, untilUs: CLOCK.nextOpenUs });
  });

  it('ends the pre-market with the opening and the after hours with their own end', () => {
    const phases = ['pre', 'post'] as const;
    expect(phases.map((phase) => clockWords({ ...CLOCK, phase }).untilUs)).toEqual([
      CLOCK.phaseEndsUs,
      CLOCK.phaseEndsUs,
    ]);
  });

  it.each([
    [1, '0:01'],
    [60 * MINUTE_US, '1:00'],
    [134 * MINUTE_US - 1, '2:14'],
    [(2 * 1_440 + 13 * 60) * MINUTE_US, '2 d 13 h'],
  ])('says %d microseconds as %s', (us, text) => {
    expect(timeLeft(us)).toBe(text);
  });

  it("tells both changes in the exchange's zone, the nearer first, and whose clock says so", () => {
    const lines = clockTitle(CLOCK).split('\n');
    expect(lines[1]).toMatch(/^Closes 2026-03-04 16:00 EST/);
    expect(lines[2]).toMatch(/^Opens 2026-03-05 09:30 EST/);
    expect(lines[3]).toBe('By Alpaca’s clock, 120 ms ahead of this computer’s');
  });
});
