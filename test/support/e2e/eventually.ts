/** Waiting for what the terminal shows. Nothing in the e2e suites sleeps or looks at a clock. */
import { expect, vi } from 'vitest';

/** Longest wait for one thing; far beyond what it takes, so that a slow machine does not decide. */
export const WAIT_MS_MAX = 30_000;
const LOOK_EVERY_MS = 50;

/** An assertion on what `read` returns, tried again until it holds. */
export function eventually<T>(
  read: () => T | Promise<T>,
  what: string,
): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: WAIT_MS_MAX, interval: LOOK_EVERY_MS, message: what });
}

/** Waits until `holds` does; unlike `eventually` it also works in the hooks of a suite. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await holds())) throw new Error(`still waiting: ${what}`);
    },
    { timeout: WAIT_MS_MAX, interval: LOOK_EVERY_MS },
  );
}
