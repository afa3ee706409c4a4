import { create } from 'zustand';
import defaultKeymap from '../../resources/keymap.json' with { type: 'json' };
import { canonicalChord, chordLabel } from './chord.ts';

/** One key and the command it asks for. */
export interface KeyBinding {
  /** Modifiers in the order Ctrl, Alt, Shift, Meta, then the key: `Alt+Shift+B`. */
  readonly key: string;
  readonly command: string;
}

/** A key map that can be used, and a sentence on each binding that can't. */
export interface ReadKeymap {
  readonly bindings: readonly KeyBinding[];
  readonly problems: readonly string[];
}

/** Bindings of one map; far more than there are keys. */
const BINDINGS_MAX = 500;

/** Reads a key map from what a file holds; a binding that is wrong costs only itself. */
export function readKeymap(value: unknown): ReadKeymap {
  if (!hasBindings(value)) return { bindings: [], problems: ['The key map has no bindings'] };
  const bindings: KeyBinding[] = [];
  const problems: string[] = [];
  const taken = new Map<string, string>();
  for (const [at, entry] of value.bindings.slice(0, BINDINGS_MAX).entries()) {
    if (!isBinding(entry)) {
      problems.push(`Binding ${at + 1} has no key or no command`);
      continue;
    }
    const key = canonicalChord(entry.key);
    const other = key === null ? undefined : taken.get(key);
    if (key === null) problems.push(`${entry.key} is not a key`);
    else if (other !== undefined) {
      problems.push(`${key} is bound to ${other} and to ${entry.command}`);
    } else {
      taken.set(key, entry.command);
      bindings.push({ key, command: entry.command });
    }
  }
  return { bindings, problems };
}

function hasBindings(value: unknown): value is { readonly bindings: readonly unknown[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bindings' in value &&
    Array.isArray(value.bindings)
  );
}

function isBinding(value: unknown): value is KeyBinding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'string' &&
    'command' in value &&
    typeof value.command === 'string'
  );
}

/** The key map in use. */
export const useKeymap = create<ReadKeymap>(() => readKeymap(defaultKeymap));

/** Command bound to the keys, or null. */
export function commandOfChord(chord: string): string | null {
  const { bindings } = useKeymap.getState();
  return bindings.find((binding) => binding.key === chord)?.command ?? null;
}

/** Keys of a command as they are shown, or null when it has none. */
export function keysOf(commandId: string): string | null {
  const { bindings } = useKeymap.getState();
  const binding = bindings.find((candidate) => candidate.command === commandId);
  return binding === undefined ? null : chordLabel(binding.key);
}
