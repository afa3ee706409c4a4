/** Words of the drawing tools of the chart. */
import type { DrawingTool } from '../chart/drawings/drawing.ts';

const TOOLS: Readonly<Record<DrawingTool, string>> = {
  trend: 'Trend line',
  ray: 'Ray',
  horizontal: 'Horizontal line',
  rectangle: 'Rectangle',
  fibonacci: 'Fibonacci retracement',
  text: 'Text',
  measure: 'Measure',
};

export const drawingsText = {
  tools: 'Drawing tools',
  show: 'Show or hide the drawing tools',
  tool: TOOLS,
  pointer: 'Pointer: select and move drawings',
  draw: (tool: DrawingTool) => `Chart: draw a ${TOOLS[tool].toLowerCase()}`,
  next: 'Chart: select the next drawing',
  colour: (at: number, of: number) =>
    `Line colour ${at} of ${of}: of the selected drawing and of new ones`,
  width: (px: number) => `Line width ${px} px: of the selected drawing and of new ones`,
  undo: 'Undo the last change of a drawing',
  redo: 'Do again what was undone',
  remove: 'Remove the selected drawing',
  removeAll: 'Remove all drawings of this symbol',
  none: 'No drawings on this symbol',
  placed: (tool: DrawingTool) =>
    `${TOOLS[tool]} drawn: arrows move it, Space chooses what they move, Delete removes it`,
  selected: (tool: DrawingTool, text: string) =>
    `${TOOLS[tool]}${text === '' ? '' : ` "${text}"`} selected`,
  removed: (tool: DrawingTool) => `${TOOLS[tool]} removed; Ctrl+Z brings it back`,
  removedAll: (count: number) =>
    `${count} ${count === 1 ? 'drawing' : 'drawings'} removed; Ctrl+Z brings them back`,
  full: (count: number) => `No more than ${count} drawings on one symbol`,
  changedElsewhere: 'Drawings were changed in another window; the change made here is gone',
  notKept: (problem: string) => `Drawings were not kept: ${problem}`,
  write: 'Text on the chart',
  measure: (moved: string, share: string, bars: number, span: string) =>
    `${moved} ${share}  ${bars} ${Math.abs(bars) === 1 ? 'bar' : 'bars'}  ${span}`.trim(),
} as const;
