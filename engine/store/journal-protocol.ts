/** What the engine's thread and the writer thread say to each other. */
import type { StatementTiming } from '../contract/telemetry.ts';
import type { Venue } from '../domain/order.ts';
import type { Chore, ChoreResult } from './chores.ts';
import type { WriteBatch } from './write-batch.ts';

export interface WriterStart {
  readonly file: string;
  readonly venue: Venue;
}

export type ToWriter =
  | {
      readonly kind: 'batch';
      /** Highest ticket in the batch. */
      readonly ticket: number;
      readonly rows: number;
      readonly batch: WriteBatch;
    }
  /** Looks whether writes work again, where `ready` or the last `tried` said that they do not. */
  | { readonly kind: 'try' }
  /** Moves what the log holds into the file, between two transactions. */
  | { readonly kind: 'checkpoint' }
  /** Work beside orders, between two transactions; answered by its id. */
  | { readonly kind: 'chore'; readonly id: number; readonly chore: Chore }
  /** Marks the run as ended well and ends the thread. */
  | { readonly kind: 'close' };

export type FromWriter =
  /** `problem`: why nothing can be written; null when writes work. */
  | { readonly kind: 'ready'; readonly problem: string | null }
  | { readonly kind: 'tried'; readonly problem: string | null }
  | {
      readonly kind: 'committed';
      readonly ticket: number;
      /** From the first statement of the transaction to the end of its fsync, in microseconds. */
      readonly commitUs: number;
      /** The part of it that was COMMIT: the log written and synced. */
      readonly syncUs: number;
      /** When it ended, in microseconds of the machine's high-resolution time, which all threads share. */
      readonly endedHrUs: number;
      /** Batches that shared the transaction. */
      readonly batches: number;
    }
  | { readonly kind: 'chore'; readonly id: number; readonly result: ChoreResult }
  /** Times of the statements so far, at most once a second. */
  | { readonly kind: 'timings'; readonly statements: readonly StatementTiming[] }
  | { readonly kind: 'checkpointed'; readonly tookUs: number }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'closed' };
