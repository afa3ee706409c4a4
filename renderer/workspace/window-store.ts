import { create } from 'zustand';
import type { WindowFile } from './workspace-file.ts';

/** What this window was in its last session, and which workspace it shows. */
export const useWindow = create<{
  /** Set once, before panels are laid out; null: it is new. */
  readonly last: WindowFile | null;
  /** Name of the workspace in use, changed since or not; null: none of its own. */
  readonly name: string | null;
  /** Own workspaces by name, sorted. */
  readonly names: readonly string[];
}>(() => ({ last: null, name: null, names: [] }));
