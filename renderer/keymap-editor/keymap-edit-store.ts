import { create } from 'zustand';
import { bindKey, displacedBy } from '../keyboard/keymap-edit.ts';
import type { KeyBinding } from '../keyboard/keymap.ts';
import { useKeymap } from '../keyboard/keymap.ts';

/** What the editor is about to do or has done. One editor is open at a time. */
export interface KeymapEdit {
  /** Command whose new keys are listened for. */
  readonly capturing: string | null;
  /** Keys that another command has: pressed for `capturing` and not yet taken. */
  readonly conflict: { readonly key: string; readonly command: string } | null;
  /** Whether keys are only tried. */
  readonly trying: boolean;
  /** What was said last; '' when nothing was. */
  readonly said: string;
  /** The map before the last change of all of it, to go back to. */
  readonly replaced: readonly KeyBinding[] | null;
  /** Listens for a command's new keys. */
  readonly capture: (command: string) => void;
  /** Keys were pressed for the command that listens. `take`: though another command has them. */
  readonly press: (key: string, take?: boolean) => void;
  /** Changes the map to another one of the same commands. */
  readonly change: (bindings: readonly KeyBinding[]) => void;
  readonly replaceAll: (bindings: readonly KeyBinding[], words: readonly string[]) => void;
  readonly undo: () => void;
  /** Listens for keys no longer. */
  readonly stop: () => void;
}

const QUIET = { capturing: null, conflict: null, trying: false } as const;

export const useKeymapEdit = create<KeymapEdit>((set, get) => ({
  ...QUIET,
  said: '',
  replaced: null,
  capture: (command) => set({ ...QUIET, capturing: command, said: '' }),
  press: (key, take = false) => {
    const { capturing } = get();
    if (capturing === null) return;
    const { bindings } = useKeymap.getState();
    const command = displacedBy(bindings, capturing, key);
    if (command !== null && !take) {
      set({ conflict: { key, command } });
      return;
    }
    const bound = bindKey(bindings, capturing, key);
    if (typeof bound === 'string') set({ said: bound, conflict: null });
    else {
      useKeymap.setState({ bindings: bound });
      set({ ...QUIET, said: '' });
    }
  },
  change: (bindings) => {
    useKeymap.setState({ bindings });
    set({ ...QUIET, said: '' });
  },
  replaceAll: (bindings, words) => {
    const replaced = useKeymap.getState().bindings;
    useKeymap.setState({ bindings });
    set({ ...QUIET, replaced, said: words.join('. ') });
  },
  undo: () => {
    const { replaced } = get();
    if (replaced !== null) useKeymap.setState({ bindings: replaced });
    set({ ...QUIET, replaced: null, said: '' });
  },
  stop: () => set({ ...QUIET }),
}));
