import { DOCUMENTS_OF_KIND_MAX } from '../../contract/bounds.ts';
import type {
  DocumentHead,
  DocumentKind,
  DocumentReplies,
  StoredDocument,
} from '../../contract/documents.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { assertNever } from '../../domain/assert.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Clock } from '../../ports.ts';
import type { Reply } from '../client-connection.ts';

/** Where documents are kept: files, or a stand-in of a test. */
export interface DocumentStore {
  read(kind: DocumentKind, name: string): Promise<StoredDocument | null>;
  list(kind: DocumentKind): Promise<readonly DocumentHead[]>;
  count(kind: DocumentKind): Promise<number>;
  write(document: StoredDocument): Promise<void>;
  remove(kind: DocumentKind, name: string): Promise<void>;
}

/** Requests that wait for the disk; a window saves some a second at most. */
const WAITING_MAX = 256;

/**
 * Answers the requests about documents, one after the other: so a revision that was found is still
 * there when the next one is written.
 */
export class DocumentDesk {
  readonly #store: DocumentStore;
  readonly #clock: Clock;
  readonly #tell: (head: DocumentHead) => void;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(store: DocumentStore, clock: Clock, tell: (head: DocumentHead) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#tell = tell;
  }

  answer(body: RequestOf<keyof DocumentReplies>): Promise<Reply> {
    if (this.#waiting >= WAITING_MAX) {
      const rule = `at most ${String(WAITING_MAX)} requests about documents at a time`;
      return Promise.resolve(refused(refusal('store.busy', '', this.#waiting, rule)));
    }
    this.#waiting += 1;
    const answer = this.#turn.then(() => this.#do(body)).catch((error: unknown) => failed(error));
    this.#turn = answer.then(() => {
      this.#waiting -= 1;
    });
    return answer;
  }

  /** Resolves when all that was asked has been done. */
  async close(): Promise<void> {
    await this.#turn;
  }

  async #do(body: RequestOf<keyof DocumentReplies>): Promise<Reply> {
    switch (body.type) {
      case 'document.get':
        return { ok: true, result: { document: await this.#store.read(body.kind, body.name) } };
      case 'document.list':
        return { ok: true, result: { documents: await this.#store.list(body.kind) } };
      case 'document.put':
        return this.#put(body);
      case 'document.delete':
        return this.#delete(body);
      default:
        return assertNever(body, 'request about a document');
    }
  }

  async #put({ kind, name, value, baseRevision }: RequestOf<'document.put'>): Promise<Reply> {
    const line = oneLine(value);
    if (line === null) return refused(refusal('contract.format', 'value', value, 'JSON text'));
    const before = await this.#store.read(kind, name);
    const why = stale(before, baseRevision) ?? (before === null ? await this.#full(kind) : null);
    if (why !== null) return refused(why);
    const revision = (before?.revision ?? 0) + 1;
    const head = { kind, name, revision, updatedUs: this.#clock.wallUs() };
    await this.#store.write({ ...head, value: line });
    this.#tell(head);
    return { ok: true, result: { head } };
  }

  async #delete({ kind, name, baseRevision }: RequestOf<'document.delete'>): Promise<Reply> {
    const before = await this.#store.read(kind, name);
    const why = stale(before, baseRevision);
    if (why !== null) return refused(why);
    if (before === null) return { ok: true, result: { deleted: false } };
    await this.#store.remove(kind, name);
    this.#tell({ kind, name, revision: 0, updatedUs: this.#clock.wallUs() });
    return { ok: true, result: { deleted: true } };
  }

  async #full(kind: DocumentKind): Promise<Refusal | null> {
    const count = await this.#store.count(kind);
    if (count < DOCUMENTS_OF_KIND_MAX) return null;
    const rule = `at most ${String(DOCUMENTS_OF_KIND_MAX)} of ${kind}; delete one first`;
    return refusal('store.documents_full', 'kind', kind, rule);
  }
}

function stale(before: StoredDocument | null, baseRevision: number | null): Refusal | null {
  const revision = before?.revision ?? 0;
  if (baseRevision === null || baseRevision === revision) return null;
  const rule = `revision ${String(revision)}, which is there; load it and change that`;
  return refusal('store.document_stale', 'baseRevision', baseRevision, rule);
}

/** JSON text on one line, or null when it is not JSON. Line breaks are legal only between values. */
function oneLine(text: string): string | null {
  try {
    JSON.parse(text);
    return text.replaceAll(/[\r\n]/g, ' ');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function refused(why: Refusal): Reply {
  return { ok: false, refusal: why };
}

function failed(error: unknown): Reply {
  const text = error instanceof Error ? error.message : String(error);
  return refused(refusal('store.document_failed', '', text, 'a data folder that can be written'));
}
