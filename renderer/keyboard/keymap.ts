import { create } from 'zustand';
import defaultKeymap from '../../resources/keymap.json' with { type: 'json' };
import { keymapText } from '../text/keymap.ts';
import { canonicalChord, chordLabel } from './chord.ts';

/** One key and the command it asks for. */
export interface KeyBinding {
  /** Modifiers in the order Ctrl, Alt, Shift, Meta, then the key: `Alt+Shift+B`. */
  readonly key: string;
  readonly command: string;
  /** The key also takes the second step, while armed: it sends what it has prepared. */
  readonly send?: true;
}

/** A key map that can be used, and a sentence on each binding that can't. */
export interface ReadKeymap {
  readonly bindings: readonly KeyBinding[];
  readonly problems: readonly string[];
}

/** A binding as a file has it: only key and command are known to be texts. */
interface FiledBinding {
  readonly key: string;
  readonly command: string;
  readonly send?: unknown;
}

/** Bindings of one map; far more than there are keys. */
const BINDINGS_MAX = 500;

/** Reads a key map from what a file holds; a binding that is wrong costs only itself. */
export function readKeymap(value: unknown): ReadKeymap {
  if (!hasBindings(value)) return { bindings: [], problems: [keymapText.noBindings] };
  const bindings: KeyBinding[] = [];
  const problems: string[] = [];
  const taken = new Map<string, string>();
  for (const [at, entry] of value.bindings.slice(0, BINDINGS_MAX).entries()) {
    if (!isBinding(entry)) {
      problems.push(keymapText.noBinding(at + 1));
      continue;
    }
    const key = canonicalChord(entry.key);
    const other = key === null ? undefined : taken.get(key);
    const forbidden = key === null ? null : whyNotBound(key, entry.command);
    if (key === null) problems.push(keymapText.notAKey(entry.key));
    else if (forbidden !== null) problems.push(forbidden);
    else if (other !== undefined) {
      problems.push(keymapText.boundTwice(key, other, entry.command));
    } else {
      taken.set(key, entry.command);
      const send = entry.send === true;
      bindings.push({ key, command: entry.command, ...(send && { send }) });
    }
  }
  return { bindings, problems };
}

/** Why a key can't have a command: Esc only backs out, Tab moves the focus. null: it can. */
export function whyNotBound(key: string, command: string): string | null {
  if (/(^|\+)Tab$/.test(key)) return keymapText.tab;
  const isEscape = /(^|\+)Escape$/.test(key);
  return isEscape && command !== 'order.drop' ? keymapText.escape : null;
}

function hasBindings(value: unknown): value is { readonly bindings: readonly unknown[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bindings' in value &&
    Array.isArray(value.bindings)
  );
}

function isBinding(value: unknown): value is FiledBinding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'string' &&
    'command' in value &&
    typeof value.command === 'string'
  );
}

/** The key map as it comes with the program. */
export const DEFAULT_KEYMAP: ReadKeymap = readKeymap(defaultKeymap);

/** The key map in use. */
export const useKeymap = create<ReadKeymap>(() => DEFAULT_KEYMAP);

/** What the keys are bound to, or null. */
export function bindingOf(chord: string): KeyBinding | null {
  const { bindings } = useKeymap.getState();
  return bindings.find((binding) => binding.key === chord) ?? null;
}

/** Keys of a command as they are shown, or null when it has none. */
export function keysOf(commandId: string): string | null {
  const { bindings } = useKeymap.getState();
  const binding = bindings.find((candidate) => candidate.command === commandId);
  return binding === undefined ? null : chordLabel(binding.key);
}
