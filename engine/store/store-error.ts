/** What can be wrong with the data folder or the file in it. */
export type StoreErrorCode =
  /** Another engine has the data folder. */
  | 'store.in_use'
  /** Written by a newer version of the program. */
  | 'store.newer_schema'
  /** Not a database of this program. */
  | 'store.not_ours'
  /** A database of another venue. */
  | 'store.wrong_venue'
  /** Pages of the file are not what was written. */
  | 'store.damaged'
  /** A restore was asked for and there is nothing to restore. */
  | 'store.no_backup'
  /** No room on the disk. */
  | 'store.no_room'
  /** Another program has locked the file. */
  | 'store.locked'
  /** The file, its folder or its disk is read-only. */
  | 'store.read_only'
  /** The disk reports errors. */
  | 'store.io_failed'
  /** SQLite would not do what durability needs. */
  | 'store.not_durable'
  /** A write did not reach the disk. */
  | 'store.write_failed'
  /** A read failed, or its thread ended. */
  | 'store.read_failed'
  /** More is waiting than the bound allows. */
  | 'store.busy'
  /** Used after it was closed. */
  | 'store.closed';

/** An operating fault of the store; its message is a sentence for a person. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The message of whatever was thrown, with SQLite's code where it has one. */
export function problemText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` (${thrown.code})` : '';
  return thrown.message + code;
}
