/** What the risk guard keeps among the settings, read back: also as earlier versions have written it. */
import { z } from 'zod';
import { DEFAULT_LIMITS } from '../contract/defaults.ts';
import { riskLimitsSchema } from '../contract/messages.ts';
import type { RiskLimits } from '../contract/messages.ts';
import { UNLOCKED } from '../risk/risk-lock.ts';
import type { StoredRisk } from '../risk/risk-lock.ts';
import { StoreError } from './store-error.ts';

const stateSchema = z.object({
  lockedBy: z.enum(['kill_switch', 'daily_loss']).nullable(),
  sinceUs: z.int().nullable(),
  untilDate: z.iso.date().nullable(),
  killId: z.string(),
});

/**
 * Limits from their JSON text, null where none were stored; what an earlier version did not have is as
 * in a new account. Throws a StoreError for what no version has written: an engine that guessed its
 * limits would be worse than one that does not start.
 */
export function storedLimits(text: string | undefined): RiskLimits | null {
  if (text === undefined) return null;
  const stored = inUnits(objectOf(text, 'limits'));
  return read(riskLimitsSchema, { ...DEFAULT_LIMITS, ...stored }, 'limits');
}

/** The first release counted an order in lots, which were whole units then. */
function inUnits(stored: object): object {
  if (!('orderQtyLotsMax' in stored)) return stored;
  const { orderQtyLotsMax: orderUnitsMax, ...others } = stored;
  return { orderUnitsMax, ...others };
}

/** The same for the state of the guard. */
export function storedRisk(text: string | undefined): StoredRisk | null {
  if (text === undefined) return null;
  return read(stateSchema, { ...UNLOCKED, ...objectOf(text, 'state') }, 'state');
}

function objectOf(text: string, what: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(what, error.message);
    throw error;
  }
  if (typeof value === 'object' && value !== null) return value;
  throw unreadable(what, text);
}

function read<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw unreadable(what, z.prettifyError(result.error));
}

function unreadable(what: string, problem: string): StoreError {
  return new StoreError('store.read_failed', `The stored risk ${what} cannot be read: ${problem}`);
}
