/**
 * Marks changed cells for a moment. A mark goes with the figures that come next, or when it has stood for its
 * time where none come: a hundred cells that each ended their own would be as many frames, of which each is
 * style, layout and paint of the window.
 */
import { useReadQuotes } from '../../stores/market.ts';

/** A change flashes for 150 ms at most. */
const LONGEST_MS = 150;
/** One that has stood for so long has been seen; below the time from one picture of the figures to the next. */
const SEEN_MS = 90;

/** When each was marked, oldest first, in milliseconds of performance.now(). As many as there are cells. */
const marked = new Map<HTMLElement, number>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Marks a cell by the direction of its change. */
export function markFlash(cell: HTMLElement, direction: 'up' | 'down'): void {
  cell.dataset['flash'] = direction;
  marked.delete(cell);
  marked.set(cell, performance.now());
  timer ??= setTimeout(atLast, LONGEST_MS);
}

/** Takes a mark away, if there is one. */
export function endFlash(cell: HTMLElement): void {
  if (marked.delete(cell)) delete cell.dataset['flash'];
}

/** Ends what has been seen. */
function sweep(): void {
  const nowMs = performance.now();
  for (const [cell, sinceMs] of [...marked]) if (nowMs - sinceMs >= SEEN_MS) endFlash(cell);
}

function atLast(): void {
  timer = null;
  sweep();
  const [oldestMs] = marked.values();
  if (oldestMs === undefined) return;
  timer = setTimeout(atLast, Math.max(0, oldestMs + LONGEST_MS - performance.now()));
}

useReadQuotes.subscribe(sweep);
