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
  /** Name of the recording to replay; '' before one is chosen: the host's usual one. */
  readonly recording: string;
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
    recording: (source.kind === 'replay' ? source.recording : undefined) ?? '',
  };
}

/** Symbols that one market follows and the other does not, where that is all they differ in; else none. */
export function droppedOnly(from: MarketChoice, to: MarketChoice): readonly string[] {
  if (from.source.kind !== 'alpaca' || to.source.kind !== 'alpaca') return [];
  const kept = new Set(to.source.symbols);
  const dropped = from.source.symbols.filter((symbol) => !kept.has(symbol));
  const less = dropped.reduce<MarketChoice>((market, one) => withoutSymbol(market, one), from);
  return isSameMarket(less, to) ? dropped : [];
}

/** The same without one symbol; what it alone follows stays, since a market follows something. */
export function withoutSymbol(market: MarketChoice, symbol: string): MarketChoice {
  const { venue, source } = market;
  if (source.kind !== 'alpaca') return market;
  const symbols = source.symbols.filter((one) => one !== symbol);
  return symbols.length === 0 ? market : { venue, source: { ...source, symbols } };
}

/** A remote venue trades on the real market; going back to local goes back to the simulator. */
export function withVenue(form: MarketForm, venue: Venue): MarketForm {
  return { ...form, venue, kind: venue === 'local' ? 'simulator' : 'alpaca' };
}

/** The market that the fields stand for, or what is wrong with the symbols. */
export function marketOf(
  form: MarketForm,
): { readonly market: MarketChoice } | { readonly problem: string } {
  const { venue, kind, feed, fillModel, recording } = form;
  if (kind === 'simulator') return { market: { venue, source: { kind } } };
  if (kind === 'replay') {
    return { market: { venue, source: { kind, ...(recording !== '' && { recording }) } } };
  }
  const read = readSymbols(form.symbols.toUpperCase());
  if ('problem' in read) return read;
  return { market: { venue, source: { kind, feed, symbols: [...read.symbols], fillModel } } };
}

/** Whether the host has the keys that a market needs. */
export function hasKeys({ keys }: HostState, { venue, source }: MarketChoice): boolean {
  if (source.kind !== 'alpaca') return true;
  return keys.some((held) => venue === 'local' || held.venue === venue);
}

/** The market in use, with the recording's name where it plays the usual one. */
export function namedMarket({ market, recording }: HostState): MarketChoice {
  if (market.source.kind !== 'replay' || recording === '') return market;
  return { ...market, source: { kind: 'replay', recording } };
}

export function isSameMarket(one: MarketChoice, other: MarketChoice): boolean {
  return JSON.stringify(formOf(one)) === JSON.stringify(formOf(other));
}
