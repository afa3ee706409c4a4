/**
 * Turns key presses into commands, at the window and nowhere else, so that a key means the same
 * wherever the focus is. Keys never act from a text field, while a dialog or menu is open, during IME
 * composition or (except where a command says so) while held down. The palette alone opens from a field
 * too: who asks for it there would go on typing into an order, and send that with Enter.
 */
import { chordOf } from './chord.ts';
import type { Command } from './commands.ts';

export interface KeyboardContext {
  /** The command bound to these keys, or null. */
  readonly commandOf: (chord: string) => Command | null;
  readonly isArmed: () => boolean;
  /** Whether a dialog or a menu has the keyboard. */
  readonly isBlocked: () => boolean;
  /** A key of a command that needs the armed state was pressed without it. */
  readonly notArmed: (command: Command) => void;
  /** A command's key was pressed in a text field, where it does nothing. */
  readonly inField: (chord: string) => void;
  /** A character typed outside of any field that no command is bound to; true when it was used. */
  readonly typed: (character: string) => boolean;
  /** Runs a command for a key pressed at `pressedMs` of performance.now(). */
  readonly run: (command: Command, pressedMs: number) => void;
}

/**
 * Keys that a focused button, link, tab or choice uses itself once it was reached by Tab. One that
 * was only clicked keeps none. After its Enter the next one is for what that has prepared; after a
 * command's key so are the arrows, which would otherwise turn a prepared buy into a sell.
 */
const CONTROL_KEYS = /^(Enter|Space|ArrowUp|ArrowDown|ArrowLeft|ArrowRight)$/;
const SPACE_AND_ARROWS = /^(Space|ArrowUp|ArrowDown|ArrowLeft|ArrowRight)$/;
const SPACE = /^Space$/;

/** Keys that type nothing on any layout: Ctrl+Alt is how some of them write signs. */
const WITH_CONTROL = /^Ctrl\+(?!.*Alt\+)/;

/** Keys that nobody presses to write or to move in a field. */
const NO_WRITING = /^((Ctrl|Alt)\+|(Shift\+)?F\d+$)/;

/** What a browser does at these, loading the page anew for one, would cost what is being typed. */
const FUNCTION_KEY = /^(Shift\+)?F\d+$/;

/** Inputs that take no text: a ticked box or a slider must not swallow every key that follows. */
const TEXTLESS = 'input[type="checkbox"], input[type="radio"], input[type="range"]';

/** Begins to listen. Returns what ends it. */
export function installKeyboard(target: Window, context: KeyboardContext): () => void {
  let kept: RegExp | null = null;
  const notePointer = (): void => {
    kept = null;
  };
  const handle = (event: KeyboardEvent, first: boolean): void => {
    if (first && event.key === 'Tab') kept = CONTROL_KEYS;
    if (event.defaultPrevented || event.isComposing || context.isBlocked()) return;
    const does = handleKey(event, first, kept, context);
    if (does === 'ran' && kept !== null) kept = SPACE;
    if (does === 'left' && !first && chordOf(event) === 'Enter') kept = SPACE_AND_ARROWS;
  };
  const capture = (event: KeyboardEvent): void => handle(event, true);
  const bubble = (event: KeyboardEvent): void => handle(event, false);
  target.addEventListener('pointerdown', notePointer, true);
  target.addEventListener('keydown', capture, true);
  target.addEventListener('keydown', bubble);
  return () => {
    target.removeEventListener('pointerdown', notePointer, true);
    target.removeEventListener('keydown', capture, true);
    target.removeEventListener('keydown', bubble);
  };
}

/** `ran`: a command; `left`: the key is the focused control's own. */
type Done = 'ran' | 'left' | 'nothing';

function handleKey(
  event: KeyboardEvent,
  first: boolean,
  kept: RegExp | null,
  context: KeyboardContext,
): Done {
  const chord = chordOf(event);
  if (chord === null) return 'nothing';
  if (isTextField(event.target)) {
    const asked = first && NO_WRITING.test(chord) ? context.commandOf(chord) : null;
    if (asked?.fromFields === true && WITH_CONTROL.test(chord)) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) context.run(asked, event.timeStamp);
      return 'ran';
    }
    if (asked !== null && !event.repeat) context.inField(chord);
    if (asked !== null && FUNCTION_KEY.test(chord)) event.preventDefault();
    if (!first && chord === 'Escape') leaveField(event);
    return 'nothing';
  }
  if (kept?.test(chord) === true && isControl(event.target)) return 'left';
  const command = context.commandOf(chord);
  if (command === null) {
    if (!first && !event.repeat && isTyping(event) && context.typed(event.key)) {
      event.preventDefault();
    }
    return 'nothing';
  }
  if ((command.first === true) !== first || command.when?.() === false) return 'nothing';
  // The page's own meaning of the key (find, menu, scrolling) must not come on top.
  event.preventDefault();
  if (first) event.stopPropagation();
  if (event.repeat && command.repeats !== true) return 'nothing';
  if (command.needsArmed === true && !context.isArmed()) context.notArmed(command);
  else context.run(command, event.timeStamp);
  return 'ran';
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches('input, textarea, select') || target.isContentEditable) &&
    !target.matches(TEXTLESS)
  );
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches(
      `button, a[href], summary, [role="tab"], [role="radio"], [role="slider"], ${TEXTLESS}`,
    )
  );
}

/** Escape in a field gives the keyboard back to the panel that holds it: to its table, if it has one. */
function leaveField(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement)) return;
  const panel = event.target.closest<HTMLElement>('[data-panel]');
  if (panel === null) event.target.blur();
  else (panel.querySelector<HTMLElement>('[role="grid"]') ?? panel).focus();
  event.preventDefault();
}

function isTyping(event: KeyboardEvent): boolean {
  return event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
}
