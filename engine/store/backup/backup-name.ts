/**
 * Names of backup files: the venue and when the backup was begun, in UTC to the millisecond, so that names
 * sort by age and a listing needs nothing else: `local-20260114T093000123Z.db`.
 */
import { isoTimeUtc } from '../../domain/session.ts';
import { US_PER_MS, timeUs } from '../../domain/time.ts';
import type { TimeUs } from '../../domain/time.ts';
import type { Venue } from '../../domain/order.ts';

/** A file that is not finished, or was left by a kill, ends so; it is never taken for a backup. */
export const PARTIAL_SUFFIX = '.partial';

const STAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.db$/;

export function backupFileName(venue: Venue, takenUs: TimeUs): string {
  return `${venue}-${fileStamp(takenUs)}.db`;
}

/** A time as it stands in names of files: UTC to the millisecond, without colons. */
export function fileStamp(us: TimeUs): string {
  return isoTimeUtc(us).replaceAll(/[-:.]/g, '');
}

/**
 * When the backup of that name was begun; null: not the name of a finished backup of the venue, and so
 * no path to anywhere else either.
 */
export function backupTimeOf(fileName: string, venue: Venue): TimeUs | null {
  if (!fileName.startsWith(`${venue}-`)) return null;
  const parts = STAMP.exec(fileName.slice(venue.length + 1));
  if (parts === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', part = ''] = parts;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${part}Z`);
  return Number.isNaN(ms) ? null : timeUs(ms * US_PER_MS);
}
