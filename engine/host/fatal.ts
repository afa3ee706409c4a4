import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { tellsOfDamage } from '../store/store-fault.ts';

/** Why an engine cannot go on: a write has failed, a page is not what was written, or a rule of its own code is broken. */
export type FatalCode = 'store.write_failed' | 'store.damaged' | 'venue.failed';

/** What the last refusal of such an engine tells its clients. */
const FATAL_RULES: Readonly<Record<FatalCode, string>> = {
  'store.write_failed': 'orders must reach the disk',
  'store.damaged': 'a store with damaged pages is not written to any more',
  'venue.failed': 'the engine must not contradict itself; it starts again from the disk',
};

/** The stack of what was thrown, or its text. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * The code of an end and what its clients are told. Pages that are not what was written are the cause
 * of whatever has failed over them.
 */
export function fatalEnd(
  cause: FatalCode,
  problem: string,
): { readonly code: FatalCode; readonly why: Refusal } {
  const code = tellsOfDamage(problem) ? 'store.damaged' : cause;
  return { code, why: refusal(code, '', problem, FATAL_RULES[code]) };
}
