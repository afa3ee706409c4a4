import { expect, test } from 'vitest';
import { RequestBudget } from '../../../engine/alpaca/request-budget.ts';
import type { RequestPriority } from '../../../engine/alpaca/request-budget.ts';
import { FakeTimers } from '../../support/fake-timers.ts';

const NEVER = new AbortController().signal;

function setup(limit = 200) {
  const timers = new FakeTimers();
  const budget = new RequestBudget({ monotonicMs: () => timers.nowMs, timers, limit });
  const sent: { readonly name: string; readonly atMs: number }[] = [];
  const send = (name: string, priority: RequestPriority): void => {
    void budget.take(priority, NEVER).then(() => {
      sent.push({ name, atMs: timers.nowMs });
    });
  };
  return { timers, budget, sent, send };
}

test('never lets more than the limit out in any minute, and everything in the end', async () => {
  const { timers, sent, send } = setup();
  for (let i = 0; i < 1_000; i += 1) send(String(i), 'state');
  await timers.run(10 * 60_000);
  expect(sent).toHaveLength(1_000);
  expect(sent.map(({ name }) => Number(name))).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  for (const { atMs } of sent) {
    const inMinute = sent.filter((one) => one.atMs >= atMs && one.atMs < atMs + 60_000);
    expect(inMinute.length).toBeLessThanOrEqual(200);
  }
});

test('lets orders overtake whatever waits, at once while some of the limit is kept for them', async () => {
  const { timers, sent, send } = setup();
  for (let i = 0; i < 1_000; i += 1) send('history', 'history');
  await timers.run(0);
  const before = sent.length;
  send('order', 'order');
  await timers.run(0);
  expect(before).toBeLessThan(200);
  expect(sent.at(-1)).toEqual({ name: 'order', atMs: 0 });
});

test('sends waiting requests by priority once the minute is over', async () => {
  const { timers, sent, send } = setup(10);
  for (let i = 0; i < 10; i += 1) send('first', 'order');
  send('history', 'history');
  send('screen', 'screen');
  send('state', 'state');
  send('order', 'order');
  await timers.run(60_000);
  expect(sent.slice(10).map(({ name }) => name)).toEqual(['order', 'state', 'screen', 'history']);
});

test('lets nothing out while Alpaca says that there were too many', async () => {
  const { timers, budget, sent, send } = setup();
  budget.block(5_000);
  send('one', 'order');
  await timers.run(4_999);
  expect(sent).toEqual([]);
  expect(budget.state).toMatchObject({ left: 0, waiting: 1 });
  await timers.run(1);
  expect(sent).toEqual([{ name: 'one', atMs: 5_000 }]);
});

test('has no more left than Alpaca says, until that is renewed', async () => {
  const { timers, budget, send } = setup();
  send('one', 'order');
  await timers.run(0);
  budget.told(150, 10_000);
  expect(budget.state.left).toBe(150);
  send('two', 'order');
  await timers.run(0);
  expect(budget.state.left).toBe(149);
  // An answer from before that was overtaken.
  budget.told(151, 10_000);
  expect(budget.state.left).toBe(149);
  await timers.run(9_999);
  expect(budget.state.left).toBe(149);
  await timers.run(1);
  expect(budget.state.left).toBe(198);
  budget.told(199, 10_000);
  expect(budget.state.left).toBe(198);
});

test('refuses what would make its queue longer than its bound, but not orders', async () => {
  const { timers, budget, send } = setup(1);
  send('first', 'order');
  await timers.run(0);
  for (let i = 0; i < budget.state.waitingBound; i += 1) send('more', 'screen');
  expect(await budget.take('screen', NEVER)).toBe(false);
  send('order', 'order');
  expect(budget.state.waiting).toBe(budget.state.waitingBound + 1);
});

test('takes a request that was given up out of the queue, without counting it', async () => {
  const { timers, budget, sent, send } = setup(1);
  send('first', 'order');
  await timers.run(0);
  const giveUp = new AbortController();
  const canceled = budget.take('screen', giveUp.signal);
  send('next', 'screen');
  giveUp.abort(new Error('no longer wanted'));
  await expect(canceled).rejects.toThrow('no longer wanted');
  await timers.run(60_000);
  expect(sent.map(({ name }) => name)).toEqual(['first', 'next']);
});
