/**
 * What the writer does beside orders, between two transactions of theirs and in pieces so small that
 * none of them waits: statistics, free pages, prints of the market, the log of the maintenance. A chore
 * that fails has changed nothing and says so; the journal goes on.
 *
 * A chore's commit does not wait for the disk: in WAL mode the next order's does, for all that is before it
 * in the log. What a power cut takes with it are prints and rounds of work that is done again.
 */
import type { Incident } from '../contract/advisor.ts';
import type { MaintenanceRun } from '../contract/maintenance.ts';
import type { TelemetryNote } from '../contract/telemetry.ts';
import { assert, assertNever } from '../domain/assert.ts';
import type { Venue } from '../domain/order.ts';
import { advisorWriter } from './advisor-writer.ts';
import { pragma } from './database.ts';
import type { Connection } from './database.ts';
import type { HistoryPlace } from './history/history-state.ts';
import { Projector } from './history/projector.ts';
import { runWriter } from './maintenance-log.ts';
import { mendStore } from './mend-store.ts';
import type { Mend } from './mend-store.ts';
import { noteStatistics } from './statistics-times.ts';
import { problemText } from './store-error.ts';
import { telemetryWriter } from './telemetry-store.ts';
import type { StoredSample } from './telemetry-store.ts';
import { delaySync } from './sync-delay.ts';
import { tickWriter } from './ticks.ts';
import type { TickBounds, TickChunks } from './ticks.ts';

/** Rows of an index that statistics are made of: some milliseconds a table, whatever its size. */
const ANALYSIS_LIMIT = 400;
/** Pages that a round gives back: some 0.5 ms. */
const PAGES_PER_ROUND = 32;
/** Chunks of prints that a round deletes: some 0.5 ms. */
const CHUNKS_PER_ROUND = 64;
const AUTO_VACUUM_INCREMENTAL = 2;

export type Chore =
  /** New statistics for one table that needs them, as SQLite sees it; `left`: tables after it. `atUs`: wall time. */
  | { readonly name: 'optimize'; readonly atUs: number }
  /** Free pages at the end of the file; `done` and `left` in pages. */
  | { readonly name: 'vacuum' }
  /** `done`: bytes. */
  | { readonly name: 'ticks.add'; readonly all: readonly TickChunks[] }
  /** `done`: bytes; `left`: 0 when nothing more is to go. */
  | { readonly name: 'ticks.trim'; readonly bounds: TickBounds }
  | { readonly name: 'log'; readonly run: MaintenanceRun }
  | { readonly name: 'telemetry.add'; readonly samples: readonly StoredSample[] }
  | { readonly name: 'telemetry.note'; readonly note: TelemetryNote }
  /** `machine`: the name of this one; `done`: incidents that were not known. */
  | {
      readonly name: 'incidents.add';
      readonly machine: string;
      readonly incidents: readonly Incident[];
    }
  | {
      readonly name: 'baseline.save';
      readonly machine: string;
      readonly savedUs: number;
      readonly data: string;
    }
  | Mend
  /** Gives pages back that the writer's connection keeps in memory. */
  | { readonly name: 'shrink' }
  /** Every COMMIT takes so much longer, as on a slow disk; 0: as long as it takes. For developers. */
  | { readonly name: 'fault.sync'; readonly ms: number }
  /**
   * The next `fills` fills of the history tables; `left`: fills or events still to come. `zones`: that
   * of each listed symbol, by which fills are counted to trading dates.
   */
  | {
      readonly name: 'project';
      readonly fills: number;
      readonly zones: Readonly<Record<string, string>>;
    }
  /**
   * Sums by the minute, then places by tag and state, of `rows` fills or orders that were projected before
   * there were any; `left`: 0 when all have them.
   */
  | { readonly name: 'project.older'; readonly rows: number };

export interface ChoreResult {
  /** What has been done and what is left, in the chore's own unit. */
  readonly done: number;
  readonly left: number;
  /** Of `project`: how far it is now. */
  readonly reached?: HistoryPlace;
  /** Time of the writer's thread. */
  readonly tookUs: number;
  /** Why nothing was done; '' when it was. */
  readonly problem: string;
}

/** Does chores by a connection that writes, outside its transactions. */
export function choreWorker(db: Connection, venue: Venue): (chore: Chore) => ChoreResult {
  // Made at the first chore: a start is to be short, and most of its time passes without one.
  let hands: ReturnType<typeof makeHands> | null = null;
  return (chore) => {
    assert(!db.inTransaction, 'chores are done between transactions');
    const startedMs = performance.now();
    const tookUs = (): number => Math.round((performance.now() - startedMs) * 1_000);
    try {
      // Needs none of the others' statements, some of which cannot be prepared while an index is gone.
      const work =
        chore.name === 'mend' ? mendStore(db, venue, chore) : (hands ??= makeHands(db))(chore);
      return { ...work, tookUs: tookUs(), problem: '' };
    } catch (error) {
      return { done: 0, left: 0, tookUs: tookUs(), problem: problemText(error) };
    }
  };
}

type Work = Pick<ChoreResult, 'done' | 'left' | 'reached'>;

function makeHands(db: Connection): (chore: Exclude<Chore, Mend>) => Work {
  const ticks = tickWriter(db);
  const log = runWriter(db);
  const projector = new Projector(db);
  const telemetry = telemetryWriter(db);
  const memory = advisorWriter(db);
  return (chore) => {
    switch (chore.name) {
      case 'optimize':
        return optimizeNext(db, chore.atUs);
      case 'vacuum':
        return unsynced(db, () => vacuumRound(db));
      case 'ticks.add':
        return unsynced(db, () => ({ done: ticks.add(chore.all), left: 0 }));
      case 'ticks.trim':
        return unsynced(db, () => {
          const { chunks, bytes } = ticks.trim(chore.bounds, CHUNKS_PER_ROUND);
          return { done: bytes, left: chunks === CHUNKS_PER_ROUND ? 1 : 0 };
        });
      case 'log':
        return unsynced(db, () => {
          log(chore.run);
          return { done: 1, left: 0 };
        });
      case 'telemetry.add':
        return unsynced(db, () => ({ done: telemetry.add(chore.samples), left: 0 }));
      case 'telemetry.note':
        return unsynced(db, () => {
          telemetry.note(chore.note);
          return { done: 1, left: 0 };
        });
      case 'project':
        return unsynced(db, () => {
          projector.setZones(chore.zones);
          const done = projector.step(chore.fills);
          return { done, left: projector.behind(), reached: projector.reached() };
        });
      case 'project.older':
        return unsynced(db, () => {
          const isLeft = projector.sumMinutes(chore.rows) || projector.placeOlder(chore.rows);
          return { done: chore.rows, left: isLeft ? 1 : 0 };
        });
      case 'incidents.add':
        return unsynced(db, () => {
          return { done: memory.addIncidents(chore.machine, chore.incidents), left: 0 };
        });
      case 'baseline.save':
        return unsynced(db, () => {
          memory.saveBaseline(chore.machine, chore.savedUs, chore.data);
          return { done: 1, left: 0 };
        });
      case 'shrink':
        db.exec('PRAGMA shrink_memory');
        return { done: 1, left: 0 };
      case 'fault.sync':
        delaySync(chore.ms);
        return { done: 1, left: 0 };
      default:
        return assertNever(chore, 'chore');
    }
  };
}

/** One transaction whose commit leaves it to the next order's to reach the disk. */
function unsynced(db: Connection, work: () => Work): Work {
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    return db.transaction(work)();
  } finally {
    db.exec('PRAGMA synchronous = FULL');
    assert(Number(pragma(db, 'synchronous')) === 2, 'orders are synced again after a chore');
  }
}

function optimizeNext(db: Connection, atUs: number): Work {
  db.prepare(`PRAGMA analysis_limit = ${ANALYSIS_LIMIT}`).get();
  // -1 only lists the statements that it would run. (libsql adds a column after the only one.)
  const rows = db.prepare<[], Record<string, unknown>>('PRAGMA optimize(-1)').all();
  const statements = rows.map((row) => String(Object.values(row)[0]));
  const open = statements.filter((sql) => sql.startsWith('ANALYZE') && hasRows(db, sql));
  const [next] = open;
  if (next === undefined) return { done: 0, left: 0 };
  db.transaction(() => {
    db.exec(next);
    noteStatistics(db, [/"(\w+)"$/.exec(next)?.[1] ?? ''], atUs);
  })();
  return { done: 1, left: open.length - 1 };
}

/** An empty table gets no statistics, so SQLite would ask for them for ever. */
function hasRows(db: Connection, analyze: string): boolean {
  const table = analyze.slice('ANALYZE '.length);
  return db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
}

function vacuumRound(db: Connection): Work {
  const before = Number(pragma(db, 'freelist_count'));
  if (Number(pragma(db, 'auto_vacuum')) !== AUTO_VACUUM_INCREMENTAL) return { done: 0, left: 0 };
  db.exec(`PRAGMA incremental_vacuum(${PAGES_PER_ROUND})`);
  const left = Number(pragma(db, 'freelist_count'));
  return { done: before - left, left };
}
