import { DEFAULT_ACCOUNT_SETTINGS } from '../contract/defaults.ts';
import type { AccountSettings } from '../contract/account.ts';

/**
 * The account's settings from their JSON text, null where none were stored; what an earlier version did
 * not have is as in a new account.
 */
export function storedAccount(text: string | undefined): AccountSettings | null {
  if (text === undefined) return null;
  // Written by the journal from settings that the contract had validated.
  const stored = JSON.parse(text) as Partial<AccountSettings>;
  const fees = { ...DEFAULT_ACCOUNT_SETTINGS.fees, ...stored.fees };
  return { ...DEFAULT_ACCOUNT_SETTINGS, ...stored, fees };
}
