import { join } from 'node:path';
import type { TimeUs } from '../../domain/time.ts';
import { askRestore } from '../backup/pending-restore.ts';
import { storeSubfolder } from '../store-kinds.ts';
import type { StoreKind } from '../store-kinds.ts';
import { kindOfPacked } from './manifest.ts';
import type { WorkspaceManifest } from './manifest.ts';
import { incomingFile } from './unpack.ts';

/** Notes for each store that was unpacked that the next start on it is to put it in its place. */
export function askForUnpacked(
  dataFolder: string,
  { stores }: WorkspaceManifest,
  nowUs: TimeUs,
): readonly StoreKind[] {
  return stores.map((store) => {
    const kind = kindOfPacked(store);
    askRestore(join(dataFolder, storeSubfolder(kind)), {
      source: incomingFile(kind),
      removeSource: true,
      documents: 'all',
      nowUs,
    });
    return kind;
  });
}
