import { BUY, SELL } from '../../domain/side.ts';
import type { SideCode } from '../../domain/side.ts';

/** What is known of a symbol when one of its trades comes; 0: not known. */
export interface LastSeen {
  bidTicks: number;
  askTicks: number;
  tradeTicks: number;
  aggressor: SideCode;
}

export function nothingSeen(): LastSeen {
  return { bidTicks: 0, askTicks: 0, tradeTicks: 0, aggressor: BUY };
}

/**
 * Who came to a trade, which a tape does not tell: a buyer at the ask or above, a seller at the bid or
 * below; between them by the tick rule, up is a buyer and the same as the trade before where it did not
 * move. Source: Lee and Ready, Inferring Trade Direction from Intraday Data (1991).
 */
export function aggressorOf(ticks: number, seen: LastSeen): SideCode {
  if (seen.askTicks > 0 && ticks >= seen.askTicks) return BUY;
  if (seen.bidTicks > 0 && ticks <= seen.bidTicks) return SELL;
  if (seen.tradeTicks === 0 || ticks === seen.tradeTicks) return seen.aggressor;
  return ticks > seen.tradeTicks ? BUY : SELL;
}
