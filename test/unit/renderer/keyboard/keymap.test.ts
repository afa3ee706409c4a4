import { describe, expect, it } from 'vitest';
import defaultKeymap from '../../../../resources/keymap.json' with { type: 'json' };
import { keysOf, readKeymap } from '../../../../renderer/keyboard/keymap.ts';

describe('the default key map', () => {
  it('has no binding that can not be used', () => {
    const { bindings, problems } = readKeymap(defaultKeymap);
    expect(problems).toEqual([]);
    expect(bindings).toHaveLength(defaultKeymap.bindings.length);
  });

  it('has the keys of the manual', () => {
    expect(keysOf('order.buy_limit')).toBe('Alt+B');
    expect(keysOf('order.sell_market')).toBe('Alt+Shift+S');
    expect(keysOf('position.flatten_all')).toBe('Alt+F');
    expect(keysOf('palette.open')).toBe('Ctrl+K');
    expect(keysOf('no.such_command')).toBeNull();
  });
});

describe('a key map from a file', () => {
  it('loses only what is wrong in it, with a sentence on each', () => {
    const { bindings, problems } = readKeymap({
      bindings: [
        { key: 'Alt+B', command: 'order.buy_limit' },
        { key: 'Alt+B', command: 'order.sell_limit' },
        { key: 'Alt+Enter+B', command: 'order.join' },
        { key: 'Alt+J' },
        'nonsense',
      ],
    });
    expect(bindings).toEqual([{ key: 'Alt+B', command: 'order.buy_limit' }]);
    expect(problems).toEqual([
      'Alt+B is bound to order.buy_limit and to order.sell_limit',
      'Alt+Enter+B is not a key',
      'Binding 4 has no key or no command',
      'Binding 5 has no key or no command',
    ]);
  });

  it('keeps which keys send at once', () => {
    const bindings = [{ key: 'Alt+B', command: 'order.buy_limit', send: true }];
    expect(readKeymap({ bindings })).toEqual({ bindings, problems: [] });
  });

  it.each([
    ['Escape', 'order.buy_market', 'Esc only ever backs out and can’t be bound to anything else'],
    ['Alt+Escape', 'risk.kill', 'Esc only ever backs out and can’t be bound to anything else'],
    ['Shift+Tab', 'order.join', 'Tab moves the focus and can’t be bound'],
  ])('never gets %s to trade', (key, command, problem) => {
    expect(readKeymap({ bindings: [{ key, command }] })).toEqual({
      bindings: [],
      problems: [problem],
    });
  });

  it('that is no key map at all says so', () => {
    expect(readKeymap([]).problems).toEqual(['The key map has no bindings']);
    expect(readKeymap(null).problems).toEqual(['The key map has no bindings']);
  });
});
