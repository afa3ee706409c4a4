import type { AccountSettings, AccountUpdate, DayStart } from '../contract/account.ts';
import type { AnyUpdate, Channel, SourceStatus, Telemetry } from '../contract/messages.ts';
import type { VenueStatus } from '../contract/venues.ts';
import { BUY, SELL } from '../domain/side.ts';
import { US_PER_MS } from '../domain/time.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { TAPE_TRADES_KEPT } from '../market/trade-tape.ts';

/** Prints that a new follower of a tape starts with. */
const TAPE_TRADES_AT_START = 200;

/** What is published, as of now. */
export interface Published {
  readonly exchange: Exchange;
  telemetry(): Telemetry | null;
  source(): SourceStatus;
  account(): AccountUpdate;
  venue(): VenueStatus;
}

/** Returns what has changed since its last call, or null; the first call gives the full picture. */
export type Collect = () => AnyUpdate | null;

/** Whether it tells what the market does, and not only how the engine or the account is. */
export function isOfPrices({ channel }: AnyUpdate): boolean {
  switch (channel) {
    case 'quotes':
    case 'depth':
    case 'trades':
    case 'bars':
      return true;
    case 'telemetry':
    case 'source':
    case 'account':
    case 'venue':
      return false;
  }
}

/** Follows one channel; null when its symbol is not traded here. */
export function followChannel(published: Published, sub: number, channel: Channel): Collect | null {
  switch (channel.channel) {
    case 'quotes':
      return followQuotes(published, sub);
    case 'telemetry':
      return followTelemetry(published, sub);
    case 'source':
      return followSource(published, sub);
    case 'account':
      return followAccount(published, sub);
    case 'venue':
      return followVenue(published, sub);
    case 'depth':
    case 'trades':
    case 'bars': {
      const market = published.exchange.market(channel.symbol);
      return market === undefined ? null : followMarket(market, sub, channel);
    }
  }
}

/**
 * A number of the channel that only grows, whenever there may be something new to collect. What account, venue and
 * source tell has none: it changes with what the others tell, or seldom.
 */
export function channelVersion(published: Published, channel: Channel): () => number {
  switch (channel.channel) {
    case 'quotes': {
      const { exchange } = published;
      return () => exchange.markets.reduce((sum, { version }) => sum + version, 0);
    }
    case 'telemetry':
      // In milliseconds, so that a sum of many is a whole number still.
      return () => Math.round((published.telemetry()?.atUs ?? 0) / US_PER_MS);
    case 'source':
    case 'account':
    case 'venue':
      return () => 0;
    case 'depth':
    case 'trades':
    case 'bars': {
      const market = published.exchange.market(channel.symbol);
      return market === undefined ? () => 0 : marketVersion(market, channel);
    }
  }
}

function marketVersion(market: InstrumentMarket, channel: MarketChannel): () => number {
  switch (channel.channel) {
    case 'depth':
      return () => market.version;
    case 'trades':
      return () => market.tape.lastNumber;
    case 'bars': {
      const { past } = market.bars.of(channel.timeframe);
      return () => market.tape.lastNumber + past.version;
    }
  }
}

type MarketChannel = Extract<Channel, { symbol: string }>;

function followMarket(market: InstrumentMarket, sub: number, channel: MarketChannel): Collect {
  switch (channel.channel) {
    case 'depth':
      return followDepth(market, sub, channel.levels);
    case 'trades':
      return followTrades(market, sub);
    case 'bars':
      return followBars(market, sub, channel);
  }
}

function followQuotes({ exchange }: Published, sub: number): Collect {
  const seen = exchange.markets.map(() => -1);
  return () => {
    const quotes = [];
    for (const [i, market] of exchange.markets.entries()) {
      if (market.version === seen[i]) continue;
      seen[i] = market.version;
      quotes.push(market.quote());
    }
    return quotes.length === 0 ? null : { sub, channel: 'quotes', data: { quotes } };
  };
}

function followDepth(market: InstrumentMarket, sub: number, levels: number): Collect {
  let seen = -1;
  return () => {
    if (market.version === seen) return null;
    seen = market.version;
    const bids = market.depth(BUY, levels);
    const asks = market.depth(SELL, levels);
    return { sub, channel: 'depth', data: { bids, asks, updatedUs: market.updatedUs } };
  };
}

function followTrades(market: InstrumentMarket, sub: number): Collect {
  const { tape } = market;
  let seen = Math.max(0, tape.lastNumber - TAPE_TRADES_AT_START);
  let isFirst = true;
  return () => {
    if (tape.lastNumber === seen && !isFirst) return null;
    isFirst = false;
    const skipped = Math.max(0, tape.lastNumber - TAPE_TRADES_KEPT - seen);
    const trades = tape.since(seen);
    seen = tape.lastNumber;
    return { sub, channel: 'trades', data: { trades, skipped } };
  };
}

function followBars(
  market: InstrumentMarket,
  sub: number,
  { timeframe }: Extract<Channel, { channel: 'bars' }>,
): Collect {
  const series = market.bars.of(timeframe);
  let seen = -1;
  let seenPast = series.past.version;
  let startUs = series.forming()?.startUs ?? 0;
  return () => {
    if (market.tape.lastNumber === seen && series.past.version === seenPast) return null;
    seen = market.tape.lastNumber;
    const change = series.past.since(seenPast);
    seenPast = change.version;
    const { isRewritten } = change;
    const bars = series.from(isRewritten ? startUs : Math.min(startUs, change.fromUs));
    startUs = bars.at(-1)?.startUs ?? startUs;
    return { sub, channel: 'bars', data: { bars, ...(isRewritten && { isRewritten }) } };
  };
}

function followTelemetry(published: Published, sub: number): Collect {
  let seen: Telemetry | null = null;
  return () => {
    const data = published.telemetry();
    if (data === null || data === seen) return null;
    seen = data;
    return { sub, channel: 'telemetry', data };
  };
}

function followSource(published: Published, sub: number): Collect {
  let seen = '';
  return () => {
    const data = published.source();
    const text = JSON.stringify(data);
    if (text === seen) return null;
    seen = text;
    return { sub, channel: 'source', data };
  };
}

function followVenue(published: Published, sub: number): Collect {
  let seen = '';
  return () => {
    const data = published.venue();
    const text = JSON.stringify(data);
    if (text === seen) return null;
    seen = text;
    return { sub, channel: 'venue', data };
  };
}

/** Settings and starts of days are sent again only when they have changed. */
function followAccount(published: Published, sub: number): Collect {
  let seen = '';
  let seenSettings: AccountSettings | null = null;
  let seenStarts = '';
  return () => {
    const { account, settings, dayStarts } = published.account();
    const text = JSON.stringify({ ...account, atUs: 0 });
    const starts = JSON.stringify(dayStarts);
    const newSettings = settings === seenSettings ? null : settings;
    const newStarts: readonly DayStart[] | null = starts === seenStarts ? null : dayStarts;
    if (text === seen && newSettings === null && newStarts === null) return null;
    [seen, seenSettings, seenStarts] = [text, settings, starts];
    const data = { account, settings: newSettings, dayStarts: newStarts };
    return { sub, channel: 'account', data };
  };
}
