import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ANSWER_MS,
  afterAnswer,
  answerPainted,
  awaitAnswer,
  drawInTurn,
} from '../../../../renderer/stores/answer-first.ts';
import { createHeldStore } from '../../../../renderer/stores/draw-later.ts';

const rows = createHeldStore({ count: 0 });
let drawn: number[];

const add = (): void => {
  drawInTurn(rows, () => {
    rows.useStore.setState(({ count }) => ({ count: count + 1 }));
  });
};

let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  // What tests of other files have sent is awaited here too.
  answerPainted();
  drawn = [];
  rows.useStore.setState({ count: 0 });
  stop = rows.useStore.subscribe(({ count }) => void drawn.push(count));
});

afterEach(() => {
  stop();
  answerPainted();
  vi.useRealTimers();
});

describe('what follows from an order', () => {
  it('is drawn at once while no answer is awaited', () => {
    add();
    expect(drawn).toEqual([1]);
  });

  it('holds at once and is drawn, together, when the answer has been painted', () => {
    awaitAnswer();
    add();
    add();
    expect([rows.useStore.getState().count, drawn]).toEqual([2, []]);
    answerPainted();
    expect(drawn).toEqual([2]);
    add();
    expect(drawn).toEqual([2, 3]);
  });

  it('is drawn without an answer that does not come', () => {
    awaitAnswer();
    add();
    vi.advanceTimersByTime(ANSWER_MS);
    expect(drawn).toEqual([1]);
    add();
    expect(drawn).toEqual([1, 2]);
  });

  it('leaves no timer behind, and runs a call once however often it was asked for', () => {
    let calls = 0;
    const call = (): void => void (calls += 1);
    afterAnswer(call);
    afterAnswer(call);
    answerPainted();
    expect([calls, vi.getTimerCount()]).toEqual([1, 0]);
    vi.advanceTimersByTime(ANSWER_MS);
    expect(calls).toBe(1);
  });
});
