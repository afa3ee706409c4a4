import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LogFile } from '../../../electron/log-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-file-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('appends to what earlier runs have written', () => {
  const path = join(folder, 'logs', 'engine.log');
  new LogFile(path).write('one\n');
  new LogFile(path).write('two\n');
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
});

it('keeps two files of bounded size, the newest text among them', () => {
  const path = join(folder, 'engine.log');
  const log = new LogFile(path, 100);
  for (let i = 0; i < 100; i += 1) log.write(`line ${String(i).padStart(4, '0')}\n`);
  expect(readdirSync(folder).sort()).toEqual(['engine.log', 'engine.log.1']);
  expect(readFileSync(path, 'utf8')).toContain('line 0099');
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(folder, name)).length).toBeLessThanOrEqual(110);
  }
});
