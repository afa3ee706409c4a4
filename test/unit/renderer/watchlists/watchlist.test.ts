import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LISTS_MAX,
  SYMBOLS_MAX,
  isListName,
  moved,
  readWatchlistCsv,
  readWatchlists,
  watchlistCsv,
} from '../../../../renderer/watchlists/watchlist.ts';

const known = (symbol: string): boolean => symbol !== 'NOPE';

describe('watchlists', () => {
  it('are read back as they were, without what is none', () => {
    const lists = [{ name: 'Tech', symbols: ['AAPL', 'BTC/USD'] }];
    expect(readWatchlists({ lists, shown: 'Tech' })).toEqual({ lists, shown: 'Tech' });
    const wrong = [{ name: '', symbols: [] }, 7, { name: 'A', symbols: ['aapl', 3, 'F', 'F'] }];
    expect(readWatchlists({ lists: [...lists, ...wrong, ...lists], shown: 'gone' })).toEqual({
      lists: [...lists, { name: 'A', symbols: ['F'] }],
      shown: null,
    });
    expect(readWatchlists([])).toBeNull();
  });

  it('are bounded', () => {
    const symbols = Array.from({ length: 300 }, (_, i) => `S${String(i)}`);
    const lists = Array.from({ length: 60 }, (_, i) => ({ name: `L${String(i)}`, symbols }));
    const read = readWatchlists({ lists, shown: null });
    expect(read?.lists).toHaveLength(LISTS_MAX);
    expect(read?.lists[0]?.symbols).toHaveLength(SYMBOLS_MAX);
    expect(isListName('L0', read?.lists ?? [])).toBe(false);
  });

  it('keep every symbol when one is moved', () => {
    const list = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        list,
        fc.integer({ min: -1, max: 9 }),
        fc.integer({ min: -1, max: 9 }),
        (...a) => {
          const [symbols, from, to] = a;
          const after = moved(symbols, from, to);
          expect([...after].sort()).toEqual([...symbols].sort());
          const isMove = from >= 0 && from < symbols.length && to >= 0 && to < symbols.length;
          if (isMove) expect(after[to]).toBe(symbols[from]);
          else expect(after).toEqual(symbols);
        },
      ),
    );
  });
});

describe('a CSV of symbols', () => {
  it('is what a list writes, and reads back the same', () => {
    const list = { name: 'Tech', symbols: ['AAPL', 'BTC/USD', 'BRK.B'] };
    expect(watchlistCsv(list)).toBe('symbol\r\nAAPL\r\nBTC/USD\r\nBRK.B\r\n');
    expect(readWatchlistCsv(watchlistCsv(list), known).symbols).toEqual(list.symbols);
  });

  it('of another program is taken by its column, bad lines by their number', () => {
    const text = '\uFEFFName,Symbol\nApple,"aapl"\nNothing,NOPE\n\nFord,F\nbad,a b\n';
    expect(readWatchlistCsv(text, known)).toEqual({ symbols: ['AAPL', 'F'], badLines: [3, 6] });
    expect(readWatchlistCsv('aapl;x\nMSFT', known).symbols).toEqual(['AAPL', 'MSFT']);
  });
});
