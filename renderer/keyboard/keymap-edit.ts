/** Changes to a key map, each giving a new one; what they displace is said by who asks for them. */
import { keymapText } from '../text/keymap.ts';
import { DEFAULT_KEYMAP, readKeymap, whyNotBound } from './keymap.ts';
import type { KeyBinding, ReadKeymap } from './keymap.ts';

/** The file format of key maps; resources/keymap.json has the same. */
export const KEYMAP_VERSION = 1;

export interface KeymapFile {
  readonly version: typeof KEYMAP_VERSION;
  readonly bindings: readonly KeyBinding[];
}

/** Keys of a command: the command now bound to `key` loses it. A refusal says why it can't be. */
export function bindKey(
  bindings: readonly KeyBinding[],
  command: string,
  key: string,
): readonly KeyBinding[] | string {
  const why = whyNotBound(key, command);
  if (why !== null) return why;
  const had = bindings.find((binding) => binding.command === command);
  const rest = bindings.filter((binding) => binding.key !== key && binding.command !== command);
  return [...rest, { key, command, ...(had?.send === true && { send: had.send }) }];
}

/** The command that a key would be taken from; null when it is free or the command's own. */
export function displacedBy(
  bindings: readonly KeyBinding[],
  command: string,
  key: string,
): string | null {
  const held = bindings.find((binding) => binding.key === key)?.command ?? null;
  return held === command ? null : held;
}

/** Without keys for a command. */
export function unbind(bindings: readonly KeyBinding[], command: string): readonly KeyBinding[] {
  return bindings.filter((binding) => binding.command !== command);
}

/** Whether a command's keys send at once. */
export function withSend(
  bindings: readonly KeyBinding[],
  command: string,
  send: boolean,
): readonly KeyBinding[] {
  return bindings.map((binding) => {
    if (binding.command !== command) return binding;
    const { key } = binding;
    return send ? { key, command, send } : { key, command };
  });
}

/** The command's keys as they come with the program; another command may lose one. */
export function resetCommand(
  bindings: readonly KeyBinding[],
  command: string,
): readonly KeyBinding[] {
  const defaults = DEFAULT_KEYMAP.bindings.filter((binding) => binding.command === command);
  const taken = new Set(defaults.map(({ key }) => key));
  const rest = bindings.filter((held) => held.command !== command && !taken.has(held.key));
  return [...rest, ...defaults];
}

/** The key map as a file. */
export function keymapFile(bindings: readonly KeyBinding[]): KeymapFile {
  return { version: KEYMAP_VERSION, bindings };
}

/** Reads a file's text; nothing of it is used when it is no key map at all. */
export function keymapFromText(text: string): ReadKeymap {
  try {
    const value: unknown = JSON.parse(text);
    return readKeymap(value);
  } catch (error) {
    // What is not JSON is the file's fault and said as such; anything else is ours.
    if (!(error instanceof SyntaxError)) throw error;
    return { bindings: [], problems: [keymapText.notJson(error.message)] };
  }
}

/** Whether two maps bind the same keys to the same commands, in whatever order. */
export function sameKeymap(a: readonly KeyBinding[], b: readonly KeyBinding[]): boolean {
  const words = (bindings: readonly KeyBinding[]): string =>
    bindings
      .map(({ key, command, send }) => `${key} ${command} ${String(send === true)}`)
      .sort()
      .join('\n');
  return words(a) === words(b);
}
