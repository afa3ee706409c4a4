/** Reads of the performance panel: stored samples, notes, and how the store answers its statements. */
import type { MetricName, MetricSample } from '../contract/metrics.ts';
import type {
  DatabaseFacts,
  IndexFacts,
  ResolutionS,
  StatementPlan,
  TableFacts,
  TelemetryNote,
} from '../contract/telemetry.ts';
import { pragma } from './database.ts';
import type { Connection } from './database.ts';
import { problemText } from './store-error.ts';
import type { StoreShape } from './store-shape.ts';

export const TELEMETRY_STATEMENTS = {
  /** resolutionS, fromUs, toUs, limit; newest first */
  'telemetry.samples': `
    SELECT at_us AS atUs, sample FROM telemetry_samples
    WHERE resolution_s = ? AND at_us >= ? AND at_us < ? ORDER BY at_us DESC LIMIT ?`,
  /** fromUs, toUs, limit */
  'telemetry.notes': `
    SELECT at_us AS atUs, text FROM telemetry_notes
    WHERE at_us >= ? AND at_us < ? ORDER BY at_us LIMIT ?`,
} as const;

/** Notes of one answer; more than there are. */
const NOTES_MAX = 1_000;
/** Pages up to which sizes are measured, which reads every one of them: 100 MB in some 0.2 s. */
const WALKED_PAGES_MAX = 25_000;

export interface TelemetryReadMap {
  readonly 'telemetry.history': {
    readonly args: {
      readonly metrics: readonly string[];
      readonly resolutionS: ResolutionS;
      readonly fromUs: number | null;
      readonly toUs: number | null;
      readonly limit: number;
    };
    readonly result: { readonly samples: readonly MetricSample[] };
  };
  readonly 'telemetry.notes': {
    readonly args: { readonly fromUs: number | null; readonly toUs: number | null };
    readonly result: { readonly notes: readonly TelemetryNote[] };
  };
  readonly 'telemetry.database': {
    readonly args: Readonly<Record<string, never>>;
    readonly result: { readonly facts: DatabaseFacts };
  };
}

type Queries = {
  readonly [K in keyof TelemetryReadMap]: (
    args: TelemetryReadMap[K]['args'],
  ) => TelemetryReadMap[K]['result'];
};
type Select = <Row>(
  name: keyof typeof TELEMETRY_STATEMENTS,
) => (...params: (string | number | null)[]) => Row[];

/** `shape` reads that of the store; `statements`: those whose plans are told, by name. */
export function telemetryQueries(
  db: Connection,
  select: Select,
  shape: () => StoreShape,
  statements: Readonly<Record<string, string>>,
): Queries {
  const samples = select<{ atUs: number; sample: string }>('telemetry.samples');
  const notes = select<TelemetryNote>('telemetry.notes');
  return {
    'telemetry.history': ({ metrics, resolutionS, fromUs, toUs, limit }) => {
      const rows = samples(resolutionS, fromUs ?? 0, toUs ?? Number.MAX_SAFE_INTEGER, limit);
      const found = rows.map(({ atUs, sample }) => ({ atUs, values: chosen(sample, metrics) }));
      return { samples: found.reverse() };
    },
    'telemetry.notes': ({ fromUs, toUs }) => {
      const rows = notes(fromUs ?? 0, toUs ?? Number.MAX_SAFE_INTEGER, NOTES_MAX);
      // By name: libsql adds a column of its own.
      return { notes: rows.map(({ atUs, text }) => ({ atUs, text })) };
    },
    'telemetry.database': () => ({ facts: databaseFacts(db, shape(), statements) }),
  };
}

function chosen(sample: string, metrics: readonly string[]): MetricSample['values'] {
  // Written by telemetry-store.ts alone.
  const all = JSON.parse(sample) as MetricSample['values'];
  const values: Partial<Record<MetricName, number>> = {};
  for (const metric of metrics) {
    const name = metric as MetricName; // One that is none is not among the values.
    const value = all[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function databaseFacts(
  db: Connection,
  { indexesMissing, indexesWanted, statistics }: StoreShape,
  statements: Readonly<Record<string, string>>,
): DatabaseFacts {
  const plans = Object.entries(statements).map(([name, sql]) => planOf(db, name, sql));
  const pageBytes = Number(pragma(db, 'page_size'));
  const pages = Number(pragma(db, 'page_count'));
  const sizes = pages <= WALKED_PAGES_MAX ? sizesOf(db) : new Map<string, number>();
  const rows = believedRows(db);
  const schema = db
    .prepare<[], { kind: string; name: string; owner: string }>(
      `SELECT type AS kind, name, tbl_name AS owner FROM sqlite_schema
       WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_stat%' ORDER BY name`,
    )
    .all();
  const tables: TableFacts[] = [];
  const indexes: IndexFacts[] = [];
  for (const { kind, name, owner } of schema) {
    const common = { name, bytes: sizes.get(name) ?? null, rows: rows.get(name) ?? null };
    if (kind === 'table') tables.push(common);
    else {
      const users = plans.filter(({ indexes: used }) => used.includes(name)).length;
      indexes.push({ ...common, table: owner, statements: users });
    }
  }
  const freeBytes = Number(pragma(db, 'freelist_count')) * pageBytes;
  return {
    fileBytes: pages * pageBytes,
    freeBytes,
    statements: plans,
    indexes,
    tables,
    indexesMissing,
    indexesWanted,
    statistics,
  };
}

function planOf(db: Connection, name: string, sql: string): StatementPlan {
  const parameters = new Array<number>(sql.split('?').length - 1).fill(1);
  const steps = stepsOf(db, sql, parameters);
  const indexes = steps.flatMap((step) => /\bINDEX (\w+)/.exec(step)?.[1] ?? []);
  return { name, sql: sql.replaceAll(/\s+/g, ' ').trim(), steps, indexes };
}

function stepsOf(db: Connection, sql: string, parameters: readonly number[]): readonly string[] {
  try {
    return db
      .prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail);
  } catch (error) {
    // One that names its index cannot be run while that is gone, which is just when the plans are looked at.
    return [problemText(error)];
  }
}

/** Bytes of each table and index; empty where SQLite was built without the means to tell. */
function sizesOf(db: Connection): Map<string, number> {
  try {
    const rows = db
      .prepare<[], { name: string; bytes: number }>(
        'SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name',
      )
      .all();
    return new Map(rows.map(({ name, bytes }) => [name, bytes]));
  } catch {
    // Sizes are left out then; everything else is told.
    return new Map();
  }
}

interface PlannerRow {
  readonly tbl: string;
  readonly idx: string | null;
  readonly stat: string;
}

/** The planner's statistics; none before the first ANALYZE. */
function statisticsOf(db: Connection): PlannerRow[] {
  const hasStatistics =
    db
      .prepare<[], { n: number }>(
        `SELECT count(*) AS n FROM sqlite_schema WHERE name = 'sqlite_stat1'`,
      )
      .get()?.n ?? 0;
  if (hasStatistics === 0) return [];
  return db.prepare<[], PlannerRow>('SELECT tbl, idx, stat FROM sqlite_stat1').all();
}

/** Rows of each table and index as the planner's statistics have them. */
function believedRows(db: Connection): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { tbl, idx, stat } of statisticsOf(db)) {
    const count = Number(stat.split(' ')[0]);
    rows.set(idx ?? tbl, count);
    rows.set(tbl, Math.max(count, rows.get(tbl) ?? 0));
  }
  return rows;
}
