import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DocumentHead } from '../../../../engine/contract/documents.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { DocumentDesk } from '../../../../engine/host/documents/document-desk.ts';
import { RefusalError } from '../../../../renderer/client/errors.ts';
import { KeptDocument } from '../../../../renderer/client/kept-document.ts';
import type { KeptDocumentOptions } from '../../../../renderer/client/kept-document.ts';
import { Listeners } from '../../../../renderer/transport/listeners.ts';
import { MemoryDocuments } from '../../../support/memory-documents.ts';

type Client = KeptDocumentOptions<number>['client'];

/** The engine's own desk, without a line between it and its windows. */
function openEngine(): { client: Client; store: MemoryDocuments } {
  const heads = new Listeners<DocumentHead>();
  const store = new MemoryDocuments();
  const clock = { wallUs: () => timeUs(1), monotonicUs: () => 0 };
  const desk = new DocumentDesk(store, clock, (head) => {
    heads.emit(head);
  });
  const send = async (body: Parameters<typeof desk.answer>[0]): Promise<unknown> => {
    const reply = await desk.answer(body);
    if (!reply.ok) throw new RefusalError(reply.refusal);
    return reply.result;
  };
  // Only requests about documents are asked for here.
  return { store, client: { send, onDocument: (on) => heads.add(on) } as Client };
}

function keep(client: Client) {
  const values: (number | null)[] = [];
  const problems: unknown[] = [];
  let losses = 0;
  const kept = new KeptDocument<number>({
    client,
    kind: 'notes',
    name: 'n',
    read: (value) => (typeof value === 'number' ? value : null),
    onValue: (value, lost) => {
      values.push(value);
      if (lost) losses += 1;
    },
    onProblem: (problem) => problems.push(problem),
  });
  return { kept, values, problems, losses: () => losses };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
}

describe('a document that a panel keeps', () => {
  it('is loaded, saved once after several changes, and heard of by another window', async () => {
    const { client } = openEngine();
    const a = keep(client);
    const b = keep(client);
    await settle();
    expect(a.values).toEqual([null]);
    a.kept.save(1);
    a.kept.save(2);
    await settle();
    expect(b.values).toEqual([null, 2]);
    expect(a.values).toEqual([null]);
    b.kept.save(3);
    await settle();
    expect(a.values).toEqual([null, 3]);
  });

  it('says that a change was lost when another window was first', async () => {
    const { client } = openEngine();
    const a = keep(client);
    const b = keep(client);
    await settle();
    a.kept.save(1);
    b.kept.save(2);
    await Promise.all([a.kept.flush(), b.kept.flush()]);
    await settle();
    expect(a.losses() + b.losses()).toBe(1);
    expect(b.values.at(-1)).toBe(1);
  });

  it('is saved when the page goes away', async () => {
    const { client, store } = openEngine();
    const a = keep(client);
    await settle();
    a.kept.save(5);
    window.dispatchEvent(new Event('pagehide'));
    await vi.advanceTimersByTimeAsync(0);
    expect(await store.read('notes', 'n')).toMatchObject({ value: '5' });
  });

  it('is saved when the page goes away while an earlier change is being saved', async () => {
    const { client, store } = openEngine();
    let isGone = false;
    const answered = async (answer: Promise<unknown>): Promise<unknown> => {
      const result = await answer;
      // A page that is gone hears nothing more, and does nothing more.
      return isGone ? new Promise(() => undefined) : result;
    };
    const send = (...asked: Parameters<Client['send']>) => answered(client.send(...asked));
    // Only requests about documents are asked for here.
    const a = keep({ ...client, send } as Client);
    await settle();
    a.kept.save(5);
    vi.advanceTimersByTime(500);
    a.kept.save(6);
    window.dispatchEvent(new Event('pagehide'));
    isGone = true;
    await vi.advanceTimersByTimeAsync(0);
    expect(await store.read('notes', 'n')).toMatchObject({ value: '6', revision: 2 });
  });

  it('tells of a disk that fails and saves the next change', async () => {
    const { client, store } = openEngine();
    const a = keep(client);
    await settle();
    store.failsWith = 'full';
    a.kept.save(1);
    await settle();
    expect(a.problems).toHaveLength(1);
    a.kept.save(2);
    await settle();
    expect(await store.read('notes', 'n')).toMatchObject({ value: '2' });
  });

  it('that cannot be used counts as none', async () => {
    const { client, store } = openEngine();
    const head = { kind: 'notes', name: 'n', revision: 4, updatedUs: 0 } as const;
    await store.write({ ...head, value: '"no number"' });
    const a = keep(client);
    await settle();
    expect(a.values).toEqual([null]);
  });
});
