import type {
  DocumentHead,
  DocumentKind,
  StoredDocument,
} from '../../engine/contract/documents.ts';
import type { DocumentStore } from '../../engine/host/documents/document-desk.ts';

/** Documents of an engine without a disk. */
export class MemoryDocuments implements DocumentStore {
  readonly #documents = new Map<string, StoredDocument>();
  /** What the disk says to the next write, once. */
  failsWith: string | null = null;

  read(kind: DocumentKind, name: string): Promise<StoredDocument | null> {
    return Promise.resolve(this.#documents.get(`${kind} ${name}`) ?? null);
  }

  list(kind: DocumentKind): Promise<readonly DocumentHead[]> {
    const all = [...this.#documents.values()].filter((one) => one.kind === kind);
    return Promise.resolve(all.map(({ value: _, ...head }) => head));
  }

  count(kind: DocumentKind): Promise<number> {
    return this.list(kind).then((heads) => heads.length);
  }

  write(document: StoredDocument): Promise<void> {
    const problem = this.failsWith;
    this.failsWith = null;
    if (problem !== null) return Promise.reject(new Error(problem));
    this.#documents.set(`${document.kind} ${document.name}`, document);
    return Promise.resolve();
  }

  remove(kind: DocumentKind, name: string): Promise<void> {
    this.#documents.delete(`${kind} ${name}`);
    return Promise.resolve();
  }
}
