import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Exports } from '../../../electron/exports.ts';

let folder = '';
let file = '';
let shown: string[] = [];
let answer: string | null = null;
let exports: Exports;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
  mkdirSync(join(folder, 'exports', 'sub'), { recursive: true });
  file = join(folder, 'exports', 'fills.csv');
  writeFileSync(file, 'exec_id\r\n');
  writeFileSync(join(folder, 'secret.csv'), 'secret');
  symlinkSync(join(folder, 'secret.csv'), join(folder, 'exports', 'link.csv'));
  shown = [];
  answer = join(folder, 'copy.csv');
  exports = new Exports({
    folder: join(folder, 'exports'),
    choose: () => Promise.resolve(answer),
    show: (path) => shown.push(path),
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('saving an export', () => {
  it('copies it to the chosen place', async () => {
    expect(await exports.save(file)).toEqual({ saved: answer });
    expect(readFileSync(join(folder, 'copy.csv'), 'utf8')).toBe('exec_id\r\n');
  });

  it('does nothing when the person declines', async () => {
    answer = null;
    expect(await exports.save(file)).toEqual({ saved: null });
  });

  it('keeps the file when the chosen place is where it lies', async () => {
    answer = file;
    await exports.save(file);
    expect(readFileSync(file, 'utf8')).toBe('exec_id\r\n');
  });

  it.each([
    ['a file outside', () => join(folder, 'secret.csv')],
    ['a way out', () => join(folder, 'exports', '..', 'secret.csv')],
    ['a link that leads out', () => join(folder, 'exports', 'link.csv')],
    ['a folder', () => join(folder, 'exports', 'sub')],
    ['a missing file', () => join(folder, 'exports', 'none.csv')],
    ['something that is no path', () => 7],
  ])('refuses %s', async (_name, path) => {
    await expect(exports.save(path())).rejects.toThrow('not an export');
    await exports.show(path());
    expect(shown).toEqual([]);
  });
});

describe('showing an export', () => {
  it('shows the export and the copy that was made of it', async () => {
    await exports.save(file);
    await exports.show(file);
    await exports.show(answer);
    expect(shown).toEqual([file, answer]);
  });
});
