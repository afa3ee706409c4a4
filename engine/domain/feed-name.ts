/** Feeds of Alpaca's stock data that can be chosen; `test` plays a made-up symbol at any hour. */
export const FEED_NAMES = ['iex', 'sip', 'delayed_sip', 'test'] as const;
export type FeedName = (typeof FEED_NAMES)[number];
