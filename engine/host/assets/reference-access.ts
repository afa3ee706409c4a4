import { SYSTEM_TIMERS } from '../../alpaca/access.ts';
import type { AlpacaKeys } from '../../alpaca/access.ts';
import { DataApi } from '../../alpaca/data-api.ts';
import { ReferenceApi } from '../../alpaca/reference-api.ts';
import { RequestBudget } from '../../alpaca/request-budget.ts';
import { RestClient } from '../../alpaca/rest-client.ts';
import type { Venue } from '../../domain/order.ts';
import { US_PER_MS } from '../../domain/time.ts';
import { hostsFrom } from '../../keys/hosts.ts';
import type { Clock } from '../../ports.ts';

/** How the id of a key of a live account begins; those of paper accounts begin with PK. */
const LIVE_KEY = 'AK';

/**
 * What answers about the market itself with these keys; null without. `budget`: of all that is asked
 * with them; null: nobody else asks.
 */
export function referenceAccess(
  venue: Venue,
  keys: AlpacaKeys | null,
  budget: RequestBudget | null,
  clock: Clock,
): ReferenceApi | null {
  if (keys === null) return null;
  const monotonicMs = (): number => clock.monotonicUs() / US_PER_MS;
  const own = budget ?? new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS });
  const isLive = keys.keyId.startsWith(LIVE_KEY);
  const account = venue === 'local' ? (isLive ? 'alpaca-live' : 'alpaca-paper') : venue;
  const hosts = hostsFrom(process.env, account);
  const clientOf = (host: string): RestClient =>
    new RestClient({
      host,
      keys,
      budget: own,
      timers: SYSTEM_TIMERS,
      monotonicMs,
      wallMs: () => clock.wallUs() / US_PER_MS,
      random: Math.random,
    });
  const data = clientOf(hosts.data);
  return new ReferenceApi(
    clientOf(hosts.trading),
    new DataApi(data, 'stocks'),
    new DataApi(data, 'crypto'),
  );
}
