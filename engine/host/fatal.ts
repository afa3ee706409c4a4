/** Why an engine cannot go on: a write has failed, or a rule of its own code is broken. */
export type FatalCode = 'store.write_failed' | 'venue.failed';

/** What the last refusal of such an engine tells its clients. */
export const FATAL_RULES: Readonly<Record<FatalCode, string>> = {
  'store.write_failed': 'orders must reach the disk',
  'venue.failed': 'the engine must not contradict itself; it starts again from the disk',
};

/** The stack of what was thrown, or its text. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
