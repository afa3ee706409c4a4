/** What the engine's thread and the background thread say to each other. */
import type { Instrument } from '../domain/instrument.ts';
import type { Venue } from '../domain/order.ts';
import type { ExportStep } from '../csv/csv-export.ts';
import type { ExportRequest } from './export-run.ts';

export interface BackgroundStart {
  readonly file: string;
  readonly venue: Venue;
  /** Units of every symbol that is followed. */
  readonly instruments: readonly Instrument[];
  /** Whether the store is one of the real market, which has fills of symbols that are followed no longer. */
  readonly isRealMarket: boolean;
}

export interface ExportOrder {
  readonly exportId: number;
  readonly request: ExportRequest;
}

export type ToBackground =
  | { readonly kind: 'export'; readonly order: ExportOrder }
  | { readonly kind: 'cancel'; readonly exportId: number }
  /** Cancels all exports, waits for their ends and ends the thread. */
  | { readonly kind: 'close' };

export type FromBackground =
  | { readonly kind: 'ready' }
  | { readonly kind: 'counted'; readonly exportId: number; readonly readTotal: number }
  | { readonly kind: 'step'; readonly exportId: number; readonly step: ExportStep }
  /** A checkpoint has ended; `isLarge`: the log had reached its bound and must be started over. */
  | { readonly kind: 'checkpointed'; readonly isLarge: boolean; readonly tookUs: number }
  /** How much of the log is not in the database yet, in bytes; said when it has changed. */
  | { readonly kind: 'log'; readonly waitingBytes: number }
  /** The log could not be moved; it grows until a later attempt can. */
  | { readonly kind: 'checkpoint_failed'; readonly problem: string };
