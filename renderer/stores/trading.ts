import { create } from 'zustand';
import type { RiskLimits } from '../../engine/contract/messages.ts';
import { NO_TRADING } from './trading-fold.ts';
import type { TradingState } from './trading-fold.ts';

/** Orders, fills, positions and cash as the engine's events tell them. */
export interface TradingStore extends TradingState {
  readonly limits: RiskLimits | null;
}

export const useTrading = create<TradingStore>(() => ({ ...NO_TRADING, limits: null }));
