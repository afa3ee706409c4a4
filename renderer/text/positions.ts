/** Words of the positions panel. */
export const positionsText = {
  label: 'Positions',
  empty: 'No positions',
  columns: {
    symbol: 'Symbol',
    side: 'Side',
    qty: 'Qty',
    average: 'Avg price',
    last: 'Last',
    marketValue: 'Market value',
    unrealised: 'Unrealised',
    realised: 'Realised',
    day: 'Day P&L',
    fees: 'Fees',
    actions: '',
  },
  realisedTitle: 'Realised since the account began, before fees',
  dayTitle: 'Made since the trading day began: realised less fees, plus the change of unrealised',
  unrealisedTitle: 'Market value less cost, before fees',
  long: 'Long',
  short: 'Short',
  flat: 'Flat',
  noQuote: 'no quote',
  noQuoteTitle: 'No price to value this position with; it is left out of the totals',
  actions: {
    partShort: { 4: '¼', 3: '⅓', 2: '½' },
    part: (parts: number): string => `Close 1/${parts}`,
    allShort: 'Close',
    all: 'Close all of it and cancel its orders',
    reverseShort: 'Rev',
    reverse: 'Reverse',
    breakEvenShort: 'B/E',
    breakEven: 'Stop to break-even',
    labelOf: (name: string, symbol: string): string => `${name}: ${symbol}`,
    titleOf: (name: string, closing: string, key: string): string => {
      const keys = key === 'DELETE' ? 'Del' : key;
      return `${name}${closing === '' ? '' : `: ${closing}`} (${keys} on the selected row; Enter sends)`;
    },
  },
  total: 'Total',
  unpriced: (count: number): string =>
    count === 1
      ? '1 position without a quote left out'
      : `${count} positions without a quote left out`,
  showFlat: 'Show flat',
} as const;
