import { create } from 'zustand';
import type { DrawingTool } from '../../chart/drawings/drawing.ts';
import { USUAL_STYLE } from '../../chart/drawings/drawing-style.ts';
import type { DrawingStyle } from '../../chart/drawings/drawing-style.ts';
import type { Place } from '../../chart/overlays/chart-place.ts';

/** What the tool strip shows of the desk. */
export interface DrawingState {
  readonly tool: DrawingTool | null;
  readonly selectedId: number | null;
  readonly count: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Of the selected drawing, or of the next one. */
  readonly style: DrawingStyle;
  /** Where a text is being written; null while none is. */
  readonly writing: { readonly id: number; readonly at: Place } | null;
}

export const useDrawings = create<DrawingState>(() => ({
  tool: null,
  selectedId: null,
  count: 0,
  canUndo: false,
  canRedo: false,
  style: USUAL_STYLE,
  writing: null,
}));
