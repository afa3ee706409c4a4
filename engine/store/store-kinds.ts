/** The stores of a data folder. */
import type { Venue } from '../domain/order.ts';

/**
 * What each is of: every venue, and every market of the local venue, has a store of its own, so that none
 * touches the account of another. `local` is the simulated market's.
 */
export const STORE_KINDS = [
  'local',
  'replay',
  'real-market',
  'alpaca-paper',
  'alpaca-live',
] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

/** Venue whose orders a store holds; it names the file. */
export function storeVenue(kind: StoreKind): Venue {
  return kind === 'replay' || kind === 'real-market' ? 'local' : kind;
}

/** Folder of a store below the data folder; '' for the data folder itself. */
export function storeSubfolder(kind: StoreKind): string {
  return kind === 'local' ? '' : kind;
}

/** Path of a store below the data folder, with `/`. */
export function storeFile(kind: StoreKind): string {
  const file = `${storeVenue(kind)}.db`;
  return kind === 'local' ? file : `${storeSubfolder(kind)}/${file}`;
}
