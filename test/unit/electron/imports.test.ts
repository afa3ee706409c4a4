import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseImport } from '../../../electron/imports.ts';

const folder = mkdtempSync(join(tmpdir(), 'stp-choose-'));
const file = join(folder, 'fills.csv');
writeFileSync(file, 'header\r\n');
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('choosing a file to import', () => {
  it('offers the chosen file to the engine and gives the page its ticket, not its path', async () => {
    const offered: object[] = [];
    const chosen = await chooseImport({
      choose: () => Promise.resolve(file),
      offer: (one) => {
        offered.push(one);
        return Promise.resolve('ticket-1');
      },
    });
    expect(offered).toEqual([{ path: file, fileName: 'fills.csv', bytes: 8 }]);
    expect(chosen).toEqual({ ticket: 'ticket-1', fileName: 'fills.csv', bytes: 8 });
  });

  it('is nothing when the person declined', async () => {
    const offer = (): Promise<string> => Promise.reject(new Error('nothing was chosen'));
    expect(await chooseImport({ choose: () => Promise.resolve(null), offer })).toBeNull();
  });

  it.each([
    ['a folder', folder],
    ['a file that has gone', join(folder, 'gone.csv')],
  ])('refuses %s in a plain sentence', async (_, path) => {
    const offer = (): Promise<string> => Promise.reject(new Error('it was offered'));
    const choosing = chooseImport({ choose: () => Promise.resolve(path), offer });
    await expect(choosing).rejects.toThrow("can't be read.");
  });

  it('says so when the engine is not running', async () => {
    const choosing = chooseImport({
      choose: () => Promise.resolve(file),
      offer: () => Promise.resolve(null),
    });
    await expect(choosing).rejects.toThrow('not running');
  });
});
