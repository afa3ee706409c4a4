import { beforeEach, expect, test } from 'vitest';
import type { FeedStatus } from '../../../engine/contract/feed-status.ts';
import type { RequestBody, SourceStatus } from '../../../engine/contract/messages.ts';
import { StaleGuard } from '../../../engine/host/stale-guard.ts';

const ORDER = {
  symbol: 'AAPL',
  side: 'buy',
  orderType: 'market',
  timeInForce: 'day',
  qtyLots: 100,
  notionalMicros: null,
  limitPriceTicks: null,
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  displayQtyLots: null,
  postOnly: false,
  extendedHours: false,
  orderClass: 'simple',
  takeProfit: null,
  stopLoss: null,
} as const;
// Whether there is one is all that matters.
const FEED = {} as FeedStatus;
const SUBMIT: RequestBody = { type: 'order.submit', clientOrderId: 'new', tag: '', ...ORDER };
const SCOPE = { clientOrderId: 'flat', symbol: 'AAPL', cancelOrders: false } as const;

let guard: StaleGuard;
let state: SourceStatus['state'];
let isReal: boolean;
beforeEach(() => {
  guard = new StaleGuard();
  state = 'disconnected';
  isReal = true;
});

function status(): SourceStatus {
  return {
    kind: 'alpaca',
    label: 'Alpaca iex',
    state,
    speed: 1,
    marketUs: 0,
    eventsDone: 0,
    eventsTotal: 0,
    problem: '',
    drills: [],
    feed: isReal ? FEED : null,
  };
}

/** Code of the refusal; '' when the request goes through. */
function asked(body: RequestBody): string {
  const core = { knows: (id: string) => id.startsWith('old') };
  const engine = { parts: { core }, source: () => guard.marked(status()) };
  return guard.refusalOf(body, engine)?.code ?? '';
}

test.each(['disconnected', 'failed'] as const)('market orders wait while %s', (silent) => {
  state = silent;
  expect(asked(SUBMIT)).toBe('venue.stale_feed');
  expect(asked({ type: 'order.preview', ...ORDER })).toBe('venue.stale_feed');
  expect(asked({ type: 'positions.reverse', ...SCOPE })).toBe('venue.stale_feed');
});

test.each(['running', 'paused', 'ended'] as const)('market orders go through while %s', (meant) => {
  state = meant;
  expect(asked(SUBMIT)).toBe('');
  expect(guard.marked(status()).marketOrders).toBeUndefined();
});

test('market orders of a simulated market trade during a drill', () => {
  isReal = false;
  expect(asked(SUBMIT)).toBe('');
});

test('orders with a price and all that gets out go through', () => {
  expect(asked({ ...SUBMIT, orderType: 'limit', limitPriceTicks: 1_000 })).toBe('');
  expect(asked({ type: 'positions.flatten', ...SCOPE })).toBe('');
  expect(asked({ type: 'risk.kill', clientOrderId: 'kill' })).toBe('');
});

test('an order that was answered before gets its answer again', () => {
  expect(asked({ ...SUBMIT, clientOrderId: 'old' })).toBe('');
  expect(asked({ type: 'positions.reverse', ...SCOPE, clientOrderId: 'old' })).toBe('');
});

test('the trader may let them through until data comes again', () => {
  expect(guard.marked(status()).marketOrders).toBe('blocked');
  expect(guard.override(true, status())).toBeNull();
  expect(guard.marked(status()).marketOrders).toBe('overridden');
  expect(asked(SUBMIT)).toBe('');
  state = 'running';
  expect(guard.override(true, status())?.code).toBe('venue.not_stale');
  guard.marked(status());
  state = 'disconnected';
  expect(asked(SUBMIT)).toBe('venue.stale_feed');
});
