import type { HistoryFilter, HistoryReplies } from '../../engine/contract/history.ts';
import { useEngine } from '../client/engine-context.ts';
import { useTrading } from '../stores/trading.ts';
import type { TradingState } from '../stores/trading-fold.ts';
import { useSampled } from '../trading/use-sampled.ts';
import { useAnswer } from './use-answer.ts';
import type { Answer } from './use-answer.ts';

/** Pace at which sums follow new fills, in milliseconds. */
const FOLLOW_MS = 500;

/** Number of the newest fill. */
const newestFill = (trading: Pick<TradingState, 'fills'>): number =>
  trading.fills[0]?.executionId ?? 0;

/** Changes with each fill, at most twice a second. */
export function useFillRevision(): number {
  return useSampled(useTrading, newestFill, FOLLOW_MS);
}

/** Sums over all fills of a filter, kept current. */
export function useTotals(filter: HistoryFilter): Answer<HistoryReplies['history.totals']> {
  const client = useEngine();
  const revision = useFillRevision();
  return useAnswer(JSON.stringify(filter), revision, () =>
    client.send<'history.totals'>({ type: 'history.totals', filter }),
  );
}
