import { watchVisibility } from '../../stores/window-frames.ts';

/** Frame times of the window and its long pieces of work, measured while someone looks. */
export interface FrameFigures {
  /** Frames in the last second. */
  readonly framesPerS: number;
  /** Times between frames that it is the percentile of, up to FRAMES_MAX. */
  readonly frames: number;
  /** 99th percentile of the time between frames over the last FRAMES_MAX, in microseconds. */
  readonly frameP99Us: number;
  /** Long tasks since the meter was started; null where the browser does not tell. */
  readonly longTasks: number | null;
  readonly longTaskMsMax: number;
}

/** Frame times kept: ten seconds at 60 frames a second. */
export const FRAMES_MAX = 600;
const US_PER_MS = 1_000;
const MS_PER_S = 1_000;
const TAIL_SHARE = 0.99;

/** What the meter needs of the window. */
export interface FrameSource {
  /** The clock that frames are timed by, in milliseconds. */
  nowMs(): number;
  requestFrame(callback: (atMs: number) => void): number;
  cancelFrame(handle: number): void;
  /** Hears whenever the window is hidden or shown; returns what stops it. */
  watchVisibility(changed: () => void): () => void;
  /** Hears the duration in ms of each long task; returns what stops it, null where unsupported. */
  observeLongTasks(listener: (ms: number) => void): (() => void) | null;
}

/** Measures until disposed of; asks for every frame, so it runs only while the panel is shown. */
export class FrameMeter {
  readonly #source: FrameSource;
  readonly #onGap: (ms: number) => void;
  /** Ring of times between frames in ms, and when each frame of the last second was. */
  readonly #gaps: number[] = [];
  readonly #times: number[] = [];
  readonly #stopWatching: () => void;
  readonly #stopTasks: (() => void) | null;
  #handle: number;
  #lastMs: number | null = null;
  #longTasks = 0;
  #longTaskMsMax = 0;

  /** `onGap` hears of each time between two frames, in milliseconds. */
  constructor(source: FrameSource, onGap: (ms: number) => void = () => undefined) {
    this.#source = source;
    this.#onGap = onGap;
    this.#stopTasks = source.observeLongTasks((ms) => {
      this.#longTasks += 1;
      this.#longTaskMsMax = Math.max(this.#longTaskMsMax, ms);
    });
    // What lies between two frames is a slow frame however long it was, but for a window that was hidden meanwhile.
    this.#stopWatching = source.watchVisibility(() => {
      this.#lastMs = null;
    });
    this.#handle = source.requestFrame(this.#frame);
  }

  figures(): FrameFigures {
    const sinceMs = this.#source.nowMs() - MS_PER_S;
    const recent = this.#times.filter((atMs) => atMs > sinceMs).length;
    const sorted = this.#gaps.toSorted((a, b) => a - b);
    const tail = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * TAIL_SHARE))] ?? 0;
    return {
      framesPerS: recent,
      frames: this.#gaps.length,
      frameP99Us: Math.round(tail * US_PER_MS),
      longTasks: this.#stopTasks === null ? null : this.#longTasks,
      longTaskMsMax: this.#longTaskMsMax,
    };
  }

  dispose(): void {
    this.#source.cancelFrame(this.#handle);
    this.#stopWatching();
    this.#stopTasks?.();
  }

  readonly #frame = (atMs: number): void => {
    if (this.#lastMs !== null) {
      this.#onGap(atMs - this.#lastMs);
      this.#gaps.push(atMs - this.#lastMs);
      if (this.#gaps.length > FRAMES_MAX) this.#gaps.shift();
      this.#times.push(atMs);
      while ((this.#times[0] ?? atMs) <= atMs - MS_PER_S) this.#times.shift();
    }
    this.#lastMs = atMs;
    this.#handle = this.#source.requestFrame(this.#frame);
  };
}

/** The window this page is in. */
export const windowFrames: FrameSource = {
  nowMs: () => performance.now(),
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  watchVisibility,
  observeLongTasks: (listener) => {
    if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return null;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) listener(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    return () => observer.disconnect();
  },
};
