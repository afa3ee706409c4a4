/** What the engine's thread and a reader thread say to each other. */
import type { Venue } from '../domain/order.ts';
import type { ReadMap, ReadName } from './queries.ts';
import type { ReadStatementName } from './statements.ts';

export interface ReaderStart {
  readonly file: string;
  readonly venue: Venue;
}

export type ToReader = {
  [K in ReadName]: { readonly id: number; readonly name: K; readonly args: ReadMap[K]['args'] };
}[ReadName];

/** Statement times of one read: name and microseconds. */
export type StatementTimes = readonly (readonly [ReadStatementName, number])[];

export type FromReader =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'rows';
      readonly id: number;
      readonly result: ReadMap[ReadName]['result'];
      readonly times: StatementTimes;
      /** Time that the thread spent on it, in microseconds. */
      readonly tookUs: number;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string };
