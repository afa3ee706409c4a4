/** What the market view's fields stand for. */
import type { HostState, MarketChoice } from '../../engine/contract/host-requests.ts';
import { DEFAULT_SYMBOLS, readSymbols } from '../../engine/domain/feed-symbols.ts';
import { DEFAULT_FILL_MODEL } from '../../engine/domain/fill-model.ts';
import type { FeedName } from '../../engine/domain/feed-name.ts';
import type { FillModel } from '../../engine/domain/fill-model.ts';
import type { Venue } from '../../engine/domain/order.ts';

export interface MarketForm {
  readonly venue: Venue;
  readonly kind: MarketChoice['source']['kind'];
  readonly feed: FeedName;
  /** As typed. */
  readonly symbols: string;
  readonly fillModel: FillModel;
}

/** The fields of a market; those that it does not have are as usual. */
export function formOf({ venue, source }: MarketChoice): MarketForm {
  const real = source.kind === 'alpaca' ? source : null;
  return {
    venue,
    kind: source.kind,
    feed: real?.feed ?? 'iex',
    symbols: (real?.symbols ?? DEFAULT_SYMBOLS).join(', '),
    fillModel: real?.fillModel ?? DEFAULT_FILL_MODEL,
  };
}

/** A remote venue trades on the real market; going back to local goes back to the simulator. */
export function withVenue(form: MarketForm, venue: Venue): MarketForm {
  return { ...form, venue, kind: venue === 'local' ? 'simulator' : 'alpaca' };
}

/** The market that the fields stand for, or what is wrong with the symbols. */
export function marketOf(
  form: MarketForm,
): { readonly market: MarketChoice } | { readonly problem: string } {
  const { venue, kind, feed, fillModel } = form;
  if (kind !== 'alpaca') return { market: { venue, source: { kind } } };
  const read = readSymbols(form.symbols.toUpperCase());
  if ('problem' in read) return read;
  return { market: { venue, source: { kind, feed, symbols: [...read.symbols], fillModel } } };
}

/** Whether the host has the keys that a market needs. */
export function hasKeys({ keys }: HostState, { venue, source }: MarketChoice): boolean {
  if (source.kind !== 'alpaca') return true;
  return keys.some((held) => venue === 'local' || held.venue === venue);
}

export function isSameMarket(one: MarketChoice, other: MarketChoice): boolean {
  return JSON.stringify(formOf(one)) === JSON.stringify(formOf(other));
}
