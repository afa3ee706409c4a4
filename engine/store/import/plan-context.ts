import type { Venue } from '../../domain/order.ts';
import type { Connection } from '../database.ts';

/** What a plan of an import works on. */
export interface PlanContext {
  /** The stage; all rows are there. */
  readonly stage: Connection;
  /** The store, as it is to be changed. */
  readonly store: Connection;
  readonly venue: Venue;
  /** Whether a name that another fill has means another store's fill. */
  readonly otherStore: boolean;
}
