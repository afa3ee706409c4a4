import { create } from 'zustand';
import type { RiskLimits, RiskState } from '../../engine/contract/messages.ts';
import { NO_TRADING } from './trading-fold.ts';
import type { TradingState } from './trading-fold.ts';

/** Orders, fills, positions and cash as the engine's events tell them. */
export interface TradingStore extends TradingState {
  readonly limits: RiskLimits | null;
  /** Whether the account is locked; null before the first connection. */
  readonly risk: RiskState | null;
}

export const useTrading = create<TradingStore>(() => ({ ...NO_TRADING, limits: null, risk: null }));
