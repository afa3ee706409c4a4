/**
 * The lock of the account as values: what a kill, a day's loss, an unlock and the turn of the trading
 * date make of it. The kill switch and a daily loss lock independently; `lockedBy` names the kill
 * switch while both do, because only that one is for the trader to end.
 */
import type { RiskState } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

/** The state as the store keeps it. */
export interface StoredRisk extends RiskState {
  /** Id of the last kill, so that the same one sent twice kills once; '' when there was none. */
  readonly killId: string;
}

/** An account that has never traded. */
export const UNLOCKED: StoredRisk = {
  lockedBy: null,
  sinceUs: null,
  untilDate: null,
  tradeDate: '',
  dayStartMicros: 0,
  killId: '',
};

/** Locked by the kill switch, from `us` or since it was locked before. */
export function killed(state: StoredRisk, killId: string, us: number): StoredRisk {
  return { ...state, lockedBy: 'kill_switch', sinceUs: state.sinceUs ?? us, killId };
}

/** Locked by the day's loss until the trading date `untilDate` begins. */
export function lostDay(state: StoredRisk, untilDate: string, us: number): StoredRisk {
  const { lockedBy, sinceUs } = state;
  return { ...state, lockedBy: lockedBy ?? 'daily_loss', sinceUs: sinceUs ?? us, untilDate };
}

/** Without the kill switch; what a daily loss locks stays locked. */
export function unlocked(state: StoredRisk): StoredRisk {
  if (state.untilDate !== null) return { ...state, lockedBy: 'daily_loss' };
  return { ...state, lockedBy: null, sinceUs: null };
}

/** As of a new trading date that begins with `dayStartMicros`; the lock of a daily loss may be over. */
export function turned(state: StoredRisk, tradeDate: string, dayStartMicros: number): StoredRisk {
  const next = { ...state, tradeDate, dayStartMicros };
  if (state.untilDate === null || tradeDate < state.untilDate) return next;
  const open = { ...next, untilDate: null };
  return state.lockedBy === 'kill_switch' ? open : { ...open, lockedBy: null, sinceUs: null };
}

/**
 * As of a recording that plays again from its start: the day of a loss has not been yet, and its date may
 * never pass. null stays null.
 */
export function startedOver(state: StoredRisk | null): StoredRisk | null {
  if (state === null) return null;
  const next = { ...state, untilDate: null, tradeDate: '', dayStartMicros: 0 };
  return state.lockedBy === 'kill_switch' ? next : { ...next, lockedBy: null, sinceUs: null };
}

/** Why an order that does more than reduce a position is refused, or null. */
export function checkLock({ lockedBy, untilDate }: RiskState): Refusal | null {
  if (lockedBy === null) return null;
  const rule =
    lockedBy === 'kill_switch'
      ? 'only orders that reduce a position until the kill switch is unlocked'
      : `only orders that reduce a position until the trading day of ${String(untilDate)}, after the daily loss limit was reached`;
  return refusal('risk.locked', 'lockedBy', lockedBy, rule);
}

/** Why the account cannot be unlocked by command, or null. */
export function checkUnlock({ lockedBy, untilDate }: RiskState): Refusal | null {
  if (lockedBy !== 'daily_loss') return null;
  const rule = `locked until the trading day of ${String(untilDate)}: the daily loss limit was reached`;
  return refusal('risk.locked_until', 'untilDate', untilDate, rule);
}

/** What clients are told. */
export function told({ killId: _, ...state }: StoredRisk): RiskState {
  return state;
}
