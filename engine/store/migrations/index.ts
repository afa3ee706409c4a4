import type Database from 'better-sqlite3';
import type { Venue } from '../../domain/order.ts';
import { firstLight } from './0001-first-light.ts';

/** Brings a file from the version before it to its own; runs inside one transaction with all others. */
export type Migration = (db: Database.Database, context: { readonly venue: Venue }) => void;

/** In order; a released one is never changed. The place in the list is the schema version. */
export const MIGRATIONS: readonly Migration[] = [firstLight];
