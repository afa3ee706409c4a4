import { describe, expect, test } from 'vitest';
import { ladderKey } from '../../../../renderer/panels/depth-ladder/ladder-keys.ts';

const PLAIN = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false };

function press(key: string, patch: Partial<typeof PLAIN> = {}) {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...values: unknown[]): true => {
      calls.push([name, ...values]);
      return true;
    };
  const ladder = {
    ...{ scroll: note('scroll'), moveCursor: note('move'), turnCursor: note('turn') },
    ...{ press: note('press'), nudge: note('nudge') },
    ...{ cancelAtCursor: note('cancel'), cancelDrag: note('drop') },
  };
  const used = ladderKey(ladder, { key, ...PLAIN, ...patch });
  return { used, calls };
}

describe('keys in the ladder', () => {
  test.each([
    ['ArrowUp', {}, ['move', 1]],
    ['ArrowDown', { shiftKey: true }, ['move', -10]],
    ['ArrowLeft', {}, ['turn', -1]],
    ['ArrowRight', {}, ['turn', 1]],
    ['PageDown', {}, ['scroll', 0, -1]],
    ['Enter', {}, ['press', 'limit']],
    ['Enter', { shiftKey: true }, ['press', 'stop']],
    ['Enter', { altKey: true }, ['press', 'bracket']],
    ['ArrowUp', { ctrlKey: true }, ['nudge', 1]],
    ['ArrowDown', { ctrlKey: true, shiftKey: true }, ['nudge', -10]],
    ['Delete', {}, ['cancel']],
    ['Escape', {}, ['drop']],
  ])('%s %o does %o', (key, held, call) => {
    expect(press(key, held)).toEqual({ used: true, calls: [call] });
  });

  test('that trade do nothing while held down', () => {
    expect(press('Enter', { repeat: true })).toEqual({ used: false, calls: [] });
    expect(press('Delete', { repeat: true })).toEqual({ used: false, calls: [] });
  });

  test('of others are left alone', () => {
    expect(press('b')).toEqual({ used: false, calls: [] });
    expect(press('ArrowUp', { altKey: true })).toEqual({ used: false, calls: [] });
  });
});
