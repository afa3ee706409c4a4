import { assert, array, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DRAWINGS_MAX,
  DRAWING_TEXT_MAX,
  DRAWING_TOOLS,
  anchorCount,
  readDrawings,
} from '../../../../renderer/chart/drawings/drawing.ts';
import type { Drawing, DrawingTool } from '../../../../renderer/chart/drawings/drawing.ts';
import {
  DrawingHistory,
  UNDO_STEPS_MAX,
} from '../../../../renderer/chart/drawings/drawing-history.ts';
import {
  FIBONACCI_LEVELS,
  distanceTo,
  handleAt,
  shapeOf,
} from '../../../../renderer/chart/drawings/shape.ts';
import type { Shape } from '../../../../renderer/chart/drawings/shape.ts';
import { propertyFactor, propertySeed } from '../../../support/property-runs.ts';

const SIZE = { width: 400, height: 300 };
const WORDS = {
  price: (ticks: number) => String(ticks),
  measure: (from: { ticks: number }, to: { ticks: number }) => String(to.ticks - from.ticks),
};

function drawing(tool: DrawingTool, text = ''): Drawing {
  const anchors = [
    { us: 10, ticks: 200 },
    { us: 20, ticks: 100 },
  ].slice(0, anchorCount(tool));
  return { id: 1, tool, anchors, text };
}

/** Shape with the first anchor at (100, 100) and the second at (200, 200). */
function shape(tool: DrawingTool, text = ''): Shape {
  const places = [
    { x: 100, y: 100 },
    { x: 200, y: 200 },
  ];
  const made = shapeOf(drawing(tool, text), places, SIZE, WORDS);
  if (made === null) throw new Error('no shape');
  return made;
}

describe('shapes of drawings', () => {
  test('a trend line ends at its places, a ray at the edge', () => {
    expect(shape('trend').lines).toEqual([{ from: { x: 100, y: 100 }, to: { x: 200, y: 200 } }]);
    expect(shape('ray').lines).toEqual([{ from: { x: 100, y: 100 }, to: { x: 300, y: 300 } }]);
  });

  test('a horizontal line says its price', () => {
    expect(shape('horizontal')).toMatchObject({
      lines: [{ from: { x: 0, y: 100 }, to: { x: 400, y: 100 } }],
      words: [{ text: '200' }],
    });
  });

  test('retracements go back from where the move ended', () => {
    const { lines, words } = shape('fibonacci');
    expect(words.map(({ text }) => text)).toEqual([
      '0%  100',
      '23.6%  124',
      '38.2%  138',
      '50%  150',
      '61.8%  162',
      '78.6%  179',
      '100%  200',
    ]);
    expect(lines).toHaveLength(FIBONACCI_LEVELS.length + 1);
    expect(lines[4]?.from.y).toBe(150);
  });

  test('retracements over little height name the levels that have room for it', () => {
    const places = [
      { x: 100, y: 100 },
      { x: 200, y: 140 },
    ];
    const { words, lines } = shapeOf(drawing('fibonacci'), places, SIZE, WORDS) ?? {};
    expect(words?.map(({ text }) => text.split('%')[0])).toEqual(['0', '50', '100']);
    expect(lines).toHaveLength(FIBONACCI_LEVELS.length + 1);
  });

  test('are taken hold of by their lines, words and handles, not by what they surround', () => {
    const box = shape('rectangle');
    expect(distanceTo(box, { x: 150, y: 102 })).toBeCloseTo(2);
    expect(distanceTo(box, { x: 150, y: 150 })).toBe(50);
    expect(handleAt(box, { x: 203, y: 200 }, 5)).toBe(1);
    expect(handleAt(box, { x: 150, y: 150 }, 5)).toBe(-1);
    expect(distanceTo(shape('text', 'hello'), { x: 110, y: 104 })).toBe(0);
    expect(distanceTo(shape('measure'), { x: 150, y: 151 })).toBeLessThan(1);
  });

  test('are nowhere while a place of theirs is', () => {
    for (const tool of DRAWING_TOOLS) {
      expect(shapeOf(drawing(tool), [null, { x: 1, y: 1 }], SIZE, WORDS)).toBeNull();
    }
  });
});

describe('stored drawings', () => {
  test('are read back as they were written', () => {
    const drawings = DRAWING_TOOLS.map((tool, at) => ({ ...drawing(tool, 'note'), id: at + 1 }));
    const text = JSON.stringify({ version: 1, drawings });
    expect(readDrawings(JSON.parse(text))).toEqual(drawings);
  });

  test('that are wrong cost only themselves', () => {
    const good = drawing('trend');
    const wrong = [
      null,
      { ...good, tool: 'spiral' },
      { ...good, anchors: good.anchors.slice(1) },
      { ...good, anchors: [{ us: 1.5, ticks: 1 }, good.anchors[1]] },
      { ...good, anchors: [{ us: 1, ticks: 'x' }, good.anchors[1]] },
    ];
    expect(readDrawings({ drawings: [...wrong, good] })).toEqual([{ ...good, id: 6 }]);
    expect(readDrawings({ drawings: 'none' })).toBeNull();
    expect(readDrawings(3)).toBeNull();
  });

  test('are no more and no longer than may be', () => {
    const many = Array.from({ length: DRAWINGS_MAX + 9 }, () => drawing('text', 'x'.repeat(999)));
    const read = readDrawings({ drawings: many });
    expect(read).toHaveLength(DRAWINGS_MAX);
    expect(read?.[0]?.text).toHaveLength(DRAWING_TEXT_MAX);
  });
});

describe('undo and redo', () => {
  test('walk the same way back and forth as a plain list of all states', () => {
    const step = constantFrom('put', 'undo', 'redo');
    assert(
      property(array(step, { maxLength: 60 }), integer({ min: 0, max: 9 }), (steps, start) => {
        const history = new DrawingHistory(start);
        let states = [start];
        let at = 0;
        steps.forEach((kind, i) => {
          const value = 100 + i;
          if (kind === 'put') {
            history.put(value);
            states = [...states.slice(0, at + 1), value];
            at += 1;
          } else {
            const to = kind === 'undo' ? at - 1 : at + 1;
            const can = to >= 0 && to < states.length;
            expect(kind === 'undo' ? history.undo() : history.redo()).toBe(can);
            if (can) at = to;
          }
          expect(history.value).toBe(states[at]);
          expect(history.canUndo).toBe(at > 0);
          expect(history.canRedo).toBe(at < states.length - 1);
        });
      }),
      { numRuns: 200 * propertyFactor(), seed: propertySeed(81) },
    );
  });

  test('go back no further than the bound', () => {
    const history = new DrawingHistory(0);
    for (let i = 1; i <= UNDO_STEPS_MAX + 5; i += 1) history.put(i);
    while (history.undo());
    expect(history.value).toBe(5);
  });
});
