import { timeUs } from '../domain/time.ts';
import type { Clock } from '../ports.ts';

const US_PER_MS = 1_000;

/**
 * The machine's clocks. Wall time is the system's at start plus monotonic time since, so that it has
 * microseconds and never jumps back; it is set anew when the system's clock has moved away by more
 * than a second (sleep, correction), forward at once and backward by standing still.
 */
export function systemClock(): Clock {
  const jumpMs = 1_000;
  let originMs = Date.now() - performance.now();
  let lastUs = 0;
  return {
    monotonicUs: () => performance.now() * US_PER_MS,
    wallUs: () => {
      const now = performance.now();
      const systemMs = Date.now();
      if (Math.abs(systemMs - (originMs + now)) > jumpMs) originMs = systemMs - now;
      lastUs = Math.max(lastUs, Math.floor((originMs + now) * US_PER_MS));
      return timeUs(lastUs);
    },
  };
}
