/** What the advisor remembers across runs: incidents, and what is usual on each machine. */
import type { Cause, Cure, CureOutcome } from '../contract/advisor-words.ts';
import { INCIDENTS_MAX, incidentSchema } from '../contract/advisor.ts';
import type { Incident, StoredIncident } from '../contract/advisor.ts';
import type { Connection } from './database.ts';

/** Machines whose baselines are kept: a store travels with a workspace file now and then. */
const BASELINES_MAX = 8;

export const ADVISOR_STATEMENTS = {
  /** limit */
  'advisor.incidents': `
    SELECT incident_id AS incidentId, machine, product_version AS productVersion,
      started_us AS startedUs, lasted_s AS lastedS, cause, confidence, fingerprint, cure, outcome
    FROM incidents ORDER BY incident_id DESC LIMIT ?`,
  /** machine */
  'advisor.baseline': 'SELECT data FROM baselines WHERE machine = ?',
} as const;

const ADD = `
  INSERT INTO incidents (machine, product_version, started_us, lasted_s, cause, confidence, fingerprint,
    cure, outcome) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`;
const FORGET = `
  DELETE FROM incidents WHERE incident_id <= (
    SELECT incident_id FROM incidents ORDER BY incident_id DESC LIMIT 1 OFFSET ?)`;
const SAVE = `
  INSERT INTO baselines (machine, saved_us, data) VALUES (?,?,?)
  ON CONFLICT (machine) DO UPDATE SET saved_us = excluded.saved_us, data = excluded.data`;
const FORGET_BASELINES = `
  DELETE FROM baselines WHERE machine NOT IN (
    SELECT machine FROM baselines ORDER BY saved_us DESC LIMIT ?)`;

interface IncidentRow {
  readonly incidentId: number;
  readonly machine: string;
  readonly productVersion: string;
  readonly startedUs: number;
  readonly lastedS: number;
  readonly cause: string;
  readonly confidence: number;
  readonly fingerprint: string;
  readonly cure: string | null;
  readonly outcome: string | null;
}

/** Newest first. What another version wrote and this one does not understand is left out. */
export function storedIncidents(db: Connection): readonly StoredIncident[] {
  const sql = ADVISOR_STATEMENTS['advisor.incidents'];
  const rows = db.prepare<[number], IncidentRow>(sql).all(INCIDENTS_MAX);
  return rows.flatMap(({ incidentId, ...row }) => {
    const fingerprint: unknown = JSON.parse(row.fingerprint);
    const parsed = incidentSchema.safeParse({
      machine: row.machine,
      productVersion: row.productVersion,
      startedUs: row.startedUs,
      lastedS: row.lastedS,
      cause: row.cause,
      confidence: row.confidence,
      fingerprint,
      cure: row.cure,
      outcome: row.outcome,
    });
    return parsed.success ? [{ incidentId, ...parsed.data }] : [];
  });
}

/** The JSON of a machine's baseline, or null. */
export function storedBaseline(db: Connection, machine: string): string | null {
  const sql = ADVISOR_STATEMENTS['advisor.baseline'];
  return db.prepare<[string], { data: string }>(sql).get(machine)?.data ?? null;
}

export interface AdvisorWriter {
  /** Adds incidents, oldest first, and forgets the oldest beyond the bound; returns how many were new. */
  addIncidents(incidents: readonly Incident[]): number;
  saveBaseline(machine: string, savedUs: number, data: string): void;
}

/** By the writer's connection, inside a transaction of the caller. */
export function advisorWriter(db: Connection): AdvisorWriter {
  type Row = [
    string,
    string,
    number,
    number,
    Cause,
    number,
    string,
    Cure | null,
    CureOutcome | null,
  ];
  const add = db.prepare<Row>(ADD);
  const forget = db.prepare<[number]>(FORGET);
  const save = db.prepare<[string, number, string]>(SAVE);
  const forgetBaselines = db.prepare<[number]>(FORGET_BASELINES);
  return {
    addIncidents(incidents) {
      let added = 0;
      for (const each of incidents) {
        const { machine, productVersion, startedUs, lastedS, cause, confidence } = each;
        const fingerprint = JSON.stringify(each.fingerprint);
        const { cure, outcome } = each;
        added += add.run(
          machine,
          productVersion,
          startedUs,
          lastedS,
          cause,
          confidence,
          fingerprint,
          cure,
          outcome,
        ).changes;
      }
      forget.run(INCIDENTS_MAX);
      return added;
    },
    saveBaseline(machine, savedUs, data) {
      save.run(machine, savedUs, data);
      forgetBaselines.run(BASELINES_MAX);
    },
  };
}
