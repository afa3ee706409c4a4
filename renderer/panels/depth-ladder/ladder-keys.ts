/** Keys of a ladder that has the focus; those that trade anywhere are in the key map. */
import type { LadderController } from './ladder-controller.ts';

type KeyParts = Pick<
  KeyboardEvent,
  'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'
>;
type Keyed = Pick<
  LadderController,
  'scroll' | 'moveCursor' | 'turnCursor' | 'press' | 'nudge' | 'cancelAtCursor' | 'cancelDrag'
>;

/** Does what a key asks for; false when it asks for nothing here. */
export function ladderKey(ladder: Keyed, event: KeyParts): boolean {
  if (event.metaKey) return false;
  if (event.key === 'Enter') return enter(ladder, event);
  if (event.ctrlKey) return !event.altKey && nudge(ladder, event);
  if (event.altKey) return false;
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const rows = event.key === 'ArrowUp' ? 1 : -1;
      ladder.moveCursor(event.shiftKey ? rows * FAST_ROWS : rows);
      return true;
    }
    case 'ArrowLeft':
    case 'ArrowRight':
      ladder.turnCursor(event.key === 'ArrowRight' ? 1 : -1);
      return true;
    case 'PageUp':
    case 'PageDown':
      ladder.scroll(0, event.key === 'PageUp' ? 1 : -1);
      return true;
    case 'Delete':
    case 'Backspace':
      return !event.repeat && ladder.cancelAtCursor();
    case 'Escape':
      return ladder.cancelDrag();
    default:
      return false;
  }
}

/** Rows that an arrow with Shift goes. */
const FAST_ROWS = 10;

function enter(ladder: Keyed, { repeat, ctrlKey, altKey, shiftKey }: KeyParts): boolean {
  if (repeat || ctrlKey) return false;
  return ladder.press(altKey ? 'bracket' : shiftKey ? 'stop' : 'limit');
}

function nudge(ladder: Keyed, { key, shiftKey }: KeyParts): boolean {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  const steps = (key === 'ArrowUp' ? 1 : -1) * (shiftKey ? FAST_ROWS : 1);
  return ladder.nudge(steps);
}
