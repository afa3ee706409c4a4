import type { Venue } from '../../domain/order.ts';
import type { Clock } from '../../ports.ts';
import type { OpenJournal } from '../../store/journal.ts';
import type { StoreReaders } from '../../store/readers.ts';
import type { Engine } from '../engine.ts';

/** What faults are played on. */
export interface FaultParts {
  readonly engine: () => Engine;
  readonly journal: Pick<OpenJournal, 'chore' | 'checkpoint'>;
  readonly readers: Pick<StoreReaders, 'read'>;
  /** The venue's database. */
  readonly file: string;
  readonly venue: Venue;
  readonly clock: Clock;
}

/** What played faults hold and measure. */
export interface Playing {
  ballast: object[];
  refusedPerS: number;
  clockStepS: number;
}
