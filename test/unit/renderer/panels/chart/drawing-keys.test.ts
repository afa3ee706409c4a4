import { expect, test } from 'vitest';
import { drawingKey } from '../../../../../renderer/panels/chart/drawing-keys.ts';

/** A desk that notes what it is asked for. */
function desk(isSelected: boolean) {
  const asked: string[] = [];
  const note = (what: string): boolean => asked.push(what) > 0;
  return {
    asked,
    selected: isSelected ? {} : null,
    spacing: 6,
    stepPx: () => 2,
    nudge: ({ x, y }: { readonly x: number; readonly y: number }): void => {
      note(`nudge ${String(x)} ${String(y)}`);
    },
    nextAnchor: (): void => {
      note('anchor');
    },
    remove: () => note('remove'),
    undo: () => note('undo'),
    redo: () => note('redo'),
    escape: () => note('escape'),
  };
}

/** The part of a key event that is looked at. */
function press(key: string, modifiers: 'ctrl' | 'shift' | 'ctrl+shift' | '' = ''): KeyboardEvent {
  const [ctrlKey, shiftKey] = [modifiers.startsWith('ctrl'), modifiers.endsWith('shift')];
  // Only these fields are read.
  return { key, ctrlKey, shiftKey } as KeyboardEvent;
}

test('keys move, grip, remove and undo drawings', () => {
  const held = desk(true);
  const keys = [
    press('ArrowLeft'),
    press('ArrowUp', 'shift'),
    press(' '),
    press('Delete'),
    press('z', 'ctrl'),
    press('Z', 'ctrl+shift'),
    press('y', 'ctrl'),
    press('Escape'),
  ];
  for (const key of keys) expect(drawingKey(key, held)).toBe(true);
  expect(held.asked).toEqual([
    'nudge -6 0',
    'nudge 0 -20',
    'anchor',
    'remove',
    'undo',
    'redo',
    'redo',
    'escape',
  ]);
});

test('keys are left alone while nothing is selected', () => {
  const empty = desk(false);
  for (const key of ['ArrowLeft', 'Delete', ' ', 'b'])
    expect(drawingKey(press(key), empty)).toBe(false);
  expect(empty.asked).toEqual([]);
});
