import { describe, expect, it } from 'vitest';
import { wordsRank } from '../../../../renderer/shell/words-rank.ts';

const TITLES = [
  'Cancel all orders of the symbol',
  'Flatten everything',
  'Go to Alerts',
  'Timeframe 15s',
  'Timeframe 5s',
  'Buy limit at the touch with the bracket of the ladder',
  'Sell limit at the touch',
];

/** Titles that are found, best first. */
function found(search: string): readonly string[] {
  return TITLES.map((title) => [title, wordsRank(search, title, '')] as const)
    .filter(([, rank]) => rank > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([title]) => title);
}

describe('what is typed into the palette', () => {
  it('finds no command by letters that are merely somewhere in its title', () => {
    expect(found('alert')).toEqual(['Go to Alerts']);
    expect(found('xyz')).toEqual([]);
  });

  it('finds by words in any order, and the whole title first', () => {
    expect(found('bracket buy')).toEqual(['Buy limit at the touch with the bracket of the ladder']);
    expect(found('timeframe 5s')).toEqual(['Timeframe 5s', 'Timeframe 15s']);
    expect(found('')).toHaveLength(TITLES.length);
  });

  it('finds by what else a command is known by, after all that say it in their title', () => {
    expect(wordsRank('order.cancel', 'Cancel all', 'order.cancel_all')).toBeGreaterThan(0);
    expect(wordsRank('all', 'Cancel all', '')).toBeGreaterThan(wordsRank('all', 'Cancel', 'all'));
  });
});
