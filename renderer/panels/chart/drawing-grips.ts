/** The drawings of a chart as things to take hold of, and its tools as ways to make them. */
import type { Grip, GripSource } from '../../chart/chart-pointer.ts';
import { NEW_DRAWING_ID, anchorCount } from '../../chart/drawings/drawing.ts';
import type { Anchor, Drawing, DrawingTool } from '../../chart/drawings/drawing.ts';
import { distanceTo, handleAt } from '../../chart/drawings/shape.ts';
import type { Shape } from '../../chart/drawings/shape.ts';
import type { ChartPlace, Place } from '../../chart/overlays/chart-place.ts';
import { useDrawings } from './drawing-store.ts';

/** How near to a drawing the pointer takes hold of it, in px. */
const REACH_PX = 5;

/** What the grips need of the desk. */
export interface DrawingTable {
  readonly drawings: readonly Drawing[];
  readonly draft: Drawing | null;
  readonly place: Pick<ChartPlace, 'size'>;
  readonly layer: { readonly shape: (drawing: Drawing) => Shape | null };
  anchorAt(at: Place): Anchor | null;
  movedBy(drawing: Drawing, by: Place, only: number | null): Drawing | null;
  /** Shows what is being made or moved; null: nothing any more. */
  showDraft(draft: Drawing | null): void;
  /** Keeps what is shown as a draft. */
  finish(): void;
  select(id: number | null): void;
}

export class DrawingGrips implements GripSource {
  readonly #desk: DrawingTable;
  /** The draft's first place is set by a press, and its second still wanted. */
  #isHalf = false;

  constructor(desk: DrawingTable) {
    this.#desk = desk;
  }

  /** Selects what is drawn at a place; false where nothing is. */
  selectAt(at: Place): boolean {
    const found = this.#find(at);
    if (found !== null) this.#desk.select(found.drawing.id);
    return found !== null;
  }

  /** Forgets what was being made or moved. */
  drop(): void {
    this.#isHalf = false;
    this.#desk.showDraft(null);
  }

  gripAt(at: Place, press: boolean): Grip | null {
    const { tool } = useDrawings.getState();
    const { width, height } = this.#desk.place.size;
    if (at.x > width || at.y > height) return null;
    if (tool !== null) return this.#toolGrip(tool, at, press);
    return this.#drawingGrip(at, press);
  }

  #toolGrip(tool: DrawingTool, at: Place, press: boolean): Grip | null {
    if (!press) {
      if (this.#isHalf) this.#stretch(at);
      return PLAIN_CURSOR;
    }
    if (!this.#isHalf) {
      const anchor = this.#desk.anchorAt(at);
      if (anchor === null) return null;
      const anchors = anchorCount(tool) === 1 ? [anchor] : [anchor, anchor];
      this.#desk.showDraft({ id: NEW_DRAWING_ID, tool, anchors, text: '' });
    }
    const wasHalf = this.#isHalf;
    this.#isHalf = false;
    return {
      cursor: 'crosshair',
      move: (to) => {
        this.#stretch(to);
      },
      drop: (to, moved) => {
        this.#stretch(to);
        this.#isHalf = anchorCount(tool) === 2 && !moved && !wasHalf;
        if (!this.#isHalf) this.#desk.finish();
      },
      cancel: () => {
        this.drop();
      },
    };
  }

  #drawingGrip(at: Place, press: boolean): Grip | null {
    const found = this.#find(at);
    if (found === null) {
      if (press && useDrawings.getState().selectedId !== null) this.#desk.select(null);
      return null;
    }
    const { drawing, handle } = found;
    if (press) this.#desk.select(drawing.id);
    const follow = (to: Place): void => {
      const by = { x: to.x - at.x, y: to.y - at.y };
      const moved = this.#desk.movedBy(drawing, by, handle < 0 ? null : handle);
      if (moved !== null) this.#desk.showDraft(moved);
    };
    return {
      cursor: handle < 0 ? 'move' : 'crosshair',
      move: follow,
      drop: () => {
        this.#desk.finish();
      },
      cancel: () => {
        this.drop();
      },
    };
  }

  #find(at: Place): { readonly drawing: Drawing; readonly handle: number } | null {
    let found: { readonly drawing: Drawing; readonly handle: number } | null = null;
    let least = REACH_PX;
    const { selectedId } = useDrawings.getState();
    for (const drawing of this.#desk.drawings) {
      const shape = this.#desk.layer.shape(drawing);
      if (shape === null) continue;
      const handle = handleAt(shape, at, REACH_PX + 1);
      if (drawing.id === selectedId && handle >= 0) return { drawing, handle };
      const away = distanceTo(shape, at);
      if (away <= least) [found, least] = [{ drawing, handle: -1 }, away];
    }
    return found;
  }

  #stretch(to: Place): void {
    const draft = this.#desk.draft;
    const anchor = this.#desk.anchorAt(to);
    if (draft === null || anchor === null) return;
    const [first = anchor] = draft.anchors;
    this.#desk.showDraft({
      ...draft,
      anchors: draft.anchors.length === 1 ? [anchor] : [first, anchor],
    });
  }
}

/** What a tool shows before anything is pressed. */
const PLAIN_CURSOR: Grip = {
  cursor: 'crosshair',
  move: () => undefined,
  drop: () => undefined,
  cancel: () => undefined,
};
