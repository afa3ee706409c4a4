/**
 * What stops an instrument beside its hours: a halt, until someone opens it again, or a pause of the
 * kind that limit-up limit-down rules prescribe, which ends by itself. It is not stored: after a
 * restart every instrument is open, and whoever had halted it says so again.
 */
import type { SessionPhase } from '../calendar/trading-day.ts';
import type { MarketState } from '../domain/market.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TimeUs } from '../domain/time.ts';

export type TradingState =
  | { readonly kind: 'open' }
  | { readonly kind: 'halted' }
  | {
      readonly kind: 'paused';
      /** From here it trades again, if its hours let it. */
      readonly untilUs: TimeUs;
      /** Lowest and highest price of the auction that opens it again; null: the price collar's. */
      readonly band: { readonly lowTicks: number; readonly highTicks: number } | null;
    };

export const TRADING_OPEN: TradingState = { kind: 'open' };

/** Why a state makes no sense at `nowUs`, or null. */
export function checkTradingState(state: TradingState, nowUs: TimeUs): Refusal | null {
  if (state.kind !== 'paused') return null;
  const { untilUs, band } = state;
  if (!Number.isSafeInteger(untilUs) || untilUs <= nowUs) {
    return refusal('contract.pause_end', 'untilUs', untilUs, 'a pause ends after now');
  }
  if (band === null) return null;
  const { lowTicks, highTicks } = band;
  const isBand = Number.isSafeInteger(lowTicks) && Number.isSafeInteger(highTicks);
  if (isBand && lowTicks >= 1 && highTicks >= lowTicks) return null;
  return refusal('contract.pause_band', 'band', band, 'a band from 1 tick up, low before high');
}

/** What a market is to its traders; a halt is told whatever the hour. */
export function marketStateOf(phase: SessionPhase | 'closed', { kind }: TradingState): MarketState {
  if (kind !== 'open') return kind;
  if (phase === 'regular') return 'open';
  return phase === 'closed' ? 'closed' : 'extended';
}
