import { expect, test } from 'vitest';
import { readDrawings } from '../../../../renderer/chart/drawings/drawing.ts';
import {
  DRAWING_COLOURS,
  DRAWING_WIDTHS,
  nextOf,
  readStyle,
} from '../../../../renderer/chart/drawings/drawing-style.ts';

const LINE = { tool: 'horizontal', anchors: [{ us: 1, ticks: 1 }], text: '' };

test('a drawing keeps its style, and one of before has none', () => {
  const style = { colour: 4, width: 3 };
  const read = readDrawings({ version: 1, drawings: [{ ...LINE, style }, LINE] });
  expect(read?.map((drawing) => drawing.style)).toEqual([style, undefined]);
});

test.each([null, 3, {}, { colour: 9, width: 1 }, { colour: 1, width: 0.5 }, { colour: '1' }])(
  'what is no style costs a drawing its style alone: %j',
  (style) => {
    expect(readStyle(style)).toBeNull();
    expect(readDrawings({ version: 1, drawings: [{ ...LINE, style }] })).toHaveLength(1);
  },
);

test('choices come round', () => {
  expect(nextOf(DRAWING_WIDTHS, 3)).toBe(1);
  expect(nextOf(DRAWING_COLOURS, 0)).toBe(1);
});
