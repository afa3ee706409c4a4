import { create } from 'zustand';

/** A profile that is being taken: of processors for so many seconds, or of a heap that is so large. */
export type Profiling =
  | { readonly kind: 'cpu'; readonly startedMs: number; readonly seconds: number }
  | { readonly kind: 'heap'; readonly startedMs: number; readonly heapBytes: number }
  /** Of this window, which shows nothing new while it is taken. */
  | { readonly kind: 'page' };

export interface ProfilingStore {
  readonly now: Profiling | null;
  /** Has it end without a file; nothing once it cannot be. */
  readonly cancel: () => void;
}

/** What is being taken by a command of this window, for the status bar. */
export const useProfiling = create<ProfilingStore>(() => ({ now: null, cancel: () => undefined }));
