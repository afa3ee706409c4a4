/** The history of measurements: written by a chore of the writer, bounded by age for each resolution. */
import { HISTORY_KEPT_S } from '../contract/telemetry.ts';
import type { ResolutionS, TelemetryNote } from '../contract/telemetry.ts';
import type { MetricSample } from '../contract/metrics.ts';
import type { Connection } from './database.ts';

const US_PER_S = 1_000_000;
/** Notes kept; what a person writes in years. */
const NOTES_KEPT = 1_000;
/** Rows that one round deletes: after weeks without a run there may be thousands to go. */
const DELETED_PER_ROUND = 64;

/** A sample that is to be stored. */
export interface StoredSample {
  readonly resolutionS: ResolutionS;
  readonly sample: MetricSample;
}

const PUT = 'INSERT OR REPLACE INTO telemetry_samples VALUES (?,?,?)';
const TRIM = `
  DELETE FROM telemetry_samples WHERE resolution_s = ? AND at_us IN (
    SELECT at_us FROM telemetry_samples WHERE resolution_s = ? AND at_us < ? ORDER BY at_us LIMIT ?)`;
const PUT_NOTE = 'INSERT OR REPLACE INTO telemetry_notes VALUES (?,?)';
const TRIM_NOTES = `
  DELETE FROM telemetry_notes WHERE at_us <= (
    SELECT at_us FROM telemetry_notes ORDER BY at_us DESC LIMIT 1 OFFSET ${NOTES_KEPT})`;

export interface TelemetryWriter {
  /** Stores samples and drops what has become too old for its resolution. Returns rows written. */
  add(samples: readonly StoredSample[]): number;
  note(note: TelemetryNote): void;
}

/** By the writer's connection. */
export function telemetryWriter(db: Connection): TelemetryWriter {
  const put = db.prepare(PUT);
  const trim = db.prepare(TRIM);
  const putNote = db.prepare(PUT_NOTE);
  const trimNotes = db.prepare(TRIM_NOTES);
  return {
    add(samples) {
      for (const { resolutionS, sample } of samples) {
        put.run(resolutionS, sample.atUs, JSON.stringify(sample.values));
        const oldestUs = sample.atUs - HISTORY_KEPT_S[resolutionS] * US_PER_S;
        trim.run(resolutionS, resolutionS, oldestUs, DELETED_PER_ROUND);
      }
      return samples.length;
    },
    note({ atUs, text }) {
      putNote.run(atUs, text);
      trimNotes.run();
    },
  };
}
