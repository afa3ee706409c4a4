import { ImportDesk } from '../../engine/host/import/import-desk.ts';
import type { ImportDeskOptions } from '../../engine/host/import/import-desk.ts';
import type { Clock } from '../../engine/ports.ts';

/** Imports of an engine that is offered no files. */
export function idleImports(clock: Clock, options: Partial<ImportDeskOptions> = {}): ImportDesk {
  return new ImportDesk({
    run: () => {
      throw new Error('not part of this test');
    },
    store: { storeFile: '/data/local.db', venue: 'local', instruments: [] },
    folder: '/data/imports',
    clock,
    hold: () => Promise.resolve(),
    release: () => undefined,
    restart: () => undefined,
    forget: () => undefined,
    ...options,
  });
}
