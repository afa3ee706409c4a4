import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { CopyCanceled } from '../../../engine/store/backup/copy-store.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { readManifest } from '../../../engine/store/workspace/manifest.ts';
import type { PackedStore } from '../../../engine/store/workspace/manifest.ts';
import { packWorkspace } from '../../../engine/store/workspace/pack.ts';
import type { PackJob } from '../../../engine/store/workspace/pack.ts';
import { TAR_END, tarHeader, tarPadding } from '../../../engine/store/workspace/tar.ts';
import { unpackWorkspace } from '../../../engine/store/workspace/unpack.ts';
import type { UnpackJob } from '../../../engine/store/workspace/unpack.ts';
import { START_US, SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

const place = temporaryFolder();
const packed = join(place.folder, 'workspace.tar.gz');
const target = join(place.folder, 'target');

beforeAll(async () => {
  await fill(place.file, 40);
  mkdirSync(join(place.folder, 'replay'));
  await fill(join(place.folder, 'replay', 'local.db'), 7);
  await packWorkspace(packJob());
});
beforeEach(() => {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
});
afterAll(() => place.remove());

async function fill(file: string, orders: number): Promise<void> {
  recoverState(file, 'local');
  const journal = await journalOn(file);
  const stream = new SampleStream();
  for (let i = 0; i < orders; i += 1)
    journal.append([{ kind: 'events', events: [stream.accept()] }]);
  await journal.close();
}

const steering = {
  isCanceled: () => false,
  onProgress: () => undefined,
  pause: () => nextTurn(),
} as const;

function packJob(changes: Partial<PackJob> = {}): PackJob {
  return {
    ...steering,
    dataFolder: place.folder,
    path: packed,
    nowUs: timeUs(START_US),
    ...changes,
  };
}

/** Unpacks bytes as if they had come from somewhere. */
async function unpack(bytes: Buffer, changes: Partial<UnpackJob> = {}): Promise<unknown> {
  const path = join(target, 'given.tar.gz');
  writeFileSync(path, bytes);
  return unpackWorkspace({ ...steering, dataFolder: target, path, ...changes });
}

/** Every file below the target but the given one. */
function leftBehind(): string[] {
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'given.tar.gz')
    .map((entry) => entry.name);
}

/** An archive of our own making: entries with any names, under a manifest that says what is wanted. */
function archive(stores: readonly PackedStore[], entries: readonly [string, Buffer][]): Buffer {
  const format = { format: 'securetrade-workspace', formatVersion: 1, createdUs: START_US };
  const manifest = Buffer.from(JSON.stringify({ ...format, stores }));
  const all: [string, Buffer][] = [['manifest.json', manifest], ...entries];
  const blocks = all.flatMap(([name, content]) => [
    tarHeader({ name, bytes: content.length }, 0),
    content,
    Buffer.alloc(tarPadding(content.length)),
  ]);
  return gzipSync(Buffer.concat([...blocks, TAR_END]));
}

function storeOf(name: string, content: Buffer): PackedStore {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const facts = { schemaVersion: 5, lastEventSeq: 0, orders: 0, trades: 0, documents: null };
  // Also names that the schema forbids, which is what some of the tests are about.
  return { name, bytes: content.length, sha256, ...facts };
}

describe('a workspace file', () => {
  test('brings all stores of one data folder into another', async () => {
    const manifest = await unpack(readFileSync(packed));
    expect(manifest).toMatchObject({
      createdUs: START_US,
      stores: [
        { name: 'local.db', orders: 40, lastEventSeq: 40 },
        { name: 'replay/local.db', orders: 7, lastEventSeq: 7 },
      ],
    });
    expect(recoverState(join(target, 'incoming', 'local.db'), 'local').lastOrderId).toBe(40);
    expect(recoverState(join(target, 'replay', 'incoming', 'local.db'), 'local').lastOrderId).toBe(
      7,
    );
  });

  test('is one that the system’s own tar can read', () => {
    const listed = execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' });
    expect(listed.trim().split('\n')).toStrictEqual([
      'manifest.json',
      'local.db',
      'replay/local.db',
    ]);
    const text = execFileSync('tar', ['-xzOf', packed, 'manifest.json'], { encoding: 'utf8' });
    expect(readManifest(text)?.stores).toHaveLength(2);
  });

  test('leaves nothing but itself behind, and nothing at all when it is called off', async () => {
    const path = join(target, 'out.tar.gz');
    for (const phase of ['copying', 'packing'] as const) {
      let now = '';
      const job = packJob({
        path,
        onProgress: (progress) => (now = progress.phase),
        isCanceled: () => now === phase,
      });
      await expect(packWorkspace(job)).rejects.toThrow(CopyCanceled);
      expect(readdirSync(target)).toStrictEqual([]);
    }
    await packWorkspace(packJob({ path }));
    expect(readdirSync(target)).toStrictEqual(['out.tar.gz']);
    const unpacking = unpack(readFileSync(packed), { isCanceled: () => true });
    await expect(unpacking).rejects.toThrow(CopyCanceled);
    expect(leftBehind()).toStrictEqual(['out.tar.gz']);
  });

  test('that is cut short or changed anywhere is refused, and leaves nothing', async () => {
    const good = readFileSync(packed);
    const plain = gunzipSync(good);
    const cut = fc.integer({ min: 0, max: good.length - 1 });
    // Not the fill of a last block, which nothing depends on.
    const changed = fc.integer({ min: 512, max: plain.length - 4_096 });
    await fc.assert(
      fc.asyncProperty(cut, async (length) => {
        await expect(unpack(good.subarray(0, length))).rejects.toMatchObject({
          name: 'StoreError',
        });
        expect(leftBehind()).toStrictEqual([]);
      }),
      { numRuns: 30 },
    );
    await fc.assert(
      fc.asyncProperty(changed, async (at) => {
        const bytes = Buffer.from(plain);
        bytes[at] = (bytes[at] ?? 0) ^ 0x55;
        const result = await unpack(gzipSync(bytes, { level: 1 })).then(
          // Some bytes are nobody's: of the manifest's padding and of headers' unused fields.
          () => 'same' as const,
          (error: unknown) => error,
        );
        if (result === 'same') expect(isRestOf(at)).toBe(true);
        else expect(result).toMatchObject({ name: 'StoreError' });
        rmSync(join(target, 'incoming'), { recursive: true, force: true });
        rmSync(join(target, 'replay'), { recursive: true, force: true });
      }),
      { numRuns: 30 },
    );

    /** Whether a byte of the archive is part of no file and of no header. */
    function isRestOf(at: number): boolean {
      const stores = plain.indexOf('local.db\0');
      return at < stores || plain[at] === 0;
    }
  });

  test.each([
    ['names a file outside', '../evil.db'],
    ['names a file by its whole path', '/tmp/evil.db'],
    ['names a file that is none of its stores', 'incoming/x.db'],
  ])('that %s is refused before anything is written', async (_, name) => {
    const content = Buffer.alloc(1_024, 1);
    const honest = storeOf('local.db', content);
    await expect(unpack(archive([storeOf(name, content)], [[name, content]]))).rejects.toThrow(
      'its manifest is none',
    );
    await expect(unpack(archive([honest], [[name, content]]))).rejects.toThrow('does not follow');
    expect(leftBehind()).toStrictEqual([]);
    expect(existsSync(join(place.folder, 'evil.db'))).toBe(false);
  });

  test('that grows beyond what it says is not unpacked any further', async () => {
    const bomb = Buffer.alloc(50_000_000);
    const honest = storeOf('local.db', Buffer.alloc(1_024));
    const bytes = archive([honest], [['local.db', bomb]]);
    expect(bytes.length).toBeLessThan(100_000);
    await expect(unpack(bytes)).rejects.toThrow('does not follow as its manifest says');
    const long = archive(
      [honest],
      [
        ['local.db', Buffer.alloc(1_024)],
        ['more.db', bomb],
      ],
    );
    await expect(unpack(long)).rejects.toThrow('it holds more than it says');
    expect(leftBehind()).toStrictEqual([]);
  });

  test('with a link, or with what is no store, is refused', async () => {
    const content = Buffer.from('no database');
    const link = gunzipSync(archive([storeOf('local.db', content)], [['local.db', content]]));
    const header = link.indexOf('local.db\0');
    link.write('2', header + 156, 'latin1');
    await expect(unpack(gzipSync(link))).rejects.toThrow('no archive of plain files');
    const stores = [storeOf('local.db', content)];
    await expect(unpack(archive(stores, [['local.db', content]]))).rejects.toMatchObject({
      code: 'store.not_ours',
    });
    await expect(unpack(Buffer.from('a,b\n1,2\n'))).rejects.toMatchObject({ name: 'StoreError' });
    expect(leftBehind()).toStrictEqual([]);
  });
});
