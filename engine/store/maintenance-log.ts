import type { MaintenanceJob, MaintenanceRun } from '../contract/maintenance.ts';
import type { Connection } from './database.ts';

/** Runs that are kept; each job's newest some dozens. */
export const RUNS_KEPT = 500;
/** Longest text of a run; an error of SQLite's with a path. */
const DETAIL_CHARS_MAX = 500;

const COLUMNS = `job, started_us AS startedUs, took_us AS tookUs, result, detail`;
export const MAINTENANCE_STATEMENTS = {
  /** job */
  'maintenance.last': `
    SELECT ${COLUMNS} FROM maintenance_log WHERE job = ? ORDER BY run_id DESC LIMIT 1`,
  /** limit */
  'maintenance.newest': `SELECT ${COLUMNS} FROM maintenance_log ORDER BY run_id DESC LIMIT ?`,
  'maintenance.settings': `SELECT value FROM settings WHERE key = 'maintenance'`,
} as const;
const INSERT = `
  INSERT INTO maintenance_log (job, started_us, took_us, result, detail) VALUES (?,?,?,?,?)`;
const DELETE_OLD = `DELETE FROM maintenance_log WHERE run_id <= (SELECT max(run_id) FROM maintenance_log) - ?`;

/** The last run of a job, or null. */
export function lastRunOf(db: Connection, job: MaintenanceJob): MaintenanceRun | null {
  const sql = MAINTENANCE_STATEMENTS['maintenance.last'];
  const row = db.prepare<[string], MaintenanceRun>(sql).get(job);
  return row === undefined ? null : runOf(row);
}

/** The newest runs of all jobs, newest first. */
export function newestRuns(db: Connection, limit: number): MaintenanceRun[] {
  const sql = MAINTENANCE_STATEMENTS['maintenance.newest'];
  return db.prepare<[number], MaintenanceRun>(sql).all(limit).map(runOf);
}

/** Adds a run and drops the oldest, by the writer's connection. */
export function runWriter(db: Connection): (run: MaintenanceRun) => void {
  const insert = db.prepare(INSERT);
  const dropOld = db.prepare(DELETE_OLD);
  return ({ job, startedUs, tookUs, result, detail }) => {
    insert.run(job, startedUs, tookUs, result, detail.slice(0, DETAIL_CHARS_MAX));
    dropOld.run(RUNS_KEPT);
  };
}

/** By name: libsql adds a column of its own. */
function runOf({ job, startedUs, tookUs, result, detail }: MaintenanceRun): MaintenanceRun {
  return { job, startedUs, tookUs, result, detail };
}
