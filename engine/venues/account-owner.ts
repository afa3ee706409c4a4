/**
 * Whether the account that Alpaca answers for is the one that the store is of. A reset of a paper account
 * makes another one, with other keys; so do keys that were entered for another account. Its orders and
 * fills are no news of what is kept here, and what is held here cannot be sold there.
 */
import type { RestFault } from '../alpaca/rest-faults.ts';
import type { WireAccount } from '../alpaca/wire-schemas.ts';
import type { RequestType } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { AccountLedger } from '../remote/account-ledger.ts';

/** Why no orders are taken then; short enough for a refusal. */
export const OTHER_ACCOUNT =
  'These keys are of another account than what is kept here: see Connections, Order route.';

const REFUSAL = refusal('venue.other_account', '', OTHER_ACCOUNT, 'the account of what is kept');

/** What a comparison with another account comes to. */
export const OTHER_ACCOUNT_FAULT: RestFault = {
  outcome: 'refused',
  status: 200,
  retryAfterMs: null,
  refusal: REFUSAL,
};

/** Requests that would be sent there and concern orders of this account. */
const CANCELS: ReadonlySet<RequestType> = new Set<RequestType>([
  'order.cancel',
  'order.cancel_by_client_id',
  'orders.cancel_all',
]);

export class AccountOwner {
  readonly #ledger: AccountLedger;
  #state: 'unknown' | 'ours' | 'other' = 'unknown';

  constructor(ledger: AccountLedger) {
    this.#ledger = ledger;
  }

  /** Whether what Alpaca says may be taken; false until it has named the account. */
  get isOurs(): boolean {
    return this.#state === 'ours';
  }

  get isOther(): boolean {
    return this.#state === 'other';
  }

  /** Whether orders may go there before the account was named: a store of no account holds nothing. */
  get mayBeOurs(): boolean {
    return this.isOurs || (this.#state === 'unknown' && this.#ledger.accountId === null);
  }

  /** Hears which account Alpaca answers for; true at the first time that it is ours. */
  hear({ id }: WireAccount): boolean {
    const was = this.#state;
    const own = this.#ledger.accountId;
    this.#state = own === null || own === id ? 'ours' : 'other';
    return this.isOurs && was !== 'ours';
  }

  /** Why nothing can be cancelled there, or null. */
  refusalOf(type: RequestType): Refusal | null {
    return this.isOther && CANCELS.has(type) ? REFUSAL : null;
  }
}
