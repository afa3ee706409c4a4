import { describe, expect, it } from 'vitest';
import { canonicalChord, chordLabel, chordOf } from '../../../../renderer/keyboard/chord.ts';
import type { KeyParts } from '../../../../renderer/keyboard/chord.ts';

const press = (parts: Partial<KeyParts>): KeyParts => ({
  code: '',
  key: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...parts,
});

describe('the name of a key press', () => {
  it.each([
    [{ code: 'KeyB', key: '∫', altKey: true }, 'Alt+B'],
    [{ code: 'KeyB', key: 'B', altKey: true, shiftKey: true }, 'Alt+Shift+B'],
    [{ code: 'KeyK', key: 'k', ctrlKey: true }, 'Ctrl+K'],
    [{ code: 'Digit1', key: '1', altKey: true }, 'Alt+1'],
    [{ code: 'Numpad1', key: '1', altKey: true }, 'Alt+1'],
    [{ code: 'NumpadEnter', key: 'Enter' }, 'Enter'],
    [{ code: 'ArrowUp', key: 'ArrowUp', shiftKey: true }, 'Shift+ArrowUp'],
    [{ code: 'Slash', key: '?', shiftKey: true }, '?'],
    [{ code: 'F10', key: 'F10' }, 'F10'],
  ])('%o is %s', (parts, chord) => {
    expect(chordOf(press(parts))).toBe(chord);
  });

  it('is none for a modifier alone, a dead key or a sign with Ctrl', () => {
    expect(chordOf(press({ code: 'AltLeft', key: 'Alt', altKey: true }))).toBeNull();
    expect(chordOf(press({ code: 'BracketLeft', key: 'Dead' }))).toBeNull();
    expect(chordOf(press({ code: 'Slash', key: '/', ctrlKey: true }))).toBeNull();
  });
});

describe('keys as a key map may write them', () => {
  it('are put into one order of modifiers', () => {
    expect(canonicalChord('Shift+Alt+B')).toBe('Alt+Shift+B');
    expect(canonicalChord('?')).toBe('?');
  });

  it('are refused when no key press gives them', () => {
    for (const text of ['Alt+b', 'Hyper+B', 'Alt+', 'Ctrl+?', 'Alt+Alt+B', 'Return']) {
      expect(canonicalChord(text), text).toBeNull();
    }
  });

  it('are shown short', () => {
    expect(chordLabel('Shift+ArrowUp')).toBe('Shift+↑');
    expect(chordLabel('Escape')).toBe('Esc');
  });
});
