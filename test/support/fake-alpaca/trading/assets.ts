import { createHash } from 'node:crypto';

export interface FakeAsset {
  readonly id: string;
  readonly class: 'us_equity' | 'crypto';
  readonly exchange: string;
  readonly symbol: string;
  readonly name: string;
  readonly status: 'active' | 'inactive';
  readonly tradable: boolean;
  readonly marginable: boolean;
  readonly shortable: boolean;
  readonly easy_to_borrow: boolean;
  readonly fractionable: boolean;
  readonly [more: string]: unknown;
}

/** The same text always gives the same id, in the form of a UUID. */
export function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** A share as Alpaca lists it; `more` changes its flags. */
export function fakeStock(symbol: string, name: string, more: Partial<FakeAsset> = {}): FakeAsset {
  return {
    id: idOf(`asset ${symbol}`),
    class: 'us_equity',
    exchange: 'NASDAQ',
    symbol,
    name,
    status: 'active',
    tradable: true,
    marginable: true,
    shortable: true,
    easy_to_borrow: true,
    fractionable: true,
    borrow_status: 'easy_to_borrow',
    maintenance_margin_requirement: 30,
    margin_requirement_long: '30',
    margin_requirement_short: '30',
    attributes: ['fractional_eh_enabled', 'has_options'],
    cusip: null,
    ...more,
  };
}

/** A pair as Alpaca lists it. */
export function fakePair(symbol: string, name: string, priceIncrement: string): FakeAsset {
  return {
    id: idOf(`asset ${symbol}`),
    class: 'crypto',
    exchange: 'CRYPTO',
    symbol,
    name,
    status: 'active',
    tradable: true,
    marginable: false,
    shortable: false,
    easy_to_borrow: false,
    fractionable: true,
    borrow_status: '',
    min_order_size: '0.0001',
    min_trade_increment: '0.0001',
    price_increment: priceIncrement,
    attributes: [],
  };
}

/** What can be traded at the fake unless a test says otherwise. */
export const FAKE_ASSETS: readonly FakeAsset[] = [
  fakeStock('AAPL', 'Apple Inc. Common Stock'),
  fakeStock('MSFT', 'Microsoft Corporation Common Stock'),
  fakeStock('NVDA', 'NVIDIA Corporation Common Stock'),
  fakeStock('TSLA', 'Tesla, Inc. Common Stock'),
  fakeStock('AMZN', 'Amazon.com, Inc. Common Stock'),
  fakeStock('SPY', 'SPDR S&P 500 ETF Trust', { exchange: 'ARCA' }),
  fakeStock('HARD', 'Hard To Borrow Corp.', {
    shortable: false,
    easy_to_borrow: false,
    fractionable: false,
    borrow_status: 'not_shortable',
  }),
  fakeStock('GONE', 'Gone Holdings Ltd.', { status: 'inactive', tradable: false }),
  fakePair('BTC/USD', 'Bitcoin  / US Dollar', '1'),
  fakePair('ETH/USD', 'Ethereum / US Dollar', '0.1'),
];
