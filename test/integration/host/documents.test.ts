/** Documents of the trader: real files, the desk that answers for them. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOCUMENTS_OF_KIND_MAX } from '../../../engine/contract/bounds.ts';
import type { DocumentHead } from '../../../engine/contract/documents.ts';
import { DocumentDesk } from '../../../engine/host/documents/document-desk.ts';
import { DocumentFiles } from '../../../engine/host/documents/document-files.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { MemoryDocuments } from '../../support/memory-documents.ts';

const CLOCK = { wallUs: () => timeUs(1_700_000_000_000_000), monotonicUs: () => 0 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stp-documents-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function openDesk(): { desk: DocumentDesk; told: DocumentHead[] } {
  const told: DocumentHead[] = [];
  const desk = new DocumentDesk(new DocumentFiles(folder), CLOCK, (head) => told.push(head));
  return { desk, told };
}

const DAY = { kind: 'workspace', name: 'Day trade' } as const;

function put(desk: DocumentDesk, value: string, baseRevision: number | null, of: object = DAY) {
  return desk.answer({ type: 'document.put', ...DAY, ...of, value, baseRevision });
}

describe('documents on disk', () => {
  it('are there again after a restart, with their revision', async () => {
    const first = openDesk();
    expect(await put(first.desk, '{"a":1}', 0)).toMatchObject({
      result: { head: { revision: 1 } },
    });
    await put(first.desk, '{"a":\n2}', 1);
    const { desk } = openDesk();
    expect(await desk.answer({ type: 'document.get', ...DAY })).toEqual({
      ok: true,
      result: { document: { ...DAY, revision: 2, updatedUs: CLOCK.wallUs(), value: '{"a": 2}' } },
    });
    expect(first.told.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it('refuse a change of what somebody else has changed meanwhile, and stay as they are', async () => {
    const { desk, told } = openDesk();
    await put(desk, '1', 0);
    const late = await Promise.all([put(desk, '2', 1), put(desk, '3', 1), put(desk, '4', 0)]);
    expect(late.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(late[1]).toMatchObject({
      refusal: { code: 'store.document_stale', field: 'baseRevision', value: '1' },
    });
    const got = await desk.answer({ type: 'document.get', ...DAY });
    expect(got).toMatchObject({ result: { document: { value: '2', revision: 2 } } });
    expect(told).toHaveLength(2);
  });

  it('tell names apart that a file system might not', async () => {
    const { desk } = openDesk();
    for (const name of ['Day', 'day', 'DAY', 'd/a:y', '../day', 'день', 'd a y']) {
      await put(desk, JSON.stringify(name), 0, { name });
    }
    const all = await desk.answer({ type: 'document.list', kind: 'workspace' });
    expect(all).toMatchObject({ ok: true });
    expect(readdirSync(join(folder, 'workspace'))).toHaveLength(7);
    const one = await desk.answer({ type: 'document.get', kind: 'workspace', name: '../day' });
    expect(one).toMatchObject({ result: { document: { value: '"../day"' } } });
  });

  it('are listed by name without their values, and gone once deleted', async () => {
    const { desk, told } = openDesk();
    await put(desk, '1', null, { name: 'b' });
    await put(desk, '1', null, { name: 'a' });
    await put(desk, '1', null, { kind: 'keymap', name: 'a' });
    const listed = await desk.answer({ type: 'document.list', kind: 'workspace' });
    expect(listed).toMatchObject({
      result: { documents: [{ name: 'a', revision: 1 }, { name: 'b' }] },
    });
    const gone = { type: 'document.delete', kind: 'workspace', name: 'a' } as const;
    expect(await desk.answer({ ...gone, baseRevision: 7 })).toMatchObject({ ok: false });
    expect(await desk.answer({ ...gone, baseRevision: 1 })).toMatchObject({
      result: { deleted: true },
    });
    expect(await desk.answer({ ...gone, baseRevision: null })).toMatchObject({
      result: { deleted: false },
    });
    expect(told.at(-1)).toMatchObject({ name: 'a', revision: 0 });
  });

  it('that were damaged count as none, and are put aside by the next write', async () => {
    const { desk } = openDesk();
    await put(desk, '1', 0);
    const [file = ''] = readdirSync(join(folder, 'workspace'));
    const path = join(folder, 'workspace', file);
    writeFileSync(path, 'scribble');
    expect(await desk.answer({ type: 'document.get', ...DAY })).toMatchObject({
      result: { document: null },
    });
    expect(await put(desk, '2', 0)).toMatchObject({ ok: true });
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe('scribble');
    expect(await desk.answer({ type: 'document.get', ...DAY })).toMatchObject({
      result: { document: { value: '2' } },
    });
  });

  it('refuse what is not JSON', async () => {
    const { desk } = openDesk();
    expect(await put(desk, '{"a":', 0)).toMatchObject({
      refusal: { code: 'contract.format', field: 'value' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are bounded in number, and a full disk is told in words', async () => {
    const store = new MemoryDocuments();
    const desk = new DocumentDesk(store, CLOCK, () => undefined);
    store.failsWith = 'ENOSPC: no space left on device';
    expect(await put(desk, '1', 0)).toMatchObject({
      refusal: { code: 'store.document_failed', value: 'ENOSPC: no space left on device' },
    });
    for (let i = 0; i < DOCUMENTS_OF_KIND_MAX; i += 1) {
      expect(await put(desk, '1', 0, { name: String(i) })).toMatchObject({ ok: true });
    }
    expect(await put(desk, '1', 0, { name: 'one more' })).toMatchObject({
      refusal: { code: 'store.documents_full', field: 'kind' },
    });
    expect(await put(desk, '2', null, { name: '0' })).toMatchObject({ ok: true });
  });
});
