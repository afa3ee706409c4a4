/**
 * What a drawing looks like on the screen: lines, boxes and words in px. Painted and felt for with the
 * pointer from the same shape, so that one takes hold of what one sees.
 */
import type { PaneSize, Place } from '../overlays/chart-place.ts';
import type { Anchor, Drawing } from './drawing.ts';

export interface ShapeLine {
  readonly from: Place;
  readonly to: Place;
  readonly broken?: true;
}

export interface ShapeBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ShapeWord {
  readonly text: string;
  /** Left middle of the word. */
  readonly at: Place;
}

export interface Shape {
  readonly lines: readonly ShapeLine[];
  readonly boxes: readonly ShapeBox[];
  readonly words: readonly ShapeWord[];
  /** Where its anchors are. */
  readonly handles: readonly Place[];
}

/** What the shape says. */
export interface ShapeWords {
  price(ticks: number): string;
  /** What lies between two places: `+1.25 +0.67%  15 bars  15 min`. */
  measure(from: Anchor, to: Anchor): string;
}

/** Retracements in percent of the way (Fibonacci ratios and the half, as charting programs have them). */
export const FIBONACCI_LEVELS = [0, 23.6, 38.2, 50, 61.8, 78.6, 100] as const;

/** Width of a word for the pointer, in px by character; painting measures it exactly. */
const CHARACTER_PX = 6.5;
const WORD_HALF_HEIGHT = 8;
/** Words nearer to each other would run together. */
const WORDS_APART_PX = 11;

/** The shape of a drawing whose anchors lie at `places`; null where one of them is nowhere. */
export function shapeOf(
  drawing: Drawing,
  places: readonly (Place | null)[],
  size: PaneSize,
  words: ShapeWords,
): Shape | null {
  const [a, b] = places;
  const [first, second] = drawing.anchors;
  if (a === undefined || a === null || first === undefined) return null;
  if (drawing.tool === 'horizontal') {
    const line = { from: { x: 0, y: a.y }, to: { x: size.width, y: a.y } };
    const word = { text: words.price(first.ticks), at: { x: 4, y: a.y - 9 } };
    return { lines: [line], boxes: [], words: [word], handles: [a] };
  }
  if (drawing.tool === 'text') {
    return { lines: [], boxes: [], words: [{ text: drawing.text, at: a }], handles: [a] };
  }
  if (b === undefined || b === null || second === undefined) return null;
  const handles = [a, b];
  switch (drawing.tool) {
    case 'trend':
      return { lines: [{ from: a, to: b }], boxes: [], words: [], handles };
    case 'ray':
      return { lines: [{ from: a, to: edgeOf(a, b, size) }], boxes: [], words: [], handles };
    case 'rectangle':
      return { lines: outline(a, b), boxes: [boxOf(a, b)], words: [], handles };
    case 'fibonacci':
      return fibonacci([a, b], [first, second], words);
    case 'measure': {
      const text = words.measure(first, second);
      const at = { x: Math.max(a.x, b.x) + 6, y: b.y };
      const lines: ShapeLine[] = [{ from: a, to: b, broken: true }, ...outline(a, b)];
      return { lines, boxes: [boxOf(a, b)], words: [{ text, at }], handles };
    }
  }
}

function fibonacci(
  [a, b]: readonly [Place, Place],
  [first, second]: readonly [Anchor, Anchor],
  words: ShapeWords,
): Shape {
  const left = Math.min(a.x, b.x);
  const right = Math.max(a.x, b.x);
  const lines: ShapeLine[] = [{ from: a, to: b, broken: true }];
  const labels: ShapeWord[] = [];
  const named = namedLevels(Math.abs(a.y - b.y));
  for (const level of FIBONACCI_LEVELS) {
    // A retracement is measured back from where the move ended.
    const y = b.y + ((a.y - b.y) * level) / 100;
    const ticks = Math.round(second.ticks + ((first.ticks - second.ticks) * level) / 100);
    lines.push({ from: { x: left, y }, to: { x: right, y } });
    if (!named.includes(level)) continue;
    labels.push({ text: `${String(level)}%  ${words.price(ticks)}`, at: { x: right + 4, y } });
  }
  return { lines, boxes: [], words: labels, handles: [a, b] };
}

/** Levels with room for their words over a height in px: the ends first, then from the middle. */
function namedLevels(height: number): readonly number[] {
  const named: number[] = [];
  for (const level of [0, 100, 50, 61.8, 38.2, 78.6, 23.6]) {
    const isFree = named.every(
      (other) => (Math.abs(other - level) * height) / 100 >= WORDS_APART_PX,
    );
    if (isFree) named.push(level);
  }
  return named;
}

/** Where the way from `a` through `b` leaves the room. */
function edgeOf(a: Place, b: Place, size: PaneSize): Place {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  if (dx === 0 && dy === 0) return b;
  const steps = [
    dx > 0 ? (size.width - a.x) / dx : dx < 0 ? -a.x / dx : Number.POSITIVE_INFINITY,
    dy > 0 ? (size.height - a.y) / dy : dy < 0 ? -a.y / dy : Number.POSITIVE_INFINITY,
  ];
  const way = Math.max(1, Math.min(...steps));
  return { x: a.x + dx * way, y: a.y + dy * way };
}

function boxOf(a: Place, b: Place): ShapeBox {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

function outline(a: Place, b: Place): ShapeLine[] {
  const [c, d] = [
    { x: b.x, y: a.y },
    { x: a.x, y: b.y },
  ];
  return [
    { from: a, to: c },
    { from: c, to: b },
    { from: b, to: d },
    { from: d, to: a },
  ];
}

/** How far in px a place is from what is painted; 0 on a word. A box counts by its outline. */
export function distanceTo(shape: Shape, at: Place): number {
  const lines = shape.lines.map((line) => distanceToLine(line, at));
  const words = shape.words.map((word) => distanceToWord(word, at));
  return Math.min(Number.POSITIVE_INFINITY, ...lines, ...words);
}

/** Index of the handle within `reach` px, or -1. */
export function handleAt(shape: Shape, at: Place, reach: number): number {
  return shape.handles.findIndex(({ x, y }) => Math.hypot(x - at.x, y - at.y) <= reach);
}

function distanceToLine({ from, to }: ShapeLine, at: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(from.x + part * dx - at.x, from.y + part * dy - at.y);
}

function distanceToWord({ text, at: word }: ShapeWord, at: Place): number {
  const width = text.length * CHARACTER_PX + 8;
  const dx = Math.max(word.x - at.x, 0, at.x - word.x - width);
  const dy = Math.max(0, Math.abs(at.y - word.y) - WORD_HALF_HEIGHT);
  return Math.hypot(dx, dy);
}
