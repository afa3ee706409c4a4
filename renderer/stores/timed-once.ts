import { create } from 'zustand';

/** What happens once or seldom, as this window has timed it. */
export interface TimedOnce {
  /** From when the page was asked for to painted with the engine's data, in milliseconds; null: not yet. */
  readonly usableMs: number | null;
  /** The last export that was written to its end. */
  readonly exported: { readonly rows: number; readonly tookMs: number } | null;
}

export const useTimedOnce = create<TimedOnce>(() => ({ usableMs: null, exported: null }));
