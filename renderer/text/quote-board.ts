/** Words of the quote board. */
export const quoteBoardText = {
  label: 'Quotes of all instruments',
  empty: 'No instruments: not connected yet',
  search: 'Find',
  searchLabel: 'Find a symbol or name',
  noMatch: (text: string) => `No symbol or name with “${text}”`,
  unfollow: (symbol: string) => `Stop following ${symbol}…`,
  notStreamed: 'Not streamed; no price is known',
  lastTrade: (age: string) =>
    `Not streamed: the last trade was ${age} ago. Choose it to follow it, if the data plan has room`,
  columns: {
    symbol: 'Symbol',
    last: 'Last',
    change: 'Chg',
    changePercent: 'Chg %',
    bid: 'Bid',
    ask: 'Ask',
    bidSize: 'Bid size',
    askSize: 'Ask size',
    volume: 'Volume',
    high: 'High',
    low: 'Low',
  },
  titles: {
    change: 'Last against the close of the day before',
    changePercent: 'Change in percent of the close of the day before',
    volume: 'Traded today',
    high: 'Highest trade today',
    low: 'Lowest trade today',
  },
} as const;
