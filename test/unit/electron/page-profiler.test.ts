import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PageProfiler } from '../../../electron/page-profiler.ts';
import type { PageDebugger } from '../../../electron/page-profiler.ts';

let folder = '';
let profiler: PageProfiler;
let shares: (number | null)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-profiles-'));
  profiler = new PageProfiler(folder);
  shares = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A page that answers with a heap of two chunks; `answer` instead of that. */
class FakePage implements PageDebugger {
  readonly asked: string[] = [];
  isAttached = false;
  #hear: ((method: string, parameters: unknown) => void) | null = null;
  readonly #answer: (() => Promise<unknown>) | null;

  constructor(answer: (() => Promise<unknown>) | null = null) {
    this.#answer = answer;
  }

  attach(): void {
    this.isAttached = true;
  }

  detach(): void {
    this.isAttached = false;
  }

  send(method: string): Promise<unknown> {
    this.asked.push(method);
    if (this.#answer !== null) return this.#answer();
    if (method === 'Profiler.stop') return Promise.resolve({ profile: { nodes: [] } });
    if (method === 'HeapProfiler.takeHeapSnapshot') {
      this.say('HeapProfiler.reportHeapSnapshotProgress', { done: 1, total: 4 });
      this.say('HeapProfiler.addHeapSnapshotChunk', { chunk: '{"a":' });
      this.say('HeapProfiler.addHeapSnapshotChunk', { chunk: '1}' });
    }
    return Promise.resolve({});
  }

  onMessage(hear: (method: string, parameters: unknown) => void): () => void {
    this.#hear = hear;
    return () => {
      this.#hear = null;
    };
  }

  say(method: string, parameters: unknown): void {
    this.#hear?.(method, parameters);
  }
}

function take(page: FakePage, asked: unknown) {
  return profiler.take(page, asked, (share) => shares.push(share));
}

describe('the profiles of a page', () => {
  it('can be asked for again after their folder could not be made', async () => {
    const place = join(folder, 'profiles');
    writeFileSync(place, 'in the way');
    profiler = new PageProfiler(place);
    await expect(take(new FakePage(), { kind: 'heap', seconds: 1 })).rejects.toThrow();
    rmSync(place);
    const { bytes } = await take(new FakePage(), { kind: 'heap', seconds: 1 });
    expect(bytes).toBe('{"a":1}'.length);
  });

  it('say that a disk takes no more while the page is still writing', async () => {
    // A page that never ends: only the file can tell.
    const page = new FakePage(() => {
      rmSync(folder, { recursive: true });
      return new Promise(() => undefined);
    });
    await expect(take(page, { kind: 'heap', seconds: 1 })).rejects.toThrow(/ENOENT/);
    mkdirSync(folder);
  });

  it('are a file of its heap as it comes, and tell how far it is', async () => {
    const page = new FakePage();
    const { path, bytes } = await take(page, { kind: 'heap', seconds: 1 });
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
    expect(bytes).toBe(7);
    expect(path).toMatch(/page-\d{8}T\d{6}Z\.heapsnapshot$/);
    expect(shares).toEqual([0, 0.25, null]);
    expect(page.isAttached).toBe(false);
  });

  it('are a file of what ran in so many seconds', async () => {
    const page = new FakePage();
    const { path } = await take(page, { kind: 'cpu', seconds: 1 });
    expect(readFileSync(path, 'utf8')).toBe('{"nodes":[]}');
    expect(page.asked).toEqual([
      'Profiler.enable',
      'Profiler.setSamplingInterval',
      'Profiler.start',
      'Profiler.stop',
    ]);
    expect(page.isAttached).toBe(false);
  });

  it.each(['cpu', 'heap'])('leave nothing of a %s profile that is cancelled', async (kind) => {
    const page = new FakePage(kind === 'cpu' ? null : () => new Promise(() => undefined));
    const taking = take(page, { kind, seconds: 60 });
    profiler.cancel();
    await expect(taking).rejects.toThrow('it was cancelled');
    expect(readdirSync(folder)).toEqual([]);
    expect(page.isAttached).toBe(false);
    expect(shares.at(-1)).toBeNull();
  });

  it('are taken one at a time', async () => {
    const first = take(new FakePage(), { kind: 'cpu', seconds: 60 });
    await expect(take(new FakePage(), { kind: 'heap', seconds: 1 })).rejects.toThrow('Another');
    profiler.cancel();
    await expect(first).rejects.toThrow('cancelled');
  });

  it.each([null, 'heap', {}, { kind: 'disk', seconds: 1 }, { kind: 'cpu', seconds: 0.5 }])(
    'are not taken for %j',
    async (asked) => {
      const page = new FakePage();
      await expect(take(page, asked)).rejects.toThrow('A profile');
      expect(page.asked).toEqual([]);
    },
  );

  it('tell why there is none, and leave no file', async () => {
    const page = new FakePage(() => Promise.reject(new Error('the page is gone')));
    await expect(take(page, { kind: 'heap', seconds: 1 })).rejects.toThrow('the page is gone');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are kept eight, beside what else is in the folder', async () => {
    for (let i = 10; i < 20; i += 1) writeFileSync(join(folder, `page-${i}.cpuprofile`), '');
    writeFileSync(join(folder, 'engine-1.cpuprofile'), '');
    const { path } = await take(new FakePage(), { kind: 'heap', seconds: 1 });
    expect(readdirSync(folder).filter((name) => name.startsWith('page-'))).toHaveLength(8);
    expect(existsSync(path)).toBe(true);
    expect(existsSync(join(folder, 'engine-1.cpuprofile'))).toBe(true);
  });
});
