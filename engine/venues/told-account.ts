import type { WireAccount } from '../alpaca/wire-schemas.ts';
import type { VenueStatus } from '../contract/venues.ts';

/** Whether Alpaca, or its owner there, lets an account trade nothing. */
export function isBlocked(account: WireAccount): boolean {
  const { trading_blocked: trading, account_blocked: all, trade_suspended_by_user: self } = account;
  return trading || all || self === true;
}

/** What is told of an account: never its number. */
export function toldOf(account: WireAccount): NonNullable<VenueStatus['account']> {
  return {
    status: account.status,
    isBlocked: isBlocked(account),
    cash: account.cash,
    equity: account.equity,
    buyingPower: account.buying_power,
    canShort: account.shorting_enabled ?? false,
  };
}
