const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/**
 * Wait before reconnect attempt 1, 2, 3, ..., in milliseconds: doubling up to 5 s, the later half of
 * it by chance (0 <= `random` < 1), so that several windows do not come back in step.
 */
export function backOffMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return full / 2 + (full / 2) * random;
}
