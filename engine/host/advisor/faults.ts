/** The faults that a developer can let loose on a running engine; each returns what ends it. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Cause } from '../../contract/advisor-words.ts';
import { openDatabase } from '../../store/database.ts';
import { makeGarbage } from './garbage.ts';
import { InsideClient } from './inside-client.ts';
import { controlSource } from '../source-control.ts';
import { UNREAD_BYTES_MAX } from '../unread-clients.ts';
import type { FaultParts, Playing } from './fault-parts.ts';
import { UnreadClient } from './unread-client.ts';

/** Strength 1, 2 and 3. */
type Three = readonly [number, number, number];
type Fault = (parts: FaultParts, of: (three: Three) => number, playing: Playing) => () => void;

const MS_PER_S = 1_000;
const US_PER_MS = 1_000;
const MB = 1_000_000;
const LETTER_A = 97;
const LETTERS = 26;
const READ_CACHE_KIB = 256;
/** Subscriptions that one connection may have; a leak goes on with another one. */
const SUBSCRIPTIONS_A_CLIENT = 60;
/** Clients that a leak may open: some 1,000 subscriptions. */
const CLIENTS_MAX = 16;
/** Of a small array of fractions, measured on Node 24. */
const BALLAST_BYTES = 112;
/** Rows that the history screens ask for while a fault of the store plays. */
const PAGE = { type: 'fills.page', beforeExecutionId: null, limit: 100 } as const;

export const FAULTS: Readonly<Record<Cause, Fault>> = {
  missing_index: (parts, of) => {
    alter(parts, (db) => {
      const names = ['trades_by_symbol', 'orders_by_symbol', 'trades_by_order'];
      const there = db
        .prepare<[], { name: string }>(
          `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('trades', 'orders') ORDER BY name`,
        )
        .all()
        .map(({ name }) => name)
        .filter((name) => !/unique|client/.test(name));
      for (const name of [...new Set([...there, ...names])].slice(0, of([1, 2, 3]))) {
        if (there.includes(name)) db.exec(`DROP INDEX "${name}"`);
      }
    });
    const ask = asking(parts, 5);
    return () => {
      ask();
      void mendIndexes(parts);
    };
  },
  stale_statistics: (parts) => {
    alter(parts, (db) => db.exec('DELETE FROM sqlite_stat1'));
    const ask = asking(parts, 5);
    return () => {
      ask();
      void parts.journal.chore({ name: 'mend', what: 'analyze', atUs: parts.clock.wallUs() });
    };
  },
  wal_not_checkpointed: (parts, of) => {
    // A reader that never ends its transaction keeps the log from starting over.
    const db = openDatabase(parts.file, {
      venue: parts.venue,
      access: 'read',
      cacheKib: READ_CACHE_KIB,
    });
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM meta').get();
    let written = 0;
    const write = every(MS_PER_S / of([8, 20, 50]), () => {
      written += 1;
      // A page that is written as it was goes into no log.
      const data = String.fromCharCode(LETTER_A + (written % LETTERS)).repeat(400_000);
      void parts.journal.chore({ name: 'baseline.save', machine: 'fault', savedUs: 0, data });
    });
    return () => {
      write();
      db.exec('COMMIT');
      db.close();
      void parts.journal.chore({ name: 'baseline.save', machine: 'fault', savedUs: 0, data: '' });
      parts.journal.checkpoint();
    };
  },
  leaking_subscription: (parts, of) => {
    const clients: InsideClient[] = [];
    const leak = every(MS_PER_S / of([1, 3, 8]), () => {
      let last = clients.at(-1);
      if (last === undefined || last.subscriptions >= SUBSCRIPTIONS_A_CLIENT) {
        if (clients.length >= CLIENTS_MAX) return;
        last = new InsideClient(parts.engine(), 'fault leak', 5);
        clients.push(last);
      }
      last.subscribe({ channel: 'quotes' });
    });
    return () => {
      leak();
      for (const client of clients) client.close();
    };
  },
  growing_buffer: (parts, of) => {
    const client = new UnreadClient(parts.engine(), 'fault unread');
    const chars = of([0.0005, 0.001, 0.004]) * UNREAD_BYTES_MAX;
    const send = every(100, () => client.send(chars));
    return () => {
      send();
      client.close();
    };
  },
  slow_reader: (parts, of) => {
    const stall = every(MS_PER_S / 8, () => {
      parts.readers.read('fault.stall', { ms: of([15, 60, 120]) }).catch(() => undefined);
    });
    const ask = asking(parts, 5);
    return () => {
      stall();
      ask();
    };
  },
  slow_renderer: (parts, of) => {
    const client = new InsideClient(parts.engine(), 'fault window', of([150, 400, 1_500]));
    client.subscribe({ channel: 'quotes' });
    return () => client.close();
  },
  event_loop_blocker: (_, of) =>
    every(MS_PER_S / 3, () => {
      // Work, not time: on a busy machine the same work holds the loop up longer.
      const untilUs = cpuUs() + of([40, 100, 200]) * US_PER_MS;
      while (cpuUs() < untilUs);
    }),
  gc_pressure: (_, of) => makeGarbage(of([0.04, 0.1, 0.25])),
  cpu_contention: (_, of) => {
    // A system lets what sleeps often go first: few busy programs leave it its core, and are no fault.
    const hogs = Array.from({ length: of([2, 4, 8]) * availableParallelism() }, () =>
      spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
    );
    return () => {
      for (const hog of hogs) hog.kill('SIGKILL');
    };
  },
  slow_disk: (parts, of) => {
    void parts.journal.chore({ name: 'fault.sync', ms: of([10, 40, 150]) });
    return () => void parts.journal.chore({ name: 'fault.sync', ms: 0 });
  },
  feed_burst: (parts, of) => {
    const engine = parts.engine();
    controlSource(engine, { kind: 'drill_fast_tape', factor: of([25, 40, 50]), seconds: 600 });
    return () => {
      controlSource(engine, { kind: 'drill_end' });
    };
  },
  chatty_client: (parts, of) => {
    const client = new InsideClient(parts.engine(), 'fault chatter', 5);
    const chat = every(10, () => {
      for (let i = 0; i < of([4, 10, 30]); i += 1) client.request({ type: 'advisor.status' });
    });
    return () => {
      chat();
      client.close();
    };
  },
  rate_limit_storm: (_, of, playing) => {
    playing.refusedPerS = of([1, 3, 10]);
    return () => (playing.refusedPerS = 0);
  },
  clock_step: (_, of, playing) => {
    playing.clockStepS = of([2, 60, 3_600]);
    return () => (playing.clockStepS = 0);
  },
  large_heap: (_, of, playing) => {
    const arrays = Math.round((of([150, 300, 600]) * MB) / BALLAST_BYTES);
    playing.ballast = Array.from({ length: arrays }, (_, i) => [i, i, i, i, i, i, i + 0.5]);
    return () => (playing.ballast = []);
  },
};

/** One after the other, as the cure does. */
async function mendIndexes({ journal }: FaultParts): Promise<void> {
  for (let left = 1; left > 0;) {
    const round = await journal.chore({ name: 'mend', what: 'indexes', done: 0 });
    left = round.problem === '' ? round.left : 0;
  }
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

/** Somebody looks at history meanwhile, or nobody would notice. */
function asking(parts: FaultParts, perSecond: number): () => void {
  const client = new InsideClient(parts.engine(), 'fault asker', 5);
  const symbol = parts.engine().exchange.instruments[0]?.symbol ?? null;
  const ask = every(MS_PER_S / perSecond, () => client.request({ ...PAGE, symbol }));
  return () => {
    ask();
    client.close();
  };
}

/** Changes the file beside the writer, as another program would. */
function alter(parts: FaultParts, change: (db: ReturnType<typeof openDatabase>) => void): void {
  const db = openDatabase(parts.file, {
    venue: parts.venue,
    access: 'write',
    cacheKib: READ_CACHE_KIB,
  });
  try {
    change(db);
  } finally {
    db.close();
  }
}
