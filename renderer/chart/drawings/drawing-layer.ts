/** Paints drawings over the bars. */
import type { IPrimitivePaneView, ISeriesPrimitive } from 'lightweight-charts';
import { faded, lineColour } from '../chart-theme.ts';
import type { ChartColours } from '../chart-theme.ts';
import { label, stroke } from '../overlays/canvas.ts';
import type { DrawingTarget } from '../overlays/canvas.ts';
import type { ChartPlace, Place } from '../overlays/chart-place.ts';
import type { Anchor, Drawing } from './drawing.ts';
import { USUAL_STYLE } from './drawing-style.ts';
import { shapeOf } from './shape.ts';
import type { Shape, ShapeWords } from './shape.ts';

const HANDLE_PX = 6;

export class DrawingLayer implements ISeriesPrimitive {
  drawings: readonly Drawing[] = [];
  selectedId: number | null = null;
  /** The anchor that keys move; null: all of them. */
  activeAnchor: number | null = null;
  readonly #place: ChartPlace;
  readonly #words: ShapeWords;
  readonly #colours: () => ChartColours;
  readonly #views: readonly IPrimitivePaneView[];

  constructor(place: ChartPlace, words: ShapeWords, colours: () => ChartColours) {
    this.#place = place;
    this.#words = words;
    this.#colours = colours;
    const renderer = {
      draw: (target: DrawingTarget): void => {
        target.useMediaCoordinateSpace(({ context }) => {
          context.save();
          for (const drawing of this.drawings) this.#paint(context, drawing);
          context.restore();
        });
      },
    };
    this.#views = [{ zOrder: () => 'top', renderer: () => renderer }];
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  placeOf({ us, ticks }: Anchor): Place | null {
    const x = this.#place.x(us);
    const y = this.#place.y(ticks);
    return x === null || y === null ? null : { x, y };
  }

  readonly shape = (drawing: Drawing): Shape | null => {
    const places = drawing.anchors.map((anchor) => this.placeOf(anchor));
    return shapeOf(drawing, places, this.#place.size, this.#words);
  };

  #paint(context: CanvasRenderingContext2D, drawing: Drawing): void {
    const shape = this.shape(drawing);
    if (shape === null) return;
    const colours = this.#colours();
    const isSelected = drawing.id === this.selectedId;
    const usual = { ...USUAL_STYLE, ...(drawing.tool === 'measure' && { colour: 3 }) };
    const style = drawing.style ?? usual;
    const colour = lineColour(colours, style.colour);
    context.fillStyle = faded(colour, 0.1);
    for (const { left, top, width, height } of shape.boxes) {
      context.fillRect(left, top, width, height);
    }
    context.strokeStyle = colour;
    context.lineWidth = isSelected ? style.width + 1 : style.width;
    for (const line of shape.lines) {
      context.setLineDash(line.broken === true ? [4, 4] : []);
      stroke(context, crisp(line.from, line.to), crisp(line.to, line.from));
    }
    context.setLineDash([]);
    const look = { font: colours.font, text: colour, plate: faded(colours.surface, 0.85) };
    for (const { text, at } of shape.words) label(context, text, at, look);
    if (!isSelected) return;
    shape.handles.forEach(({ x, y }, at) => {
      const isActive = this.activeAnchor === null || this.activeAnchor === at;
      context.fillStyle = isActive ? colours.accent : colours.surface;
      context.strokeStyle = colours.accent;
      context.lineWidth = 1;
      context.fillRect(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX);
      context.strokeRect(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX);
    });
  }
}

/** Level and upright lines lie on whole pixels. */
function crisp(at: Place, other: Place): Place {
  return {
    x: at.x === other.x ? Math.round(at.x) + 0.5 : at.x,
    y: at.y === other.y ? Math.round(at.y) + 0.5 : at.y,
  };
}
