/** Who holds memory that can be made or read again, and how it is let go. */
import type { Store } from '../../store/store.ts';
import type { StoreReaders } from '../../store/readers.ts';
import type { ClientConnection } from '../client-connection.ts';
import type { EventLog } from '../event-log.ts';
import type { FillRing } from '../fill-ring.ts';
import type { UnreadClients } from '../unread-clients.ts';
import type { Trimmable } from './memory-trim.ts';

export interface MemoryHolders {
  readonly engine: () => {
    readonly parts: {
      readonly recentFills: Pick<FillRing, 'trim'>;
      readonly eventLog: Pick<EventLog, 'trim'>;
    };
  };
  readonly store: {
    readonly lookup: Pick<Store['lookup'], 'clear'>;
    readonly journal: Pick<Store['journal'], 'chore'>;
  };
  readonly readers: Pick<StoreReaders, 'figures' | 'read'>;
  readonly unread: Pick<UnreadClients<Pick<ClientConnection, 'unreadBytes' | 'cutOff'>>, 'stuck'>;
}

/**
 * All of it. Not bars, tape and books, which screens show, nor the tables of orders and measurements: those are
 * columns of a fixed size, and nothing is given back by emptying them. What SQLite lets go of is used again by the
 * process (17 MB of a second connection's pages took none, on Linux), and not always given back to the system.
 */
export function heldMemory({
  engine,
  store: { lookup, journal },
  readers,
  unread,
}: MemoryHolders): readonly Trimmable[] {
  return [
    {
      what: 'clients that do not read',
      trim: () => {
        const { stuck } = unread;
        for (const client of stuck) client.cutOff();
        return stuck.length;
      },
    },
    { what: 'cached orders', trim: () => lookup.clear() },
    { what: 'recent fills', trim: () => engine().parts.recentFills.trim() },
    { what: 'recent events', trim: () => engine().parts.eventLog.trim() },
    {
      what: 'reader caches',
      trim: async () => {
        const { threads } = readers.figures();
        // Each goes to the thread that has least to do.
        const shrunk = Array.from({ length: threads }, () => readers.read('store.shrink', {}));
        return (await Promise.all(shrunk)).length;
      },
    },
    {
      what: 'writer caches',
      trim: async () => {
        const { done, problem } = await journal.chore({ name: 'shrink' });
        if (problem !== '') throw new Error(problem);
        return done;
      },
    },
  ];
}
