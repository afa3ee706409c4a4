import { join } from 'node:path';
import type { EngineStart } from '../supervision/host-messages.ts';

/** Each venue and each market has a store of its own, so that none touches the account of another. */
export function storeFolder({ dataFolder, source, venue }: EngineStart): string {
  if (venue !== 'local') return join(dataFolder, venue);
  switch (source.kind) {
    case 'simulator':
      return dataFolder;
    case 'replay':
      return join(dataFolder, 'replay');
    case 'alpaca':
      return join(dataFolder, 'real-market');
  }
}
