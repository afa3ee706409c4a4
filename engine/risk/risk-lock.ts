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

/** On a trading date, with which the lock of a daily loss may be over; the same state if it is not. */
export function turned(state: StoredRisk, tradeDate: string): StoredRisk {
  const { untilDate } = state;
  return untilDate === null || tradeDate < untilDate ? state : withoutLoss(state);
}

/**
 * Without the lock of a daily loss. For a recording that plays again from its start, too: the day of the
 * loss has not been yet, and the one after it may never come.
 */
export function withoutLoss(state: StoredRisk): StoredRisk {
  const next = { ...state, untilDate: null };
  return state.lockedBy === 'kill_switch' ? next : { ...next, lockedBy: null, sinceUs: null };
}

/** Why an order that does more than reduce a position is refused, or null. */
export function checkLock({ lockedBy, untilDate }: RiskState): Refusal | null {
  if (lockedBy === null) return null;
  const rule =
    lockedBy === 'kill_switch'
      ? 'only orders that reduce a position until the kill switch is unlocked'
      : `only orders that reduce a position until the trading day of ${String(untilDate)}, after the daily loss limit was reached`;
  return refusal('risk.locked', '', lockedBy, rule);
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
