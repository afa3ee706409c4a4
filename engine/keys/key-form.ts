import type { RemoteVenue } from '../domain/order.ts';

/**
 * How keys of an account begin. Not documented, but so in all of Alpaca's examples: good for a hint to who
 * has mixed them up, never for refusing a key.
 */
const BEGINNINGS: Readonly<Record<RemoteVenue, string>> = {
  'alpaca-paper': 'PK',
  'alpaca-live': 'AK',
};

/** Whether a key has the form of that venue's. */
export function looksLikeKeysOf(venue: RemoteVenue, keyId: string): boolean {
  return keyId.startsWith(BEGINNINGS[venue]);
}
