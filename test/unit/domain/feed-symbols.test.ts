import { expect, test } from 'vitest';
import { SYMBOLS_MAX, readSymbols } from '../../../engine/domain/feed-symbols.ts';

test('symbols are read with commas, blanks or both between, each once', () => {
  expect(readSymbols(' AAPL, BRK.B  BTC/USD,AAPL')).toEqual({
    symbols: ['AAPL', 'BRK.B', 'BTC/USD'],
  });
});

test.each(['', 'aapl', 'A,,B', 'A,', '1A', 'AAPL;rm'])('%j is refused and named', (text) => {
  expect(readSymbols(text)).toEqual({
    problem: `must be a list of symbols with commas between, like AAPL,MSFT,BTC/USD, not "${text}"`,
  });
});

test('there are not more than memory is for', () => {
  const many = Array.from({ length: SYMBOLS_MAX + 1 }, (_, i) => `S${String(i)}`);
  expect(readSymbols(many.join())).toEqual({ problem: 'must be at most 200, not 201' });
  expect(readSymbols(many.slice(1).join())).toMatchObject({ symbols: many.slice(1) });
});
