import type { OrderEvent, RiskLimits, RiskState } from '../../engine/contract/messages.ts';
import { drawInTurn } from './answer-first.ts';
import { createHeldStore } from './draw-later.ts';
import { NO_TRADING, foldEvents } from './trading-fold.ts';
import type { TradingState } from './trading-fold.ts';

/** Orders, fills, positions and cash as the engine's events tell them. */
export interface TradingStore extends TradingState {
  readonly limits: RiskLimits | null;
  /** Whether the account is locked; null before the first connection. */
  readonly risk: RiskState | null;
}

const held = createHeldStore<TradingStore>({ ...NO_TRADING, limits: null, risk: null });

export const useTrading = held.useStore;

/** Applies execution reports at once; what shows them lets an answer that is awaited go first. */
export function takeEvents(events: readonly OrderEvent[]): void {
  drawInTurn(held, () => {
    useTrading.setState((before) => foldEvents(before, events));
  });
}
