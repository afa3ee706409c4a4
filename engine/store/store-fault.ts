/** What the disk, SQLite and other programs can do to a store, as errors that say what to do about it. */
import { StoreError, problemText } from './store-error.ts';
import type { StoreErrorCode } from './store-error.ts';

interface Kind {
  readonly code: StoreErrorCode;
  /** Beginnings of SQLite's result codes, and whole codes of the system. Source: sqlite.org/rescode.html. */
  readonly sqlite: readonly string[];
  readonly system: readonly string[];
  /** `what`: the file or folder that it is about. */
  readonly sentence: (what: string) => string;
}

const KINDS: readonly Kind[] = [
  {
    code: 'store.damaged',
    sqlite: ['SQLITE_CORRUPT', 'SQLITE_NOTADB'],
    system: [],
    sentence: (what) => `${what} is damaged`,
  },
  {
    code: 'store.no_room',
    sqlite: ['SQLITE_FULL'],
    system: ['ENOSPC', 'EDQUOT'],
    sentence: (what) => `There is no room left on the disk of ${what}. Make room`,
  },
  {
    code: 'store.locked',
    sqlite: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    system: ['EBUSY'],
    sentence: (what) =>
      `Another program has locked ${what}. Close it: a database tool, a backup or a virus scanner`,
  },
  {
    code: 'store.read_only',
    sqlite: ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM'],
    system: ['EROFS', 'EACCES', 'EPERM'],
    sentence: readOnly,
  },
  {
    code: 'store.io_failed',
    sqlite: ['SQLITE_IOERR'],
    system: ['EIO', 'EFBIG', 'ENXIO', 'ESTALE'],
    sentence: (what) => `The disk of ${what} does not do what it is asked to. Look after the disk`,
  },
];

/** Faults that go away without anybody touching the store, so that another attempt makes sense. */
const PASSING: readonly StoreErrorCode[] = [
  'store.no_room',
  'store.locked',
  'store.read_only',
  'store.io_failed',
];

/**
 * What was thrown while `what` was opened, as a StoreError where it is one of the known faults; else as
 * it is: a broken rule of ours is no fault of the disk.
 */
export function storeFault(thrown: unknown, what: string): unknown {
  if (thrown instanceof StoreError || !(thrown instanceof Error)) return thrown;
  const kind = kindOf(thrown);
  if (kind === undefined) return thrown;
  const message = `${kind.sentence(what)} (${problemText(thrown)}).`;
  return new StoreError(kind.code, message, { cause: thrown });
}

/** Whether another attempt can end better although the store stays as it is. */
export function isPassing(thrown: unknown): boolean {
  return thrown instanceof StoreError && PASSING.includes(thrown.code);
}

/**
 * Throws when nothing can be written because the file is read-only: unlike room on a full disk, that
 * comes back to no connection that is open. `trouble` is the writer's, null when it can write.
 */
export function refuseReadOnly(trouble: string | null, what: string): void {
  if (trouble?.includes('SQLITE_READONLY') !== true) return;
  throw new StoreError('store.read_only', `${readOnly(what)} (${trouble}).`);
}

/** Whether a problem's text (`problemText`) tells of damaged pages. */
export function tellsOfDamage(problem: string): boolean {
  return /SQLITE_CORRUPT|SQLITE_NOTADB|disk image is malformed/.test(problem);
}

function readOnly(what: string): string {
  return `${what} cannot be opened for writing. Look whether the file, its folder or its disk is read-only`;
}

function kindOf(error: Error): Kind | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return KINDS.find(
    ({ sqlite, system }) => sqlite.some((one) => code.startsWith(one)) || system.includes(code),
  );
}
