import type { Brand } from './brand.ts';

/** Integer microseconds since 1970-01-01T00:00:00Z. Nanoseconds would exceed 2^53. */
export type TimeUs = Brand<number, 'TimeUs'>;

export const US_PER_MS = 1_000;
export const US_PER_SECOND = 1_000_000;
export const US_PER_MINUTE = 60 * US_PER_SECOND;
export const US_PER_HOUR = 60 * US_PER_MINUTE;
export const US_PER_DAY = 24 * US_PER_HOUR;

/** Takes a safe integer of microseconds as a time; the caller has checked it. */
export function timeUs(us: number): TimeUs {
  return us as TimeUs;
}
