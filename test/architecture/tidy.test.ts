/** Reads the source for what no compiler or linter checks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LONGEST_FILES } from '../support/longest-files.ts';
import { sourceFiles } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
const MAX_LINES = 400;

/** Files that may be longer, each with the reason. */
const LONG_FILES: ReadonlyMap<string, string> = new Map([
  ['engine/contract/messages.ts', 'every message that crosses a process border, in one list'],
]);

const FILES = sourceFiles();
const CODE = FILES.filter(({ path }) => /[.](ts|tsx|js|cjs|mjs)$/.test(path));

const UNFINISHED = /\b(TO[D]O|FIX[M]E|X[X]X)\b/;
const SINGLED_OUT = /\b(it|test|describe)[.](only|todo|skip[(])/;
/** The invented trader `t` of tests has a home; nobody else has. */
const MACHINE_PATH =
  /(^|[^\w.$}-])[/]((root|work)[/]|(home|Users)[/](?!t\b))\w|[A-Z]:[\\]{1,2}Users[\\]{1,2}(?![\\]?t\b)/;

/** Where `pattern` occurs, as `path:line`. Patterns are spelled so that this file does not match. */
function occurrences(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)}`] : [])),
  );
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, name), 'utf8'));
}

test('the tree is read at all', () => {
  expect(CODE.length).toBeGreaterThan(100);
});

test('no file is longer than a reader can hold, but for listed reasons', () => {
  const long = CODE.filter(({ path, lineCount }) => lineCount > MAX_LINES && !LONG_FILES.has(path));
  expect(long.map(({ path, lineCount }) => `${path}: ${String(lineCount)} lines`)).toEqual([]);
});

test('the engine prints only from its hosts', () => {
  const inside = CODE.filter(({ path }) => /^engine\/(?!host\/)/.test(path));
  expect(occurrences(inside, /\bconsole[.]/)).toEqual([]);
});

test('nothing is left for later in comments', () => {
  expect(occurrences(FILES, UNFINISHED)).toEqual([]);
});

test('no test is singled out or switched off without a reason', () => {
  const tests = CODE.filter(({ path }) => path.startsWith('test/'));
  expect(occurrences(tests, SINGLED_OUT)).toEqual([]);
});

test('files that are to run first are there', () => {
  const paths = FILES.map(({ path }) => path);
  expect(LONGEST_FILES.filter((path) => !paths.includes(path))).toEqual([]);
});

test('no path of somebody’s machine is written down', () => {
  expect(occurrences(FILES, MACHINE_PATH)).toEqual([]);
});

test.each([
  ['unfinished work', UNFINISHED, ['// TO', 'DO: later'].join('')],
  ['a single test', SINGLED_OUT, ['test.on', "ly('x', f)"].join('')],
  ['a skipped test', SINGLED_OUT, ['describe.sk', "ip('x', f)"].join('')],
  ['a home folder', MACHINE_PATH, ["open('/ho", "me/ann/file')"].join('')],
  ['a folder of root', MACHINE_PATH, ["open('/ro", "ot/file')"].join('')],
])('the pattern for %s finds it', (_name, pattern, line) => {
  expect(occurrences([{ path: 'sample.ts', text: line, lineCount: 1 }], pattern)).toHaveLength(1);
});

test('files are named after what they hold', () => {
  const named = CODE.filter(({ path }) => !/[.]d[.]ts$/.test(path)).map(({ path }) => path);
  const wrong = named.filter((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (/^(utils|helpers|misc|common)[.]/.test(name)) return true;
    return (
      !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name) && !/^[A-Z][A-Za-z0-9]*[.](test[.])?tsx$/.test(name)
    );
  });
  expect(wrong).toEqual([]);
});

test('the lock file names no download address, so any registry mirror serves it', () => {
  expect(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/);
});

test('every dependency is pinned to one version', () => {
  // Our own package.json.
  const fields = readJson('package.json') as Record<string, Record<string, string> | undefined>;
  const versions = Object.entries({ ...fields['dependencies'], ...fields['devDependencies'] });
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter(([, version]) => !/^\d+[.]\d+[.]\d+$/.test(version))).toEqual([]);
});
