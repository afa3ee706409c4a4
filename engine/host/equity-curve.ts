import type { EquityPoint } from '../contract/account.ts';
import type { VenueCore } from '../remote/venue-core.ts';
import type { JournalWrite } from '../ports.ts';

/** Gives the account's value to the store while it changes; a quiet night writes nothing. */
export class EquityCurve {
  #last: EquityPoint | null = null;

  /** The write for now, or null when nothing has changed since the last one. */
  next(core: VenueCore): Extract<JournalWrite, { kind: 'equity' }> | null {
    const { accounts, exchange } = core;
    const state = accounts.state();
    const { atUs, equityMicros, cashMicros, longValueMicros, shortValueMicros } = state;
    const { dayPnlMicros, feesMicros } = state;
    const last = this.#last;
    if (
      last?.equityMicros === equityMicros &&
      last.cashMicros === cashMicros &&
      last.longValueMicros === longValueMicros &&
      last.dayPnlMicros === dayPnlMicros
    ) {
      return null;
    }
    const values = { longValueMicros, shortValueMicros, dayPnlMicros, feesMicros };
    const point: EquityPoint = { atUs, equityMicros, cashMicros, ...values };
    this.#last = point;
    // A venue has one trading day here: that of its first market.
    const dayUs = exchange.markets[0]?.calendar.dayAt(exchange.nowUs).startUs ?? 0;
    return { kind: 'equity', point, dayUs };
  }
}
