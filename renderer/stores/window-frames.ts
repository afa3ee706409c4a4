import { browserEnvironment } from '../client/environment.ts';

/**
 * Frames a second of this window. While somebody looks they are counted one by one; asking for every frame
 * costs some, so that otherwise a short stretch is counted now and then.
 */
let counted: { readonly framesPerS: number; readonly atMs: number } | null = null;

/** A count that is older says nothing about now. */
const STALE_MS = 3_000;
/** Long enough for thirty frames, and a tenth of the time from one report to the next. */
const STRETCH_MS = 500;
const MS_PER_S = 1_000;

/** Takes over what somebody has counted. */
export function countedFrames(framesPerS: number): void {
  counted = { framesPerS, atMs: performance.now() };
}

/** null: nobody counts. */
export function newestFrames(): number | null {
  if (counted === null || performance.now() - counted.atMs > STALE_MS) return null;
  return counted.framesPerS;
}

/** Has `changed` called whenever the window is hidden or shown; returns what ends it. */
export function watchVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/** Asks for the next frame and calls back with its time. */
type RequestFrame = (callback: (atMs: number) => void) => void;

/**
 * Counts the frames of a short stretch; `onGap` hears of each time between two of them in milliseconds.
 * Resolves to frames a second. A hidden window has no frames: the stretch begins anew when it is shown. A press
 * (`pressedMs`: when the last one was) ends it early: while frames are asked for, the browser holds back what
 * the press leads to.
 */
export function sampleFrames(
  onGap: (ms: number) => void,
  request: RequestFrame = requestAnimationFrame,
  pressedMs: () => number = browserEnvironment.pressedMs,
  watch: typeof watchVisibility = watchVisibility,
): Promise<number> {
  return new Promise((resolve) => {
    let frames = 0;
    let startedMs: number | null = null;
    let lastMs = 0;
    const stopWatching = watch(() => {
      frames = 0;
      startedMs = null;
    });
    const next = (atMs: number): void => {
      if (startedMs === null) startedMs = atMs;
      else {
        frames += 1;
        onGap(atMs - lastMs);
      }
      lastMs = atMs;
      const passedMs = atMs - startedMs;
      const isPressed = frames > 0 && pressedMs() > startedMs;
      if (passedMs < STRETCH_MS && !isPressed) request(next);
      else {
        stopWatching();
        resolve((frames * MS_PER_S) / passedMs);
      }
    };
    request(next);
  });
}
