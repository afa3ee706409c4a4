/** What the client needs from where it runs; tests give it their own clock. */
export interface ClientEnvironment {
  /** Monotonic clock in milliseconds. */
  readonly nowMs: () => number;
  /** Calls back once after `ms`; returns what cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Calls back before the next paint, or soon where nothing is painted. */
  readonly nextFrame: (callback: () => void) => void;
  /** Whether nobody can see the page. */
  readonly hidden: () => boolean;
  /** 0 <= value < 1, for jitter. */
  readonly random: () => number;
  /** When a key or a pointer was pressed last, by `nowMs`; -Infinity before. */
  readonly pressedMs: () => number;
}

/** A window that stops painting (minimised, covered) must not stop its acknowledgements. */
const FRAME_FALLBACK_MS = 250;

export const browserEnvironment: ClientEnvironment = {
  nowMs: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  nextFrame: (callback) => {
    let called = false;
    const once = (): void => {
      if (called) return;
      called = true;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      callback();
    };
    const timer = setTimeout(once, document.hidden ? 0 : FRAME_FALLBACK_MS);
    const frame = requestAnimationFrame(once);
  },
  hidden: () => document.hidden,
  random: () => Math.random(),
  pressedMs: () => pressedMs,
};

/** Calls back after the next paint: a task asked for in a frame's callback runs once that frame is drawn. */
export function afterPaint(
  environment: Pick<ClientEnvironment, 'nextFrame' | 'after'>,
  callback: () => void,
): void {
  environment.nextFrame(() => {
    environment.after(0, callback);
  });
}

let pressedMs = Number.NEGATIVE_INFINITY;

/** Notes presses of keys and pointers, before anything acts on them; returns what ends it. */
export function watchPresses(target: Window): () => void {
  const note = (event: Event): void => {
    pressedMs = event.timeStamp;
  };
  const options = { capture: true, passive: true } as const;
  target.addEventListener('keydown', note, options);
  target.addEventListener('pointerdown', note, options);
  return () => {
    target.removeEventListener('keydown', note, options);
    target.removeEventListener('pointerdown', note, options);
  };
}
