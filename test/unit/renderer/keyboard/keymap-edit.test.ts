import { describe, expect, it } from 'vitest';
import {
  bindKey,
  displacedBy,
  keymapFile,
  keymapFromText,
  resetCommand,
  sameKeymap,
  unbind,
  withSend,
} from '../../../../renderer/keyboard/keymap-edit.ts';
import { DEFAULT_KEYMAP } from '../../../../renderer/keyboard/keymap.ts';

const BUY = { key: 'Alt+B', command: 'order.buy_limit' } as const;
const SELL = { key: 'Alt+S', command: 'order.sell_limit' } as const;
const MAP = [BUY, SELL];

describe('editing a key map', () => {
  it('gives a command other keys in place of its own', () => {
    expect(bindKey(MAP, 'order.buy_limit', 'F3')).toEqual([
      SELL,
      { key: 'F3', command: 'order.buy_limit' },
    ]);
  });

  it('says whose keys would be taken, and takes them', () => {
    expect(displacedBy(MAP, 'order.buy_limit', 'Alt+S')).toBe('order.sell_limit');
    expect(displacedBy(MAP, 'order.sell_limit', 'Alt+S')).toBeNull();
    expect(displacedBy(MAP, 'order.buy_limit', 'F3')).toBeNull();
    expect(bindKey(MAP, 'order.buy_limit', 'Alt+S')).toEqual([
      { key: 'Alt+S', command: 'order.buy_limit' },
    ]);
  });

  it('refuses to let Esc trade', () => {
    expect(bindKey(MAP, 'order.buy_limit', 'Escape')).toMatch(/^Esc only ever backs out/);
  });

  it('keeps with new keys that they send at once, and forgets it when told', () => {
    const sending = withSend(MAP, 'order.buy_limit', true);
    expect(bindKey(sending, 'order.buy_limit', 'F3')).toContainEqual({
      ...{ key: 'F3', command: 'order.buy_limit', send: true },
    });
    expect(withSend(sending, 'order.buy_limit', false)).toEqual(MAP);
  });

  it('takes keys away and gives back those that came with the program', () => {
    expect(unbind(MAP, 'order.sell_limit')).toEqual([BUY]);
    const other = [{ key: 'Alt+B', command: 'order.sell_limit' }];
    expect(resetCommand(other, 'order.buy_limit')).toEqual([BUY]);
  });
});

describe('a key map as a file', () => {
  it('comes back the same', () => {
    const bindings = withSend(DEFAULT_KEYMAP.bindings, 'order.buy_market', true);
    const text = JSON.stringify(keymapFile(bindings));
    expect(keymapFromText(text)).toEqual({ bindings, problems: [] });
    expect(sameKeymap(bindings, DEFAULT_KEYMAP.bindings)).toBe(false);
    expect(sameKeymap([SELL, BUY], MAP)).toBe(true);
  });

  it('that is not JSON changes nothing and says so', () => {
    const read = keymapFromText('{ "bindings": [');
    expect(read.bindings).toEqual([]);
    expect(read.problems[0]).toMatch(/^The file is not JSON: /);
  });
});
