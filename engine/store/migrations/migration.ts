import type Database from 'better-sqlite3';
import type { Venue } from '../../domain/order.ts';

/** Brings a file from the version before it to its own; runs inside one transaction with all others. */
export type Migration = (db: Database.Database, context: { readonly venue: Venue }) => void;
