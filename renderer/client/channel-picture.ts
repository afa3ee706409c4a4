import type { Channel, ChannelName, DataMap } from '../../engine/contract/messages.ts';

/** Prints and bars kept for a listener that comes late; older ones it asks the engine for. */
const PICTURE_ITEMS_MAX = 500;

type Fold<K extends ChannelName> = (
  before: DataMap[K],
  changes: readonly DataMap[K][],
) => DataMap[K];

/** What folds each channel's changes into the full picture that a late listener gets. */
const FOLD: { [K in ChannelName]: Fold<K> } = {
  quotes: (before, changes) => {
    const bySymbol = new Map(before.quotes.map((quote) => [quote.symbol, quote]));
    for (const { quotes } of changes) {
      for (const quote of quotes) bySymbol.set(quote.symbol, quote);
    }
    return { quotes: [...bySymbol.values()] };
  },
  depth: newest,
  trades: (before, changes) => ({
    trades: [before, ...changes].flatMap(({ trades }) => trades).slice(-PICTURE_ITEMS_MAX),
    skipped: 0,
  }),
  bars: (before, changes) => {
    const byStart = new Map(before.bars.map((bar) => [bar.startUs, bar]));
    for (const { bars } of changes) {
      for (const bar of bars) byStart.set(bar.startUs, bar);
    }
    const bars = [...byStart.values()].sort((a, b) => a.startUs - b.startUs);
    return { bars: bars.slice(-PICTURE_ITEMS_MAX) };
  },
  telemetry: newest,
  source: newest,
  venue: newest,
  account: (before, changes) =>
    changes.reduce(
      (folded, { account, settings, dayStarts }) => ({
        account,
        settings: settings ?? folded.settings,
        dayStarts: dayStarts ?? folded.dayStarts,
      }),
      before,
    ),
};

function newest<Data>(before: Data, changes: readonly Data[]): Data {
  return changes.at(-1) ?? before;
}

/** The full picture after `changes` in their order; the first of them is one when there was none before. */
export function foldPicture<K extends ChannelName>(
  channel: K,
  before: DataMap[K] | null,
  changes: readonly DataMap[K][],
): DataMap[K] | null {
  const [first, ...rest] = changes;
  if (before !== null) return FOLD[channel](before, changes);
  return first === undefined ? null : FOLD[channel](first, rest);
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
