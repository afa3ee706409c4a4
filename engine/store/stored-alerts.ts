import { alertSchema } from '../contract/alerts.ts';
import type { Alert } from '../contract/alerts.ts';
import { ALERTS_MAX } from '../contract/bounds.ts';
import type { Connection } from './database.ts';

export const ALERT_STATEMENTS = {
  'alerts.stored': `SELECT value FROM settings WHERE key = 'alerts'`,
} as const;

/** The alerts of the last run; those that this program does not take are left out. */
export function storedAlerts(db: Connection): readonly Alert[] {
  const sql = ALERT_STATEMENTS['alerts.stored'];
  const row = db.prepare<[], { value: string }>(sql).get();
  if (row === undefined) return [];
  // Nothing but what this program has stored; each is looked at as unknown all the same.
  const values: unknown = JSON.parse(row.value);
  if (!Array.isArray(values)) return [];
  const read = values.slice(0, ALERTS_MAX).map((value) => alertSchema.safeParse(value));
  return read.flatMap(({ success, data }) => (success ? [data] : []));
}
