/** Small strokes that overlays share. All in CSS pixels; lines of one pixel are made crisp. */
import type { Place } from './chart-place.ts';

/** The part of fancy-canvas' drawing target that overlays use. */
export interface DrawingTarget {
  useMediaCoordinateSpace<T>(draw: (scope: { readonly context: CanvasRenderingContext2D }) => T): T;
}

const LABEL_FONT_PX = 11;
const LABEL_PADDING = 4;
export const LABEL_HEIGHT = 16;

export function stroke(context: CanvasRenderingContext2D, from: Place, to: Place): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

/** A vertical line of one device pixel's clarity. */
export function verticalLine(context: CanvasRenderingContext2D, x: number, height: number): void {
  const crisp = Math.round(x) + 0.5;
  stroke(context, { x: crisp, y: 0 }, { x: crisp, y: height });
}

/** Text on a plate of its own, whose left middle is at `at`; returns its width. */
export function label(
  context: CanvasRenderingContext2D,
  text: string,
  at: Place,
  look: { readonly font: string; readonly text: string; readonly plate: string },
): number {
  context.font = `${String(LABEL_FONT_PX)}px ${look.font}`;
  const width = context.measureText(text).width + 2 * LABEL_PADDING;
  context.fillStyle = look.plate;
  context.fillRect(at.x, at.y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT);
  context.fillStyle = look.text;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(text, at.x + LABEL_PADDING, at.y + 0.5);
  return width;
}
