import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DOCUMENTS_FOLDER } from '../store/documents/restored-documents.ts';
import type { StoreOptions } from '../store/store.ts';
import { storeSubfolder } from '../store/store-kinds.ts';
import type { StoreKind } from '../store/store-kinds.ts';
import type { EngineStart } from '../supervision/host-messages.ts';

/** Folder of the store that an engine is started on. */
export function storeFolder(start: EngineStart): string {
  return join(start.dataFolder, storeSubfolder(kindOf(start)));
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
