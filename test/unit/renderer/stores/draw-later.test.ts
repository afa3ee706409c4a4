import { beforeEach, describe, expect, it } from 'vitest';
import { createHeldStore } from '../../../../renderer/stores/draw-later.ts';
import type { HeldStore } from '../../../../renderer/stores/draw-later.ts';

let held: HeldStore<{ readonly stage: string; readonly count: number }>;
let later: (() => void)[];
let heard: string[];

beforeEach(() => {
  later = [];
  heard = [];
  held = createHeldStore({ stage: 'preview', count: 0 });
  held.useStore.subscribe((now, before) => void heard.push(`${before.stage} to ${now.stage}`));
});

const move = (stage: string): void => held.useStore.setState({ stage });
const drawLater = (change: () => void): void => {
  held.drawLater(change, (call) => later.push(call));
};

describe('a change that is drawn later', () => {
  it('holds at once and is told afterwards, as one', () => {
    drawLater(() => {
      move('sending');
      held.useStore.setState({ count: 1 });
    });
    expect(held.useStore.getState()).toEqual({ stage: 'sending', count: 1 });
    expect(heard).toEqual([]);
    for (const call of later) call();
    expect(heard).toEqual(['preview to sending']);
  });

  it('is told together with the next change when that comes first', () => {
    drawLater(() => move('sending'));
    move('idle');
    expect(heard).toEqual(['preview to idle']);
    for (const call of later) call();
    expect(heard).toEqual(['preview to idle']);
  });

  it('is told when what made it throws, and asks for nothing when nothing changed', () => {
    expect(() =>
      drawLater(() => {
        move('sending');
        throw new Error('refused');
      }),
    ).toThrow('refused');
    move('idle');
    expect(heard).toEqual(['preview to idle']);
    drawLater(() => undefined);
    expect(later).toEqual([]);
  });
});

describe('any other change', () => {
  it('is told at once, to those who listen', () => {
    const stop = held.useStore.subscribe(() => void heard.push('second'));
    move('idle');
    stop();
    move('preview');
    expect(heard).toEqual(['preview to idle', 'second', 'idle to preview']);
  });
});

describe('a change of which some hear first', () => {
  it('is told to them at once and to the others later', () => {
    const first: string[] = [];
    held.first.subscribe((now, before) => void first.push(`${before.stage} to ${now.stage}`));
    drawLater(() => move('sending'));
    expect([first, heard]).toEqual([[], []]);
    held.drawFirst(
      () => move('idle'),
      (call) => later.push(call),
    );
    expect([first, heard]).toEqual([['preview to idle'], []]);
    for (const call of later) call();
    expect(heard).toEqual(['preview to idle']);
  });
});
