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
  close: 'Close',
  closeTitle: (closing: string): string => `Close: ${closing}`,
  total: 'Total',
  unpriced: (count: number): string =>
    count === 1
      ? '1 position without a quote left out'
      : `${count} positions without a quote left out`,
  showFlat: 'Show flat',
} as const;
