import type { MigrationStep } from '../store/database.ts';

const BYTES_PER_MB = 1e6;

/** What a person who waits for the start is told of a store that an older version has written. */
export function migrationText({ step, steps, bytes }: MigrationStep): string {
  const size = `${Math.ceil(bytes / BYTES_PER_MB)} MB`;
  return (
    `The store of an older version (${size}) is being brought to this one, step ${step} of ${steps}. ` +
    'Some steps read all of it. If it is ended, it begins again and nothing is lost.'
  );
}
