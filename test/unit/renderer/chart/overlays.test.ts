import { describe, expect, test } from 'vitest';
import { sessionStarts } from '../../../../renderer/chart/overlays/backdrop.ts';
import { FILL_LINKS_MAX, fillLinks } from '../../../../renderer/chart/overlays/fill-links.ts';
import { bar, dollars, fill } from '../market-samples.ts';

describe('links from entries to exits', () => {
  test('join what opened with what closed, first in first out', () => {
    const fills = [
      fill(3, 'sell', 190, 30, 150),
      fill(2, 'buy', 189, 20, 100),
      fill(1, 'buy', 191, 10, 100),
    ];
    expect(fillLinks('AAPL', fills, 50)).toEqual([
      link(10, 191, 30, 190, 100, false),
      link(20, 189, 30, 190, 50, true),
    ]);
  });

  test('go on through a reversal', () => {
    const fills = [
      fill(3, 'buy', 187, 30, 100),
      fill(2, 'sell', 188, 20, 200),
      fill(1, 'buy', 188, 10, 100),
    ];
    expect(fillLinks('AAPL', fills, 0)).toEqual([
      link(10, 188, 20, 188, 100, null),
      link(20, 188, 30, 187, 100, true),
    ]);
  });

  test('have no entry where the position is older than the fills that are known', () => {
    const fills = [fill(2, 'sell', 190, 20, 100), fill(1, 'sell', 190, 10, 100)];
    expect(fillLinks('AAPL', fills, -100)).toEqual([]);
    expect(fillLinks('MSFT', fills, 0)).toEqual([]);
  });

  test('are the newest ones only', () => {
    const fills = Array.from({ length: 2 * FILL_LINKS_MAX + 20 }, (_, i) =>
      fill(i, i % 2 === 0 ? 'buy' : 'sell', 190, i, 1),
    ).reverse();
    const links = fillLinks('AAPL', fills, 0);
    expect(links).toHaveLength(FILL_LINKS_MAX);
    expect(links.at(-1)?.toUs).toBe(2 * FILL_LINKS_MAX + 19);
  });
});

describe('session breaks', () => {
  test('are at the first bar of each session in view', () => {
    const bars = [1, 2, 10, 11, 20].map((us) => bar(us));
    const sessionOf = (us: number): number => Math.floor(us / 10);
    expect(sessionStarts(bars, 0, 4, sessionOf)).toEqual([2, 4]);
    expect(sessionStarts(bars, 3, 3, sessionOf)).toEqual([]);
  });
});

function link(
  fromUs: number,
  from: number,
  toUs: number,
  to: number,
  qtyLots: number,
  won: boolean | null,
) {
  return { fromUs, fromTicks: dollars(from), toUs, toTicks: dollars(to), qtyLots, won };
}
