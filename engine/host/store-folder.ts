import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DOCUMENTS_FOLDER } from '../store/documents/restored-documents.ts';
import type { StoreOptions } from '../store/store.ts';
import { storeSubfolder } from '../store/store-kinds.ts';
import type { StoreKind } from '../store/store-kinds.ts';
import { RECORDING_FOLDER } from '../supervision/data-folder.ts';
import type { EngineStart } from '../supervision/host-messages.ts';

/** Folder of the store that an engine is started on. */
export function storeFolder(start: EngineStart): string {
  const { source, dataFolder } = start;
  const folder = join(dataFolder, storeSubfolder(kindOf(start)));
  // What is held in one recording has no price in another.
  const isChosen =
    source.kind === 'replay' && dirname(source.file) === join(dataFolder, RECORDING_FOLDER);
  return isChosen ? join(folder, RECORDING_FOLDER, basename(source.file)) : folder;
}

/** Where an engine's store and documents are, and its threads' scripts. */
export function storePlace(
  start: EngineStart,
): Required<Pick<StoreOptions, 'folder' | 'venue' | 'documents' | 'workers'>> {
  const { venue, workers, dataFolder } = start;
  return {
    folder: storeFolder(start),
    venue,
    documents: join(dataFolder, DOCUMENTS_FOLDER),
    workers: {
      writer: pathToFileURL(workers.storeWriter),
      reader: pathToFileURL(workers.storeReader),
    },
  };
}

function kindOf({ source, venue }: EngineStart): StoreKind {
  if (venue !== 'local') return venue;
  switch (source.kind) {
    case 'simulator':
      return 'local';
    case 'replay':
      return 'replay';
    case 'alpaca':
      return 'real-market';
  }
}
