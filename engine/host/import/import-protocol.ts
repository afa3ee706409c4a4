/** What the engine's thread and the thread of one import say to each other. */
import type { ImportContent, ImportSummary } from '../../contract/imports.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Venue } from '../../domain/order.ts';

/** What the thread starts with: it reads and checks the file at once. */
export interface ImportOrder {
  /** The venue's database. */
  readonly storeFile: string;
  readonly venue: Venue;
  readonly instruments: readonly Instrument[];
  readonly file: string;
  readonly content: ImportContent;
  readonly stageFile: string;
  /** Wall clock in milliseconds. */
  readonly nowMs: number;
}

export type ToImport =
  /** After `checked`, while nobody else writes to the store. */
  | { readonly kind: 'apply'; readonly skipBad: boolean }
  /** Ends the thread; nothing is written, unless it has been already. */
  | { readonly kind: 'cancel' };

export type FromImport =
  | { readonly kind: 'progress'; readonly done: number; readonly rows: number }
  | { readonly kind: 'checked'; readonly summary: ImportSummary }
  /** All of it is on disk; the last word. */
  | { readonly kind: 'applied'; readonly summary: ImportSummary }
  /** Nothing has been written; the last word. */
  | { readonly kind: 'canceled' }
  | { readonly kind: 'failed'; readonly problem: string };
