import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cipher } from '../../../engine/keys/key-file.ts';
import { readKeyFile, writeKeyFile } from '../../../engine/keys/key-file.ts';
import { KeyRing } from '../../../engine/keys/key-ring.ts';

const PAPER = { keyId: 'PKCANARY0000AB12', secret: 'canary-secret-1' };
const LIVE = { keyId: 'AKCANARY0000CD34', secret: 'canary-secret-2' };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stp-keys-'));
  file = join(folder, 'keys.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Hides text from the eye: enough to see that it is not there as it is. */
const TURNED: Cipher = {
  encrypt: async (text) => Buffer.from(text).toString('hex'),
  decrypt: async (sealed) => Buffer.from(sealed, 'hex').toString(),
};

function ring(cipher: Cipher | null = null): Promise<KeyRing> {
  return KeyRing.open({ file, cipher, environment: null });
}

describe('the key file', () => {
  test('is for its owner alone', async () => {
    writeKeyFile(file, { 'alpaca-paper': PAPER });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readKeyFile(file)).toEqual({ 'alpaca-paper': PAPER });
  });

  test.each([0o640, 0o604, 0o660, 0o622, 0o601])('is not used with mode %o', async (mode) => {
    writeKeyFile(file, { 'alpaca-paper': PAPER });
    chmodSync(file, mode);
    const shown = mode.toString(8);
    expect(() => readKeyFile(file)).toThrow(`is open to others (mode ${shown}); close it with`);
    expect((await ring()).problem).toContain('chmod 600');
    expect((await ring()).held()).toEqual([]);
  });

  test.each([
    ['{', 'it is not JSON'],
    ['{"alpaca-paper": "PKCANARY"}', 'is not of the form'],
    ['{"other": {"keyId": "PKCANARY", "secret": "s"}}', 'is not of the form'],
  ])('that holds %j is told of without a word of it', async (text, words) => {
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => readKeyFile(file)).toThrow(words);
    expect((await ring()).problem).not.toContain('CANARY');
  });

  test('goes with its last keys', async () => {
    writeKeyFile(file, { 'alpaca-paper': PAPER });
    writeKeyFile(file, {});
    expect(() => statSync(file)).toThrow('ENOENT');
    expect(readKeyFile(file)).toEqual({});
  });
});

describe('a key ring', () => {
  test('keeps the keys of each account apart, from one start to the next', async () => {
    const first = await ring();
    expect(await first.enter('alpaca-paper', PAPER, 'plain')).toBeNull();
    expect(await first.enter('alpaca-live', LIVE, 'plain')).toBeNull();
    const second = await ring();
    expect(second.keysOf('alpaca-paper')).toEqual(PAPER);
    expect(second.keysOf('alpaca-live')).toEqual(LIVE);
    expect(second.forget('alpaca-paper')).toBeNull();
    expect((await ring()).keysOf('alpaca-paper')).toBeNull();
    expect((await ring()).keysOf('alpaca-live')).toEqual(LIVE);
  });

  test('tells the last four characters and no more', async () => {
    const held = await ring();
    await held.enter('alpaca-paper', PAPER, 'until_end');
    expect(held.held()).toEqual([{ venue: 'alpaca-paper', keyEnd: 'AB12', kept: 'until_end' }]);
  });

  test('keeps what is entered until the end out of the file', async () => {
    const held = await ring();
    await held.enter('alpaca-paper', PAPER, 'plain');
    await held.enter('alpaca-paper', { ...PAPER, secret: 'newer' }, 'until_end');
    expect(held.keysOf('alpaca-paper')?.secret).toBe('newer');
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  test('seals keys where there is a cipher, and says no where there is none', async () => {
    expect((await (await ring()).enter('alpaca-paper', PAPER, 'encrypted'))?.code).toBe(
      'store.no_encryption',
    );
    await (await ring(TURNED)).enter('alpaca-paper', PAPER, 'encrypted');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(PAPER.keyId);
    expect(text).not.toContain(PAPER.secret);
    expect((await ring(TURNED)).keysOf('alpaca-paper')).toEqual(PAPER);
    expect((await ring(TURNED)).held()[0]?.kept).toBe('encrypted');
    // Left for the host that can open it.
    expect((await ring()).held()).toEqual([]);
    await (await ring()).enter('alpaca-live', LIVE, 'plain');
    expect((await ring(TURNED)).keysOf('alpaca-paper')).toEqual(PAPER);
  });

  test('does not take the keys of one account for those of another', async () => {
    await (await ring(TURNED)).enter('alpaca-paper', PAPER, 'encrypted');
    const moved = readFileSync(file, 'utf8').replace('alpaca-paper', 'alpaca-live');
    writeFileSync(file, moved);
    const held = await ring(TURNED);
    expect(held.keysOf('alpaca-live')).toBeNull();
    expect(held.problem).toContain('does not open the kept keys of alpaca-live');
  });

  test('leaves a file alone that it may not use', async () => {
    writeFileSync(file, 'mine', { mode: 0o644 });
    expect((await (await ring()).enter('alpaca-paper', PAPER, 'plain'))?.code).toBe(
      'store.key_file',
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('takes the environment first, and cannot forget it', async () => {
    await (await ring()).enter('alpaca-paper', LIVE, 'plain');
    const environment = { venue: 'alpaca-paper', keys: PAPER } as const;
    const held = await KeyRing.open({ file, cipher: null, environment });
    expect(held.keysOf('alpaca-paper')).toEqual(PAPER);
    expect(held.forget('alpaca-paper')?.code).toBe('contract.from_environment');
    expect(held.dataKeys()).toEqual(PAPER);
  });
});
