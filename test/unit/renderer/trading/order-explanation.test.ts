/** "Why not filled?" in words: each rule's sentence, and its figures. */
import { describe, expect, test } from 'vitest';
import type {
  OrderExplanation,
  QueueReport,
} from '../../../../engine/contract/order-explanation.ts';
import { FILL_RULES } from '../../../../engine/contract/order-explanation.ts';
import {
  explanationFigures,
  explanationSentence,
} from '../../../../renderer/trading/order-explanation.ts';
import { AAPL, NOW_US, sampleOrder } from './sample-orders.ts';

const PRICE = 1_872_500;
const QUEUE: QueueReport = {
  joinedUs: NOW_US,
  aheadAtEntryLots: 1_500,
  aheadAtEntryOrders: 8,
  tradedLots: 900,
  ownFilledLots: 0,
  leftAheadLots: 200,
  aheadLots: 400,
  aheadOrders: 1,
  shownLots: 100,
};

/** A buy of 100 AAPL at 187.25, the best bid, an ask three cents above. */
function told(patch: Partial<OrderExplanation> = {}): OrderExplanation {
  return {
    order: sampleOrder(),
    rule: 'price_time',
    atUs: NOW_US,
    bidTicks: PRICE,
    bidLots: 1_200,
    askTicks: PRICE + 300,
    askLots: 700,
    lastTicks: PRICE,
    behindBestTicks: 0,
    toOppositeTicks: 300,
    betterLots: 0,
    nextFillLots: 0,
    queue: QUEUE,
    stop: null,
    opensUs: null,
    venue: null,
    ...patch,
  };
}

const sentence = (patch: Partial<OrderExplanation>): string =>
  explanationSentence(AAPL, told({ queue: null, ...patch }));

describe('of an order at a remote venue', () => {
  const venue = {
    venue: 'alpaca-paper',
    status: 'new',
    filledLots: 0,
    updatedUs: NOW_US,
  } as const;

  test('the sentence owns that nobody knows the queue, and says how far the quote is', () => {
    const text = sentence({ rule: 'venue', venue });
    expect(text).toContain('does not tell who is ahead');
    expect(text).toContain('the ask is 0.03 away');
    const order = { ...sampleOrder(), limitPriceTicks: null };
    expect(sentence({ rule: 'venue', venue, order })).toContain('at its next price');
  });

  test('the figures name the venue and its last word', () => {
    const figures = explanationFigures(AAPL, told({ rule: 'venue', venue, queue: null }));
    const values = Object.fromEntries(figures.map(({ label, value }) => [label, value]));
    expect(values).toMatchObject({ Venue: 'Alpaca paper', 'Filled there': '0' });
  });
});

describe('the sentence', () => {
  test('of an order at the best price counts who is ahead', () => {
    expect(explanationSentence(AAPL, told())).toBe('In the queue at 187.25: 400 ahead in 1 order');
  });

  test('of an order that is first says what comes next', () => {
    expect(explanationSentence(AAPL, told({ nextFillLots: 100 }))).toBe(
      'First in line: the next order that reaches 187.25 fills it, up to 100',
    );
  });

  test('of an order behind the best price says how far, and what is before it', () => {
    const behind = { behindBestTicks: 200, betterLots: 3_000 };
    expect(explanationSentence(AAPL, told(behind))).toBe(
      '0.02 behind the best bid: 3,000 at better prices trade first, then 400 ahead at 187.25',
    );
  });

  test('of an order whose queue the feed does not show says so', () => {
    const queue = { ...QUEUE, aheadAtEntryLots: null, aheadLots: null, aheadOrders: null };
    expect(explanationSentence(AAPL, told({ rule: 'queue', queue }))).toBe(
      'The feed does not show the queue at 187.25: it counts from when the bid comes there; the ask is 0.03 away',
    );
  });

  test.each([
    ['touch', 'Fills when the ask or a trade comes to 187.25; the ask is 0.03 away'],
    ['through', 'Fills when the ask or a trade goes below 187.25; the ask is 0.03 away'],
    [
      'paper',
      'Fills when the ask comes to 187.25, as on Alpaca’s paper account; the ask is 0.03 away',
    ],
    ['group', 'Held: waits for the entry of its group to fill'],
    ['halt', 'Trading in AAPL is halted'],
    ['ended', 'Works no longer: working'],
  ] as const)('of the rule %s', (rule, text) => {
    expect(sentence({ rule })).toBe(text);
  });

  test('of a stop names its trigger and the way to it', () => {
    const distance = { stopTicks: PRICE + 1_000, nowTicks: PRICE, distanceTicks: 1_000 };
    const stop = { ...distance, by: 'last_trade' } as const;
    expect(sentence({ rule: 'stop', stop })).toBe(
      'Waits for a trade at 187.35 or above; the last was at 187.25, 0.10 away',
    );
    expect(sentence({ rule: 'stop', stop: { ...stop, distanceTicks: null } })).toBe(
      'Waits for a trade at 187.35 or above',
    );
    expect(sentence({ rule: 'stop', stop: { ...stop, by: 'quote' } })).toBe(
      'Waits for the ask to come to 187.35 or above; it is at 187.25, 0.10 away',
    );
  });

  test('of an order that waits for a session names when it opens', () => {
    expect(sentence({ rule: 'session', opensUs: NOW_US })).toBe(
      'Accepted: waits for its session, 2026-03-04 10:00:00.000 EST',
    );
  });

  test('of an order whose session has begun without a quote says so', () => {
    expect(sentence({ rule: 'session' })).toBe(
      'Accepted: waits for the first quote of its session',
    );
  });

  test('is there for every rule', () => {
    for (const rule of FILL_RULES) expect(sentence({ rule })).not.toBe('');
  });
});

test('the figures tell the place, then the market', () => {
  const figures = explanationFigures(AAPL, told({ betterLots: 50 }));
  expect(figures.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Ahead at entry: 1,500 in 8 orders',
    'Traded there since: 900',
    'Left ahead: 200',
    'Ahead now: 400 in 1 order',
    'At better prices: 50',
    'Next fill: 0',
    'Bid: 187.25 × 1,200',
    'Ask: 187.28 × 700',
    'Last: 187.25',
  ]);
});
