import { uptime } from 'node:os';
import { timeUs } from '../domain/time.ts';
import type { Clock } from '../ports.ts';

const US_PER_MS = 1_000;
const MS_PER_S = 1_000;
/** Corrections of a time service are smaller and are not followed. */
const JUMP_MS = 1_000;
/** Speed of a time that has to wait for the system's clock: it moves, and is made up for in the end. */
const WAITING_SPEED = 0.5;

/**
 * The machine's clocks. Wall time is the system's at start plus monotonic time since, so that it has
 * microseconds; it is set anew when the system's clock has moved away by more than a second (sleep,
 * correction). It follows forward at once and never goes back: while the system's clock is behind it,
 * or behind `notBefore`, it goes on at half speed until the clock has caught up. `upS`: seconds since the machine
 * was started, asleep or not; null: monotonic time itself goes on in sleep.
 */
export function systemClock(upS: (() => number) | null = uptimeBesides()): Required<Clock> {
  let originMs = Date.now() - performance.now();
  let lastUs = 0;
  let lastMs = performance.now();
  const asleepMs = (): number => (upS === null ? 0 : upS() * MS_PER_S - performance.now());
  const asleepAtStartMs = asleepMs();

  const look = (): { readonly systemUs: number; readonly wallUs: number } => {
    const nowMs = performance.now();
    const systemMs = Date.now();
    if (Math.abs(systemMs - (originMs + nowMs)) > JUMP_MS) originMs = systemMs - nowMs;
    const systemUs = (originMs + nowMs) * US_PER_MS;
    const waitingUs = lastUs + (nowMs - lastMs) * US_PER_MS * WAITING_SPEED;
    lastUs = Math.max(systemUs, lastUs === 0 ? 0 : waitingUs);
    lastMs = nowMs;
    return { systemUs, wallUs: lastUs };
  };
  return {
    monotonicUs: () => performance.now() * US_PER_MS,
    wallUs: () => timeUs(Math.floor(look().wallUs)),
    notBefore: (us) => {
      lastUs = Math.max(look().wallUs, us);
    },
    behindUs: () => {
      const { systemUs, wallUs } = look();
      return Math.floor(wallUs - systemUs);
    },
    // Below 0 by what the system rounds off: it tells hundredths of a second.
    sleptUs: () => Math.max(0, Math.round((asleepMs() - asleepAtStartMs) * US_PER_MS)),
  };
}

/** Of Linux, whose monotonic time stands still in sleep; that of macOS and Windows does not. */
function uptimeBesides(): (() => number) | null {
  return process.platform === 'linux' ? uptime : null;
}
