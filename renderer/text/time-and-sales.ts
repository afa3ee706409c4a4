/** Words of the tape. */
export const timeAndSalesText = {
  label: (symbol: string) => `Trades of ${symbol}, newest first`,
  columns: { time: 'Time', price: 'Price', size: 'Size', side: 'Side' },
  buy: 'Buy',
  sell: 'Sell',
  buyTitle: 'The buyer took the offer',
  sellTitle: 'The seller hit the bid',
  own: 'Own trade',
  skipped: (count: string) => `${count} skipped`,
  held: (waiting: string) => `Paused, ${waiting} new`,
  heldTitle: 'The list stands still while the pointer is in it or it is scrolled',
  resume: 'Resume',
  empty: (symbol: string) => `No trades in ${symbol} yet`,
  noSymbol: 'No symbol selected',
} as const;
