import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  loadWindowState,
  placeWindow,
  readWindowState,
  saveWindowState,
} from '../../../electron/window-state.ts';
import type { Rectangle, WindowState } from '../../../electron/window-state.ts';

const LAPTOP: Rectangle = { x: 0, y: 25, width: 1280, height: 775 };
const MONITOR: Rectangle = { x: 1280, y: 0, width: 2560, height: 1440 };

function stateAt(x: number, y: number, width = 1200, height = 700): WindowState {
  return { bounds: { x, y, width, height }, maximised: false };
}

describe('placing the window', () => {
  it('centres a first window on the primary display', () => {
    expect(placeWindow(null, [MONITOR, LAPTOP])).toEqual({
      x: 1840,
      y: 270,
      width: 1440,
      height: 900,
    });
  });

  it('makes a first window no larger than the display', () => {
    expect(placeWindow(null, [LAPTOP])).toEqual(LAPTOP);
  });

  it('puts it back where it was, on either display', () => {
    expect(placeWindow(stateAt(40, 50), [LAPTOP, MONITOR])).toEqual(stateAt(40, 50).bounds);
    expect(placeWindow(stateAt(2000, 300), [LAPTOP, MONITOR])).toEqual(stateAt(2000, 300).bounds);
  });

  it('keeps a window that is partly off the display but can be reached', () => {
    expect(placeWindow(stateAt(-900, 300), [LAPTOP])).toEqual(stateAt(-900, 300).bounds);
  });

  it('centres it on the primary display when its own display is gone', () => {
    const placed = placeWindow(stateAt(2000, 300), [LAPTOP]);
    expect(placed).toEqual({ x: 40, y: 63, width: 1200, height: 700 });
  });

  it.each([
    ['right of', 1100, 300],
    ['left of', -1050, 300],
    ['below', 100, 750],
    ['above', 100, -650],
  ])('centres it when too little of it is visible: %s the display', (_where, x, y) => {
    expect(placeWindow(stateAt(x, y), [LAPTOP])).toMatchObject({ x: 40, y: 63 });
  });

  it('never leaves the title bar above the display', () => {
    expect(placeWindow(stateAt(40, -100), [LAPTOP]).y).toBe(25);
  });

  it('shrinks to a display that has become smaller and grows to the smallest useful size', () => {
    expect(placeWindow(stateAt(0, 25, 3000, 2000), [LAPTOP])).toEqual(LAPTOP);
    expect(placeWindow(stateAt(0, 25, 300, 200), [LAPTOP])).toMatchObject({
      width: 960,
      height: 600,
    });
  });
});

describe('reading a saved place', () => {
  it('takes what was saved', () => {
    const state = { ...stateAt(-5, 7), maximised: true };
    expect(readWindowState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([
    ['null', null],
    ['text', 'x'],
    ['no bounds', { maximised: true }],
    ['no flag', { bounds: stateAt(0, 0).bounds }],
    ['a flag that is a number', { ...stateAt(0, 0), maximised: 1 }],
    ['a missing side', { bounds: { x: 1, y: 1, width: 5 }, maximised: false }],
    ['text for a number', { bounds: { x: '1', y: 1, width: 5, height: 5 }, maximised: false }],
    ['a fraction', { bounds: { x: 0.5, y: 1, width: 5, height: 5 }, maximised: false }],
    ['a width of 0', { bounds: { x: 1, y: 1, width: 0, height: 5 }, maximised: false }],
    ['an absurd place', { bounds: { x: 1e9, y: 1, width: 5, height: 5 }, maximised: false }],
    ['bounds of null', { bounds: null, maximised: false }],
  ])('ignores %s', (_name, value) => {
    expect(readWindowState(value)).toBeNull();
  });
});

describe('the file of the place', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-state-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives back what was written and leaves nothing else', () => {
    const file = join(folder, 'state.json');
    saveWindowState(file, stateAt(1, 2));
    saveWindowState(file, stateAt(3, 4));
    expect(loadWindowState(file)).toEqual(stateAt(3, 4));
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('is as good as absent when it is missing or damaged', () => {
    const file = join(folder, 'state.json');
    expect(loadWindowState(file)).toBeNull();
    writeFileSync(file, '{"bounds":');
    expect(loadWindowState(file)).toBeNull();
  });
});
