import type { Channel, ChannelName, DataMap } from '../../engine/contract/messages.ts';

/** Prints and bars kept for a listener that comes late; older ones it asks the engine for. */
const PICTURE_ITEMS_MAX = 500;

/** What folds each channel's changes into the full picture that a late listener gets. */
const FOLD: { [K in ChannelName]: (before: DataMap[K], change: DataMap[K]) => DataMap[K] } = {
  quotes: (before, change) => {
    const bySymbol = new Map(before.quotes.map((quote) => [quote.symbol, quote]));
    for (const quote of change.quotes) bySymbol.set(quote.symbol, quote);
    return { quotes: [...bySymbol.values()] };
  },
  depth: (_before, change) => change,
  trades: (before, change) => ({
    trades: [...before.trades, ...change.trades].slice(-PICTURE_ITEMS_MAX),
    skipped: 0,
  }),
  bars: (before, change) => {
    const byStart = new Map(before.bars.map((bar) => [bar.startUs, bar]));
    for (const bar of change.bars) byStart.set(bar.startUs, bar);
    const bars = [...byStart.values()].sort((a, b) => a.startUs - b.startUs);
    return { bars: bars.slice(-PICTURE_ITEMS_MAX) };
  },
  telemetry: (_before, change) => change,
  source: (_before, change) => change,
  venue: (_before, change) => change,
  account: (before, change) => ({
    account: change.account,
    settings: change.settings ?? before.settings,
    dayStarts: change.dayStarts ?? before.dayStarts,
  }),
};

/** The full picture after `change`; the change itself when there was none before. */
export function foldPicture<K extends ChannelName>(
  channel: K,
  before: DataMap[K] | null,
  change: DataMap[K],
): DataMap[K] {
  return before === null ? change : FOLD[channel](before, change);
}

/** The same text for the same channel and arguments. */
export function channelKey(channel: Channel): string {
  switch (channel.channel) {
    case 'depth':
      return `depth ${channel.symbol} ${channel.levels}`;
    case 'trades':
      return `trades ${channel.symbol}`;
    case 'bars':
      return `bars ${channel.symbol} ${channel.timeframe}`;
    case 'quotes':
    case 'telemetry':
    case 'source':
    case 'account':
    case 'venue':
      return channel.channel;
  }
}
