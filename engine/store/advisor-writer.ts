/**
 * Writes what the advisor remembers (advisor-memory.ts reads it). Apart from the schemas of what is read, which
 * would take some megabytes of the writer's thread.
 */
import { INCIDENTS_MAX } from '../contract/advisor-words.ts';
import type { Cause, Cure, CureOutcome } from '../contract/advisor-words.ts';
import type { Incident } from '../contract/advisor.ts';
import type { Connection } from './database.ts';

/** Machines whose baselines are kept: a store travels with a workspace file now and then. */
const BASELINES_MAX = 8;

const ADD = `
  INSERT INTO incidents (machine, product_version, started_us, lasted_s, cause, confidence, fingerprint,
    cure, outcome) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`;
const FORGET = `
  DELETE FROM incidents WHERE incident_id IN (
    SELECT incident_id FROM incidents
    ORDER BY machine = ? DESC, started_us DESC, incident_id DESC LIMIT -1 OFFSET ?)`;
const SAVE = `
  INSERT INTO baselines (machine, saved_us, data) VALUES (?,?,?)
  ON CONFLICT (machine) DO UPDATE SET saved_us = excluded.saved_us, data = excluded.data`;
const FORGET_BASELINES = `
  DELETE FROM baselines WHERE machine NOT IN (
    SELECT machine FROM baselines ORDER BY saved_us DESC LIMIT ?)`;

export interface AdvisorWriter {
  /**
   * Adds incidents, oldest first, and forgets those beyond the bound: the oldest of other machines than `machine`,
   * then the oldest of its own. Returns how many were new.
   */
  addIncidents(machine: string, incidents: readonly Incident[]): number;
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
  const forget = db.prepare<[string, number]>(FORGET);
  const save = db.prepare<[string, number, string]>(SAVE);
  const forgetBaselines = db.prepare<[number]>(FORGET_BASELINES);
  return {
    addIncidents(here, incidents) {
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
      forget.run(here, INCIDENTS_MAX);
      return added;
    },
    saveBaseline(machine, savedUs, data) {
      save.run(machine, savedUs, data);
      forgetBaselines.run(BASELINES_MAX);
    },
  };
}
