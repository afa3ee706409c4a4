import type { AccountSettings } from '../contract/account.ts';
import type { Refusal } from '../domain/refusal.ts';
import { checkStopTrigger } from '../domain/venue-capabilities.ts';
import type { Answer } from './client-connection.ts';
import type { Engine } from './engine.ts';

/**
 * Changes what the account charges and allows, and keeps it. Refused where its venue triggers stops in
 * another way, and with `busy`, why nothing can be written now (null: it can).
 */
export function configureAccount(
  engine: Engine,
  settings: AccountSettings,
  busy: Refusal | null,
): Answer {
  const { core, journal, venue } = engine.parts;
  const why = busy ?? checkStopTrigger(venue, settings.stopTrigger);
  if (why !== null) return () => ({ ok: false, refusal: why });
  core.accounts.configure(settings);
  const value = JSON.stringify(settings);
  engine.gate.wrote(journal.append([{ kind: 'setting', key: 'account', value }]));
  return () => ({ ok: true, result: { settings } });
}
