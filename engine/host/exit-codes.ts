import type { FatalCode } from './fatal.ts';

/**
 * Exit codes of an engine that must be started again to recover. Source of the numbers: sysexits.h
 * (input/output error, internal software error).
 */
export const EXIT_CODES: Readonly<Record<FatalCode, number>> = {
  'store.write_failed': 74,
  'venue.failed': 70,
};
