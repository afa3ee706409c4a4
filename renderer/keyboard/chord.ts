/** The parts of a keyboard event that name the keys. */
export type KeyParts = Pick<
  KeyboardEvent,
  'code' | 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'
>;

const NAMED: ReadonlySet<string> = new Set([
  'Enter',
  'Escape',
  'Space',
  'Tab',
  'Delete',
  'Backspace',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
]);

const MODIFIERS = ['Ctrl', 'Alt', 'Shift', 'Meta'] as const;

/**
 * The keys pressed, as the key map writes them: `Alt+Shift+B`, `?`, `F3`. Letters and digits are
 * taken by their place (`event.code`), because Alt+letter types other characters on many layouts;
 * signs by what they type. null: a modifier alone, or a key that the map has no name for.
 */
export function chordOf(event: KeyParts): string | null {
  const held = [
    event.ctrlKey && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Meta',
  ].filter((name) => name !== false);
  const named = nameOf(event.code);
  if (named !== null) return [...held, named].join('+');
  const bare = !event.ctrlKey && !event.altKey && !event.metaKey;
  return bare && event.key.length === 1 ? event.key : null;
}

function nameOf(code: string): string | null {
  if (NAMED.has(code)) return code;
  if (code === 'NumpadEnter') return 'Enter';
  if (/^F\d{1,2}$/.test(code)) return code;
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1] ?? null;
}

/** The chord as the key map should have it, or null for text that no key press gives. */
export function canonicalChord(text: string): string | null {
  const parts = text.split('+');
  const last = parts.pop() ?? '';
  const known = MODIFIERS.filter((name) => parts.includes(name));
  if (known.length !== parts.length) return null;
  const isKey = NAMED.has(last) || /^F\d{1,2}$/.test(last) || /^[A-Z0-9]$/.test(last);
  const isSign = last.length === 1 && !/[a-z]/.test(last) && known.length === 0;
  return isKey || isSign ? [...known, last].join('+') : null;
}

const SHORT: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** The chord as it is shown: `Shift+↑`, `Esc`. */
export function chordLabel(chord: string): string {
  return chord
    .split('+')
    .map((part) => SHORT[part] ?? part)
    .join('+');
}
