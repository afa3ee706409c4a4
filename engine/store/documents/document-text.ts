/** A document as the bytes of a file: its head as JSON in the first line and its value in the second. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DOCUMENT_KINDS } from '../../contract/documents.ts';
import type { DocumentHead, StoredDocument } from '../../contract/documents.ts';

export const DOCUMENT_SUFFIX = '.json';
const SLUG_CHARS_MAX = 32;

const headSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  revision: z.int().min(1),
  updatedUs: z.int(),
}) satisfies z.ZodType<DocumentHead>;

/** Name of a document's file: readable, the same whatever letters a file system tells apart, its own for each name. */
export function documentFileName(name: string): string {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const own = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${slug.slice(0, SLUG_CHARS_MAX)}.${own}${DOCUMENT_SUFFIX}`;
}

/** `value` must be one line; JSON text without line breaks is. */
export function documentText({ value, ...head }: StoredDocument): string {
  return `${JSON.stringify(head)}\n${value}`;
}

/** null: not the text of a document. */
export function readDocumentText(text: string): StoredDocument | null {
  const end = text.indexOf('\n');
  const head = readDocumentHead(text.slice(0, end));
  return head === null || end < 0 ? null : { ...head, value: text.slice(end + 1) };
}

/** The head in a file's first line, or null. */
export function readDocumentHead(line: string): DocumentHead | null {
  try {
    const read = headSchema.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
