/**
 * Documents as files: one folder a kind, one file a document (store/documents/document-text.ts). A file is written beside its place, synced and renamed, so that a power cut leaves the
 * old document or the new one. All of it is asynchronous: the disk works in the thread pool and no order
 * waits for it.
 */
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentHead, DocumentKind, StoredDocument } from '../../contract/documents.ts';
import {
  DOCUMENT_SUFFIX,
  documentFileName,
  documentText,
  readDocumentHead,
  readDocumentText,
} from '../../store/documents/document-text.ts';

const HEAD_BYTES_MAX = 1_024;

/** The files below one folder, which is made with the first of them. */
export class DocumentFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** null when there is none, or none that can be read: `write` then puts the unreadable one aside. */
  async read(kind: DocumentKind, name: string): Promise<StoredDocument | null> {
    const text = await textOf(this.#path(kind, name));
    return text === null ? null : readDocumentText(text);
  }

  /** Heads of all that can be read, sorted by name. */
  async list(kind: DocumentKind): Promise<readonly DocumentHead[]> {
    const folder = join(this.#folder, kind);
    const heads: DocumentHead[] = [];
    for (const file of await namesIn(folder)) {
      const head = await readHead(join(folder, file));
      if (head?.kind === kind) heads.push(head);
    }
    return heads.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async count(kind: DocumentKind): Promise<number> {
    return (await namesIn(join(this.#folder, kind))).length;
  }

  /** `value` must be one line; JSON text without line breaks is. */
  async write(document: StoredDocument): Promise<void> {
    const { kind, name } = document;
    const path = this.#path(kind, name);
    await mkdir(join(this.#folder, kind), { recursive: true });
    const part = `${path}.part`;
    const file = await open(part, 'w');
    try {
      await file.writeFile(documentText(document));
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#putDamagedAside(kind, name, path);
    await rename(part, path);
    await syncNames(join(this.#folder, kind));
  }

  async remove(kind: DocumentKind, name: string): Promise<void> {
    await rm(this.#path(kind, name), { force: true });
  }

  async #putDamagedAside(kind: DocumentKind, name: string, path: string): Promise<void> {
    if ((await textOf(path)) === null || (await this.read(kind, name)) !== null) return;
    await rename(path, `${path}.damaged`);
  }

  #path(kind: DocumentKind, name: string): string {
    return join(this.#folder, kind, documentFileName(name));
  }
}

/** Puts a folder's names on disk. Windows keeps them by its journal and cannot open a folder. */
async function syncNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(DOCUMENT_SUFFIX));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function readHead(path: string): Promise<DocumentHead | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES_MAX), 0, HEAD_BYTES_MAX);
    return readDocumentHead(buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0] ?? '');
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
