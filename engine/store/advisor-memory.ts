/** What the advisor remembers across runs: incidents, and what is usual on each machine. */
import { z } from 'zod';
import type { StoredBaseline } from '../advisor/baseline.ts';
import { INCIDENTS_MAX } from '../contract/advisor-words.ts';
import { incidentSchema } from '../contract/advisor.ts';
import type { StoredIncident } from '../contract/advisor.ts';
import type { Connection } from './database.ts';

export const ADVISOR_STATEMENTS = {
  /** limit */
  'advisor.incidents': `
    SELECT incident_id AS incidentId, machine, product_version AS productVersion,
      started_us AS startedUs, lasted_s AS lastedS, cause, confidence, fingerprint, cure, outcome
    FROM incidents ORDER BY incident_id DESC LIMIT ?`,
  /** machine */
  'advisor.baseline': 'SELECT data FROM baselines WHERE machine = ?',
} as const;

const baselineSchema = z.record(z.string(), z.array(z.tuple([z.int(), z.number().min(0)])));

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
    const fingerprint = valueOf(row.fingerprint);
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

/** A machine's baseline; null: none, or one of another version or damaged, in place of which it learns anew. */
export function storedBaseline(db: Connection, machine: string): StoredBaseline | null {
  const sql = ADVISOR_STATEMENTS['advisor.baseline'];
  const text = db.prepare<[string], { data: string }>(sql).get(machine)?.data;
  const parsed = baselineSchema.safeParse(text === undefined ? null : valueOf(text));
  return parsed.success ? parsed.data : null;
}

/** What a text of JSON says; null: it is none. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is kept beside the account is no reason not to start.
    return null;
  }
}
