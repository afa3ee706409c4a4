/** Tries keys at their account, and says in which of a few ways that went. */
import { SYSTEM_TIMERS } from '../alpaca/access.ts';
import { RequestBudget } from '../alpaca/request-budget.ts';
import { RestClient } from '../alpaca/rest-client.ts';
import type { RestFault } from '../alpaca/rest-faults.ts';
import { TradingApi } from '../alpaca/trading-api.ts';
import type { WireAccount } from '../alpaca/wire-schemas.ts';
import type { KeyCheck } from '../contract/host-requests.ts';
import { REMOTE_VENUES } from '../domain/order.ts';
import type { RemoteVenue } from '../domain/order.ts';
import type { VenueKeys } from '../domain/venue-keys.ts';
import { looksLikeKeysOf } from './key-form.ts';

/** A person waits for the answer. */
const TIMEOUT_MS = 5_000;
const ACCOUNT_CHARS = 4;
const DETAIL_CHARS_MAX = 160;
const MS_PER_S = 1_000;

/**
 * Asks for the account at `tradingHost`. Never rejects. Asked once: a person can press again, and a wrong
 * key that is tried often looks like an attack.
 */
export async function checkKeys(
  venue: RemoteVenue,
  keys: VenueKeys,
  tradingHost: string,
): Promise<KeyCheck> {
  const monotonicMs = (): number => performance.now();
  const rest = new RestClient({
    host: tradingHost,
    keys,
    budget: new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS }),
    timers: SYSTEM_TIMERS,
    monotonicMs,
    wallMs: Date.now,
    random: Math.random,
    timeoutMs: TIMEOUT_MS,
    attemptsMax: 1,
  });
  const answer = await new TradingApi(rest).account('order');
  return answer.ok ? checkOfAccount(venue, answer.value) : checkOfFault(venue, keys, answer.fault);
}

function checkOfAccount(venue: RemoteVenue, account: WireAccount): KeyCheck {
  const accountEnd = (account.account_number ?? '').slice(-ACCOUNT_CHARS);
  const why = [
    account.status === 'ACTIVE' ? '' : `its status is ${account.status}`,
    account.account_blocked ? 'it is blocked' : '',
    account.trading_blocked ? 'trading is blocked' : '',
    account.trade_suspended_by_user === true ? 'trading is suspended by you' : '',
  ].filter((one) => one !== '');
  const outcome = why.length === 0 ? 'good' : 'blocked';
  return { venue, outcome, accountEnd, detail: why.join(', '), retryInS: null };
}

function checkOfFault(venue: RemoteVenue, { keyId }: VenueKeys, fault: RestFault): KeyCheck {
  const { status, retryAfterMs } = fault;
  const isOthers = REMOTE_VENUES.some((one) => one !== venue && looksLikeKeysOf(one, keyId));
  const outcome: KeyCheck['outcome'] =
    status === 0
      ? 'no_network'
      : status === 401
        ? isOthers
          ? 'other_venue'
          : 'wrong_keys'
        : status === 403
          ? 'forbidden'
          : status === 429
            ? 'rate_limit'
            : 'unavailable';
  return {
    venue,
    outcome,
    accountEnd: '',
    detail: fault.refusal.value.slice(0, DETAIL_CHARS_MAX),
    retryInS: retryAfterMs === null ? null : Math.ceil(retryAfterMs / MS_PER_S),
  };
}
