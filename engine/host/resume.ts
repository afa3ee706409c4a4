import type { MarketSource } from '../ports.ts';
import type { VenueGateway } from '../remote/venue-gateway.ts';

/** What of the engine has connections. */
export interface Connected {
  readonly parts: { readonly source: Pick<MarketSource, 'reconnect'> };
  readonly gateway: Pick<VenueGateway, 'reconcile'>;
}

/**
 * Connects anew at once after the computer has slept, instead of when a ping goes without an answer, and
 * compares with the venue, where fills may have come meanwhile.
 */
export function resumeAfterSleep({ parts, gateway }: Connected): void {
  parts.source.reconnect?.(true);
  void gateway.reconcile();
}
