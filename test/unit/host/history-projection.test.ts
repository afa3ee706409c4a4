import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HistoryProjection } from '../../../engine/host/history-projection.ts';
import type { ProjectingJournal } from '../../../engine/host/history-projection.ts';
import type { Chore, ChoreResult } from '../../../engine/store/chores.ts';
import type { HistoryPlace } from '../../../engine/store/history/history-state.ts';
import { SampleStream } from '../../integration/store/sample-events.ts';

const NOTHING: HistoryPlace = { executionId: 0, eventSeq: 0 };
const EMPTY = { stored: NOTHING, projected: NOTHING };

/** A journal whose writer answers when the test says so. */
class ScriptedJournal implements ProjectingJournal {
  /** Sizes of the steps that were asked for. */
  readonly steps: number[] = [];
  readonly #committed: ((ticket: number) => void)[] = [];
  #answer: ((result: ChoreResult) => void) | null = null;

  onCommitted(listener: (ticket: number) => void): void {
    this.#committed.push(listener);
  }

  chore(chore: Chore): Promise<ChoreResult> {
    if (chore.name !== 'project') return Promise.resolve(this.round(chore));
    this.steps.push(chore.fills);
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** Rounds of older minutes that are left, and that were asked for. */
  roundsLeft = 0;
  rounds = 0;
  round(chore: Chore): ChoreResult {
    expect(chore.name).toBe('project.older');
    this.rounds += 1;
    return { done: 1, left: Math.max(0, this.roundsLeft - this.rounds), tookUs: 900, problem: '' };
  }

  commit(): void {
    for (const listener of this.#committed) listener(1);
  }

  /** The step under way ends with this much left. */
  async done(left: number, problem = '', reached = NOTHING): Promise<void> {
    this.#answer?.({ done: 1, left, reached, tookUs: 900, problem });
    this.#answer = null;
    await vi.advanceTimersByTimeAsync(0);
  }
}

let journal: ScriptedJournal;
let took: number[];
let projection: HistoryProjection;
beforeEach(async () => {
  vi.useFakeTimers();
  journal = new ScriptedJournal();
  took = [];
  const zones = { AAPL: 'America/New_York' };
  projection = new HistoryProjection(journal, zones, (us) => took.push(us), EMPTY);
  projection.start();
  await vi.advanceTimersByTimeAsync(2_000);
  await journal.done(0);
});
afterEach(() => {
  projection.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('goes on where the last run stopped, and tells how long the writer took', () => {
  expect(journal.steps).toHaveLength(1);
  expect(took).toEqual([900]);
});

test('knows what is left from the start on, whatever is written and projected next', async () => {
  projection.stop();
  journal = new ScriptedJournal();
  const stored = { executionId: 40, eventSeq: 90 };
  const projected = { executionId: 10, eventSeq: 70 };
  projection = new HistoryProjection(journal, {}, () => undefined, { stored, projected });
  projection.start();
  expect(projection.behind).toBe(30);
  const stream = new SampleStream(90, 0, 40);
  const accepted = stream.accept();
  projection.written([accepted, stream.fill(accepted.order, 1)]);
  expect(projection.behind).toBe(31);
  await vi.advanceTimersByTimeAsync(2_000);
  await journal.done(7, '', { executionId: 41, eventSeq: 85 });
  expect(projection.behind).toBe(7);
  projection.written([stream.accept()]);
  expect(projection.behind).toBe(8);
  await vi.advanceTimersByTimeAsync(2_000);
  await journal.done(0, 'the disk is full');
  expect(projection.behind).toBe(8);
});

test('projects some time after a commit and then has nothing to do', async () => {
  journal.commit();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(journal.steps).toHaveLength(2);
  await journal.done(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(journal.steps).toHaveLength(2);
});

/** Orders that are committed every 10 ms, and steps that leave this much. */
async function trade(ms: number, left: number): Promise<number[]> {
  const before = journal.steps.length;
  for (let at = 0; at < ms; at += 10) {
    journal.commit();
    await vi.advanceTimersByTimeAsync(10);
    await journal.done(left);
  }
  return journal.steps.slice(before);
}

test('leaves the writer to orders while they come, but for a step now and then', async () => {
  await trade(2_000, 10);
  const steps = await trade(2_000, 10);
  expect(steps.length).toBeGreaterThanOrEqual(5);
  expect(steps.length).toBeLessThanOrEqual(10);
});

test('takes longer steps when orders come faster than it follows, and shorter ones again', async () => {
  await trade(2_000, 10);
  const [usual = 0] = await trade(1_000, 10);
  await trade(1_000, 5_000);
  const [behind = 0] = await trade(1_000, 5_000);
  expect(behind).toBeGreaterThan(2 * usual);
  await trade(1_000, 10);
  expect((await trade(1_000, 10))[0]).toBe(usual);
});

test('takes longer steps one after another where nobody else wants the writer', async () => {
  journal.commit();
  await vi.advanceTimersByTimeAsync(2_000);
  for (let i = 0; i < 6; i += 1) await journal.done(10_000);
  const steps = journal.steps.slice(1);
  expect(steps).toHaveLength(7);
  expect(steps.at(-1)).toBeGreaterThan(steps[0] ?? 0);
});

test('an exact answer waits for what is committed and for nothing else', async () => {
  await projection.caughtUp();
  expect(journal.steps).toHaveLength(1);
  journal.commit();
  let isThere = false;
  const waiting = projection.caughtUp().then(() => {
    isThere = true;
  });
  await journal.done(5);
  expect(isThere).toBe(false);
  await journal.done(0);
  await waiting;
  expect(isThere).toBe(true);
});

test('an answer does not wait for a projection that is far behind', async () => {
  journal.commit();
  const waiting = projection.caughtUp();
  for (let ms = 0; ms < 1_000; ms += 100) {
    await journal.done(1_000_000);
    await vi.advanceTimersByTimeAsync(100);
  }
  await waiting;
  expect(journal.steps.length).toBeGreaterThan(3);
});

test('a step that fails lets answers go and is tried again later', async () => {
  journal.commit();
  const waiting = projection.caughtUp();
  await journal.done(0, 'the disk is full');
  await waiting;
  const steps = journal.steps.length;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(journal.steps).toHaveLength(steps);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(journal.steps).toHaveLength(steps + 1);
});

test('a projection that has stopped keeps nobody waiting', async () => {
  journal.commit();
  const waiting = projection.caughtUp();
  projection.stop();
  await waiting;
  await projection.caughtUp();
  await journal.done(0);
});

test('sums older minutes once all is projected, round by round with pauses, to their end', async () => {
  expect(journal.rounds).toBe(1);
  projection.stop();
  journal = new ScriptedJournal();
  journal.roundsLeft = 4;
  projection = new HistoryProjection(journal, {}, () => undefined, EMPTY);
  projection.start();
  await vi.advanceTimersByTimeAsync(2_000);
  await journal.done(3);
  expect(journal.rounds).toBe(0);
  await journal.done(0);
  expect(journal.rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(9);
  expect(journal.rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(journal.rounds).toBe(4);
});
