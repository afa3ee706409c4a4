import { describe, expect, it } from 'vitest';
import { isStale } from '../../../electron/build-state.ts';

describe('whether the terminal must be built', () => {
  it.each([
    ['everything is newer than the sources', [1, 5], [6, 7], false],
    ['an output is as old as a source', [1, 5], [5, 7], false],
    ['one output is older', [1, 5], [4, 7], true],
    ['one output is missing', [1, 5], [6, null], true],
  ])('%s', (_name, sources, outputs, stale) => {
    expect(isStale(sources, outputs)).toBe(stale);
  });
});
