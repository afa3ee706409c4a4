/** Keys from the environment, which never goes on to a process that has no use for them. */
import type { VenueKeys } from '../domain/venue-keys.ts';
import { REMOTE_VENUES } from '../domain/order.ts';
import type { RemoteVenue } from '../domain/order.ts';
import { looksLikeKeysOf } from './key-form.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that the keys are read from, as Alpaca's own clients name them. */
export const KEY_VARIABLES = ['APCA_API_KEY_ID', 'APCA_API_SECRET_KEY'] as const;

export interface EnvironmentKeys {
  /** By the form of the key; paper where that does not tell. */
  readonly venue: RemoteVenue;
  readonly keys: VenueKeys;
}

/** null: none are set. Throws an error whose message says which of both is missing. */
export function environmentKeys(environment: Environment): EnvironmentKeys | null {
  const [keyId = '', secret = ''] = KEY_VARIABLES.map((name) => environment[name]?.trim() ?? '');
  if (keyId === '' && secret === '') return null;
  if (keyId === '' || secret === '') {
    const [missing, given] = keyId === '' ? KEY_VARIABLES : [KEY_VARIABLES[1], KEY_VARIABLES[0]];
    throw new Error(`${given} is set without ${missing}: set both or none and start again.`);
  }
  const venue = REMOTE_VENUES.find((one) => looksLikeKeysOf(one, keyId)) ?? 'alpaca-paper';
  return { venue, keys: { keyId, secret } };
}

/** The environment for a process that gets its keys, if any, by a message. */
export function withoutKeys(environment: Environment): Record<string, string | undefined> {
  const names: readonly string[] = KEY_VARIABLES;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));
}
