/** Keys that are about the drawings of a chart. */
import type { Place } from '../../chart/overlays/chart-place.ts';

/** What the keys can do. */
export interface DrawingKeyTarget {
  readonly selected: object | null;
  /** Width of a bar in px. */
  readonly spacing: number;
  stepPx(): number;
  nudge(by: Place): void;
  nextAnchor(): void;
  remove(): boolean;
  undo(): boolean;
  redo(): boolean;
  escape(): boolean;
}

const FAST = 10;

/** True when the key was used. */
export function drawingKey(event: KeyboardEvent, desk: DrawingKeyTarget): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey) {
    if (key === 'z') return event.shiftKey ? desk.redo() : desk.undo();
    return key === 'y' && desk.redo();
  }
  if (key === 'Escape') return desk.escape();
  if (desk.selected === null) return false;
  const times = event.shiftKey ? FAST : 1;
  switch (key) {
    case 'Delete':
    case 'Backspace':
      return desk.remove();
    case ' ':
      desk.nextAnchor();
      return true;
    case 'ArrowLeft':
      desk.nudge({ x: -desk.spacing * times, y: 0 });
      return true;
    case 'ArrowRight':
      desk.nudge({ x: desk.spacing * times, y: 0 });
      return true;
    case 'ArrowUp':
      desk.nudge({ x: 0, y: -desk.stepPx() * times });
      return true;
    case 'ArrowDown':
      desk.nudge({ x: 0, y: desk.stepPx() * times });
      return true;
    default:
      return false;
  }
}
