/**
 * The trader's own documents: what a screen keeps and the engine does not understand; part of the
 * contract (messages.ts). They belong to the data folder and not to a venue, so that a layout, a key
 * map or drawings are the same whatever market runs. Every change raises a document's revision; who
 * changes it names the revision that it knows, so that one window never overwrites another's change
 * unseen. All clients hear of each change as a `document` message.
 */
import { z } from 'zod';
import { DOCUMENT_CHARS_MAX } from './bounds.ts';

/**
 * What a document is for: `drawings` and `templates` of charts (a name is a symbol or the user's own),
 * `keymap`, `workspace` (a layout), `window` (what one window of several shows), `watchlist`,
 * `settings`, `columns` of a table, `alerts` (of the window: how they are told), `notes` anything small.
 */
export const DOCUMENT_KINDS = [
  'drawings',
  'keymap',
  'workspace',
  'window',
  'watchlist',
  'settings',
  'columns',
  'templates',
  'alerts',
  'notes',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const kind = z.enum(DOCUMENT_KINDS);
const name = z
  .string()
  .regex(/^[^\p{C}]{1,64}$/u, '1 to 64 characters, none of them invisible')
  .refine((text) => text.trim() === text, 'no space at its ends');
/** null: whatever is there; 0: there must be none; else the revision that must be there. */
const baseRevision = z.int().min(0).nullable();

const documentGet = z.strictObject({ type: z.literal('document.get'), kind, name });
const documentPut = z.strictObject({
  type: z.literal('document.put'),
  kind,
  name,
  /** JSON text. */
  value: z.string().max(DOCUMENT_CHARS_MAX),
  baseRevision,
});
/** Sorted by name. */
const documentList = z.strictObject({ type: z.literal('document.list'), kind });
const documentDelete = z.strictObject({
  type: z.literal('document.delete'),
  kind,
  name,
  baseRevision,
});

/** A document without its value. */
export interface DocumentHead {
  readonly kind: DocumentKind;
  readonly name: string;
  /** 1 for the first; in a message about a change 0 when it was deleted. */
  readonly revision: number;
  readonly updatedUs: number;
}

export interface StoredDocument extends DocumentHead {
  /** JSON text, as it was put. */
  readonly value: string;
}

export interface DocumentReplies {
  /** null: there is none. */
  'document.get': { readonly document: StoredDocument | null };
  'document.put': { readonly head: DocumentHead };
  'document.list': { readonly documents: readonly DocumentHead[] };
  'document.delete': { readonly deleted: boolean };
}

export const documentRequests = [documentGet, documentPut, documentList, documentDelete] as const;
