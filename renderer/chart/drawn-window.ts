/**
 * Which of the loaded bars the library is given: those in view and as many again on either side, so that
 * no single gesture runs out of them. Handing it other bars costs by their number, and it cannot be
 * given more at its left end alone; so the window moves rarely and pages of history come and go outside
 * of it without a bar being drawn anew.
 */

/** Bars beside those in view, at least. */
const MARGIN_BARS_MIN = 400;
/** A window that has grown at its end to so many times its size is cut again. */
const GROWTH_MAX = 3;

/** Indexes of bars, `to` not included. */
export interface BarRange {
  readonly from: number;
  readonly to: number;
}

/** The window for a view, which may reach beyond the bars. `length`: how many bars are loaded. */
export function windowFor(view: BarRange, length: number): BarRange {
  const margin = marginOf(view);
  const from = Math.max(0, Math.min(Math.floor(view.from), length) - margin);
  const to = Math.min(length, Math.max(Math.ceil(view.to), 0) + margin);
  // With the newest bar in it, as it is nearly always, new bars can be put at its end.
  const isNearEnd = length - to < margin;
  return { from: Math.min(from, Math.max(0, length - 2 * margin)), to: isNearEnd ? length : to };
}

/** Whether a window has to move for a view. */
export function isOutgrown(window: BarRange, view: BarRange, length: number): boolean {
  const near = marginOf(view) / 3;
  const isShortLeft = window.from > 0 && view.from - window.from < near;
  const isShortRight = window.to < length && window.to - view.to < near;
  const most = GROWTH_MAX * (view.to - view.from + 2 * marginOf(view));
  return isShortLeft || isShortRight || window.to - window.from > most;
}

function marginOf({ from, to }: BarRange): number {
  return Math.max(MARGIN_BARS_MIN, Math.ceil(to - from));
}
