import { expect, test } from 'vitest';
import { resumeAfterSleep } from '../../../engine/host/resume.ts';
import type { Connected } from '../../../engine/host/resume.ts';

/** What a computer that wakes up has its engine do, in order. */
function doneBy(source: 'real' | 'simulated'): readonly unknown[] {
  const done: unknown[] = [];
  const reconnect = (isWanted: boolean): void => void done.push(['reconnect', isWanted]);
  const connected: Connected = {
    parts: { source: source === 'real' ? { reconnect } : {} },
    gateway: {
      reconcile: () => {
        done.push(['reconcile']);
        return Promise.resolve();
      },
    },
  };
  resumeAfterSleep(connected);
  return done;
}

test('after a sleep the feed connects anew at once, and orders are compared with their venue', () => {
  expect(doneBy('real')).toEqual([['reconnect', true], ['reconcile']]);
});

test('a market that has no connection just goes on', () => {
  expect(doneBy('simulated')).toEqual([['reconcile']]);
});
