import { EXIT_CODE_REFUSED } from '../supervision/restart-policy.ts';
import type { FatalCode } from './fatal.ts';

/**
 * Exit codes of an engine that must be started again to recover; where its store is damaged, by a person. Source of the numbers: sysexits.h
 * (input/output error, internal software error).
 */
export const EXIT_CODES: Readonly<Record<FatalCode, number>> = {
  'store.write_failed': 74,
  'store.damaged': EXIT_CODE_REFUSED,
  'venue.failed': 70,
};
