import { join } from 'node:path';
import { storeSubfolder } from '../store/store-kinds.ts';
import type { StoreKind } from '../store/store-kinds.ts';
import type { EngineStart } from '../supervision/host-messages.ts';

/** Folder of the store that an engine is started on. */
export function storeFolder(start: EngineStart): string {
  return join(start.dataFolder, storeSubfolder(kindOf(start)));
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
