import { expect, test } from 'vitest';
import { withRemoteLists } from '../../../../renderer/watchlists/take-remote.ts';
import { LISTS_MAX } from '../../../../renderer/watchlists/watchlist.ts';

test('a list of the same name gets what it lacks, another is new, nothing is lost or moved', () => {
  const own = [
    { name: 'Core', symbols: ['MSFT', 'AAPL'] },
    { name: 'Mine', symbols: ['SPY'] },
  ];
  const { lists, taken, left } = withRemoteLists(own, [
    { name: 'Core', symbols: ['AAPL', 'NVDA'] },
    { name: ' Coins ', symbols: ['BTC/USD', 'not a symbol'] },
  ]);
  expect(lists).toEqual([
    { name: 'Core', symbols: ['MSFT', 'AAPL', 'NVDA'] },
    { name: 'Mine', symbols: ['SPY'] },
    { name: 'Coins', symbols: ['BTC/USD'] },
  ]);
  expect(taken).toEqual([
    { name: 'Core', added: 1, isNew: false },
    { name: 'Coins', added: 1, isNew: true },
  ]);
  expect(left).toEqual(['not a symbol']);
});

test('a name that is too long is cut, and lists beyond the bound are told', () => {
  const long = 'a'.repeat(64);
  const full = Array.from({ length: LISTS_MAX - 1 }, (_, i) => ({ name: String(i), symbols: [] }));
  const { lists, left } = withRemoteLists(full, [
    { name: long, symbols: ['AAPL'] },
    { name: 'one too many', symbols: ['MSFT'] },
  ]);
  expect(lists.at(-1)).toEqual({ name: 'a'.repeat(32), symbols: ['AAPL'] });
  expect(left).toEqual(['one too many']);
});
