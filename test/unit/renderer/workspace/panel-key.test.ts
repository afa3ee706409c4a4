import { beforeEach, describe, expect, it } from 'vitest';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';
import {
  PANELS_OF_A_KIND_MAX,
  freeKey,
  kindOf,
  readKey,
  settleTargets,
  targetOf,
  titleOf,
} from '../../../../renderer/workspace/panel-key.ts';

beforeEach(() => useTerminal.setState({ targets: {} }));

describe('the name of a panel', () => {
  it('is its kind for the first, with a number for more', () => {
    expect(readKey('chart')).toEqual({ kind: 'chart', at: 1 });
    expect(readKey('chart:2')).toEqual({ kind: 'chart', at: 2 });
    expect([titleOf('chart'), titleOf('depth-ladder:3')]).toEqual(['Chart', 'Depth 3']);
  });

  it.each([
    '',
    'nothing',
    'chart:',
    'chart:1',
    'chart:0',
    'chart:22',
    'chart:2:2',
    'order-ticket:2',
  ])('is not %j', (key) => {
    expect(kindOf(key)).toBeNull();
  });

  it('is the first that is free, up to a bound; there is one ticket only', () => {
    expect(freeKey('chart', [])).toBe('chart');
    expect(freeKey('chart', ['chart', 'chart:3'])).toBe('chart:2');
    const all = ['chart', ...Array.from({ length: 7 }, (_, at) => `chart:${String(at + 2)}`)];
    expect(all).toHaveLength(PANELS_OF_A_KIND_MAX);
    expect(freeKey('chart', all)).toBeNull();
    expect(freeKey('order-ticket', ['order-ticket'])).toBeNull();
    expect(freeKey('fills', [])).toBe('fills');
    expect(freeKey('positions', ['positions'])).toBe('positions:2');
  });
});

describe('commands of a kind of panel', () => {
  it('act on the one that was used last', () => {
    const { setFocusedPanel } = useTerminal.getState();
    setFocusedPanel('chart', 'chart:2');
    setFocusedPanel('fills');
    expect(targetOf('chart')).toBe('chart:2');
    setFocusedPanel('chart');
    expect(targetOf('chart')).toBe('chart');
  });

  it('act on one that is open when that is closed', () => {
    useTerminal.getState().setFocusedPanel('chart', 'chart:2');
    settleTargets(['chart', 'chart:3', 'fills']);
    expect(targetOf('chart')).toBe('chart');
    settleTargets(['chart:3', 'fills']);
    expect(targetOf('chart')).toBe('chart:3');
  });
});
