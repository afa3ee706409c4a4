import { expect, test } from 'vitest';
import { droppedOnly, withoutSymbol } from '../../../../renderer/connections/market-form.ts';
import type { MarketChoice } from '../../../../engine/contract/host-requests.ts';

const market = (symbols: string[], venue: MarketChoice['venue'] = 'local'): MarketChoice => ({
  venue,
  source: { kind: 'alpaca', feed: 'iex', symbols, fillModel: 'queue' },
});

test('a symbol is followed no longer, but a market never follows nothing', () => {
  expect(withoutSymbol(market(['AAPL', 'MSFT']), 'AAPL')).toEqual(market(['MSFT']));
  expect(withoutSymbol(market(['AAPL']), 'AAPL')).toEqual(market(['AAPL']));
  const simulated: MarketChoice = { venue: 'local', source: { kind: 'simulator' } };
  expect(withoutSymbol(simulated, 'AAPL')).toBe(simulated);
});

test('symbols that are left out are named where nothing else changes', () => {
  expect(droppedOnly(market(['AAPL', 'MSFT']), market(['MSFT']))).toEqual(['AAPL']);
  expect(droppedOnly(market(['AAPL', 'MSFT']), market(['MSFT'], 'alpaca-paper'))).toEqual([]);
  expect(droppedOnly(market(['AAPL', 'MSFT']), market(['MSFT', 'TSLA']))).toEqual([]);
});
