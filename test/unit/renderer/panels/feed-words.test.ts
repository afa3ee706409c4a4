import { expect, test } from 'vitest';
import type { FeedStatus } from '../../../../engine/contract/feed-status.ts';
import type { SourceStatus } from '../../../../engine/contract/messages.ts';
import { feedNote, feedTrouble } from '../../../../renderer/panels/feed-state/feed-words.ts';

const LIVE: FeedStatus = {
  feed: 'iex',
  state: 'live',
  faultCode: 0,
  attempts: 0,
  retryInMs: 0,
  followed: 2,
  refused: [],
  losses: 0,
  queueLength: 0,
  queueBound: 100,
  queueDeepest: 0,
  messages: 0,
  conflated: 0,
  unknown: 0,
  invalid: 0,
  lagUs: 0,
  quietMs: 0,
  budget: {
    limit: 200,
    left: 200,
    waiting: 0,
    waitingBound: 2_000,
    blockedForMs: 0,
    refusals: 0,
  },
  faults: [],
  gaps: [],
};

function sourceOf(state: SourceStatus['state'], feed: Partial<FeedStatus> | null): SourceStatus {
  return {
    kind: feed === null ? 'simulator' : 'alpaca',
    label: 'Alpaca iex',
    state,
    speed: 1,
    marketUs: 0,
    eventsDone: 0,
    eventsTotal: 0,
    problem: 'A sentence.',
    drills: [],
    feed: feed === null ? null : { ...LIVE, ...feed },
  };
}

test.each([
  ['failed', { faultCode: 402 }, 'Keys refused'],
  ['disconnected', { faultCode: 406 }, 'Line is taken'],
  ['failed', { faultCode: 409 }, 'Not in your plan'],
  ['disconnected', { faultCode: 0 }, 'Connecting'],
  ['disconnected', { faultCode: 0, losses: 1 }, 'Reconnecting'],
  ['disconnected', { faultCode: 0, attempts: 3 }, 'Reconnecting'],
  ['running', { faultCode: 407 }, null],
] as const)('a feed that is %s with %j says: %s', (state, feed, words) => {
  expect(feedTrouble(sourceOf(state, feed))).toBe(words);
});

test('a live feed says what it leaves out and what is on its way', () => {
  expect(feedNote(sourceOf('running', {}))).toBeNull();
  const refused = [{ symbol: 'SPY', code: 405 }];
  expect(feedNote(sourceOf('running', { refused }))).toEqual({
    words: '1 not followed',
    title: 'Not followed: SPY. A sentence.',
  });
  const gaps = [{ fromUs: 0, toUs: 1 }];
  expect(feedNote(sourceOf('running', { gaps }))).toEqual({ words: '1 gap', title: 'A sentence.' });
});

test('a simulated market has no feed to speak of', () => {
  expect(feedTrouble(sourceOf('disconnected', null))).toBeNull();
  expect(feedNote(sourceOf('running', null))).toBeNull();
});
