/** Frames a second as somebody has counted them lately; counting costs a frame, so nobody may be. */
let counted: { readonly framesPerS: number; readonly atMs: number } | null = null;

/** A count that is older says nothing about now. */
const STALE_MS = 3_000;

export function countedFrames(framesPerS: number): void {
  counted = { framesPerS, atMs: performance.now() };
}

/** null: nobody counts. */
export function newestFrames(): number | null {
  if (counted === null || performance.now() - counted.atMs > STALE_MS) return null;
  return counted.framesPerS;
}
