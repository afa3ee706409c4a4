import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Venue } from '../../../engine/domain/order.ts';
import { openJournal } from '../../../engine/store/journal.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';

export const WRITER_URL = new URL('../../../engine/store/writer-thread.ts', import.meta.url);
export const READER_URL = new URL('../../../engine/store/reader-thread.ts', import.meta.url);

/** A folder of its own, gone with `remove`. */
export function temporaryFolder(): { folder: string; file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'stp-store-'));
  return {
    folder,
    file: join(folder, 'local.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A journal on `file`, which must have been made by `recoverState`. */
export function journalOn(file: string, venue: Venue = 'local'): Promise<OpenJournal> {
  return openJournal({
    workerUrl: WRITER_URL,
    file,
    venue,
    onCommitTime: () => undefined,
  });
}
