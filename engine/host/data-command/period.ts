import { US_PER_MS } from '../../domain/time.ts';

/** A day, or a time with its zone; nothing that would mean something else elsewhere. */
const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads both ends of a period; a day is its start in UTC. Throws a RangeError for a person. */
export function periodOf(
  from: string | undefined,
  to: string | undefined,
): { readonly fromUs: number | null; readonly toUs: number | null } {
  const fromUs = timeOf('--from', from);
  const toUs = timeOf('--to', to);
  if (fromUs !== null && toUs !== null && toUs <= fromUs) {
    throw new RangeError('--to must be later than --from.');
  }
  return { fromUs, toUs };
}

function timeOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const ms = DAY.test(text) || TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms)) return ms * US_PER_MS;
  throw new RangeError(`${option} must be 2026-01-31 or 2026-01-31T09:30:00Z, not "${text}".`);
}
