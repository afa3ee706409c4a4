/** Words of the symbol search. */
export const symbolSearchText = {
  followed: 'Symbols',
  more: 'More at Alpaca: Enter follows one',
  asking: (symbol: string) => `Asking for ${symbol}…`,
  followedNow: (symbol: string) => `${symbol} is followed from now on`,
  sources: {
    alpaca: 'Symbols of Alpaca',
    local: 'Symbols of this terminal',
    searching: 'Searching…',
  },
  problem: (why: string) => `Alpaca did not answer (${why}): symbols of this terminal`,
  classes: { us_equity: 'Stock', crypto: 'Coin', future: 'Future' },
  /** Short marks, and what they say in full. */
  marks: {
    fractionable: { text: 'frac', title: 'Parts of a share can be traded' },
    shortable: { text: 'short', title: 'Can be sold short' },
    notTradable: { text: 'not tradable', title: 'Alpaca takes no orders for it now' },
    halted: { text: 'HALTED', title: 'Trading is halted' },
    paused: { text: 'PAUSED', title: 'Trading is paused' },
  },
  button: 'Search a symbol',
} as const;
