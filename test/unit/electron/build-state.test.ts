import { describe, expect, it } from 'vitest';
import { firstError, isStale } from '../../../electron/build-state.ts';

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

describe('why a build failed', () => {
  it.each([
    [
      'a missing file',
      'error during build:\nBuild failed with 1 error:\n\n\u001b[31m[UNRESOLVED_IMPORT] \u001b[0mCould not resolve "x"\n    at f (y.js:1:1)',
      '[UNRESOLVED_IMPORT] Could not resolve "x"',
    ],
    [
      'a folder that cannot be written',
      "error during build:\nError: EACCES: permission denied, unlink 'out/a'\n    at g",
      "Error: EACCES: permission denied, unlink 'out/a'",
    ],
    ['silence', '\n', 'npm run build shows why'],
  ])('%s is told in one line', (_name, output, line) => {
    expect(firstError(output)).toBe(line);
  });
});
