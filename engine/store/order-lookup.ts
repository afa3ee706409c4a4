import type { Order, Venue } from '../domain/order.ts';
import type { RemoteLink } from '../domain/remote-link.ts';
import type { OrderLookup } from '../ports.ts';
import { openDatabase } from './database.ts';
import { plain } from './remote-links.ts';
import { orderOf } from './rows.ts';
import type { OrderRow } from './rows.ts';
import { READ_STATEMENTS } from './statements.ts';

/** Interior pages of two unique indexes; a look-up then reads one or two more. */
const CACHE_KIB = 4_096;

export interface OpenOrderLookup extends OrderLookup {
  /** Which order of ours a remote one is. */
  linkOf(remoteId: string): RemoteLink | null;
  /** Gives pages back that the connection keeps in memory. */
  shrink(): void;
  close(): void;
}

/**
 * Point look-ups on the engine's own thread: each is a step down a unique index, microseconds, where
 * a round trip to a reader thread costs a hundred. Sees what is committed.
 */
export function openOrderLookup(file: string, venue: Venue): OpenOrderLookup {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: CACHE_KIB });
  const byOrderId = db.prepare<[number], OrderRow>(READ_STATEMENTS['orders.by_id']);
  const byClientId = db.prepare<[string], OrderRow>(READ_STATEMENTS['orders.by_client_id']);
  const linkById = db.prepare<[string], RemoteLink>(READ_STATEMENTS['remote.by_id']);
  const found = (row: OrderRow | undefined): Order | null =>
    row === undefined ? null : orderOf(row, venue);
  return {
    byOrderId: (id) => found(byOrderId.get(id)),
    byClientOrderId: (id) => found(byClientId.get(id)),
    linkOf: (remoteId) => {
      const link = linkById.get(remoteId);
      return link === undefined ? null : plain(link);
    },
    shrink: () => {
      db.exec('PRAGMA shrink_memory');
    },
    close: () => db.close(),
  };
}
