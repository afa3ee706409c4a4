/** How the store serves reads; part of the telemetry (messages.ts). */

/** Caches before the store: orders that have left memory, and the newest fills. */
export const CACHE_NAMES = ['orders', 'fills'] as const;
export type CacheName = (typeof CACHE_NAMES)[number];

/** Figures of a cache since the engine's start. */
export interface CacheFigures {
  readonly name: CacheName;
  readonly entries: number;
  readonly bound: number;
  /** Questions that it answered, and those that went to the disk. */
  readonly hits: number;
  readonly misses: number;
}

/** The threads that read, and what waits for them. */
export interface ReaderFigures {
  readonly threads: number;
  readonly waiting: number;
  readonly bound: number;
}

/** What the history screens still lack. */
export interface HistoryFigures {
  /** Fills or events, whichever are more, that are on disk and not projected yet. */
  readonly behind: number;
}
