/**
 * Drawings on a chart as they are kept: places in time and price, so that they lie where they were
 * made on any timeframe and in any window.
 */
import { PRICE_TICKS_MAX } from '../../../engine/contract/bounds.ts';
import { readStyle } from './drawing-style.ts';
import type { DrawingStyle } from './drawing-style.ts';

export const DRAWING_TOOLS = [
  'trend',
  'ray',
  'horizontal',
  'rectangle',
  'fibonacci',
  'text',
  'measure',
] as const;
export type DrawingTool = (typeof DRAWING_TOOLS)[number];

/** A place in the market. */
export interface Anchor {
  /** Microseconds since 1970; between two bars and after the last one too. */
  readonly us: number;
  /** Price in ticks, an integer. */
  readonly ticks: number;
}

export interface Drawing {
  /** Tells it from others on the same symbol. */
  readonly id: number;
  readonly tool: DrawingTool;
  /** As many as `anchorCount` says. */
  readonly anchors: readonly Anchor[];
  /** What a text says; '' on others. */
  readonly text: string;
  /** Absent: as the tool usually draws. */
  readonly style?: DrawingStyle;
}

/** Number of a drawing that is still being made. */
export const NEW_DRAWING_ID = 0;

/** Drawings on one symbol; more would hide the bars, and a document holds about ten times as many. */
export const DRAWINGS_MAX = 200;
/** Longest text, in characters. */
export const DRAWING_TEXT_MAX = 120;

/** Places that a drawing of this kind is made of. */
export function anchorCount(tool: DrawingTool): 1 | 2 {
  return tool === 'horizontal' || tool === 'text' ? 1 : 2;
}

/** What a document of drawings holds. */
export interface StoredDrawings {
  readonly version: 1;
  readonly drawings: readonly Drawing[];
}

/** Reads a stored document; a drawing that is wrong costs only itself. null: not such a document. */
export function readDrawings(value: unknown): readonly Drawing[] | null {
  if (!isRecord(value) || !Array.isArray(value['drawings'])) return null;
  const list: readonly unknown[] = value['drawings'];
  return list
    .slice(0, DRAWINGS_MAX)
    .map((one, at) => readDrawing(one, at + 1))
    .filter((one) => one !== null);
}

function readDrawing(value: unknown, id: number): Drawing | null {
  if (!isRecord(value)) return null;
  const tool = DRAWING_TOOLS.find((known) => known === value['tool']);
  const list: unknown = value['anchors'];
  if (tool === undefined || !Array.isArray(list)) return null;
  const anchors = list.map(readAnchor).filter((anchor) => anchor !== null);
  if (anchors.length !== anchorCount(tool)) return null;
  const text = typeof value['text'] === 'string' ? value['text'] : '';
  const style = readStyle(value['style']);
  const drawing = { id, tool, anchors, text: text.slice(0, DRAWING_TEXT_MAX) };
  return style === null ? drawing : { ...drawing, style };
}

function readAnchor(value: unknown): Anchor | null {
  if (!isRecord(value)) return null;
  const { us, ticks } = value;
  if (typeof us !== 'number' || typeof ticks !== 'number') return null;
  const isRight = Number.isSafeInteger(us) && Number.isSafeInteger(ticks);
  return isRight && Math.abs(ticks) <= PRICE_TICKS_MAX ? { us, ticks } : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
