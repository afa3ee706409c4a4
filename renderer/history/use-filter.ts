import { useMemo } from 'react';
import type { HistoryFilter } from '../../engine/contract/history.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { tradeDayAt } from '../../engine/domain/session.ts';
import { timeUs } from '../../engine/domain/time.ts';
import { useNow } from '../components/use-now.ts';
import { useExchangeZone } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { marketNowUs } from '../trading/market-time.ts';
import { chosenSymbol, filterOf, useHistoryFilter } from './filter.ts';

/** How often the turn of the trading day is looked for, in milliseconds. */
const DAY_CHECK_MS = 10_000;

/** The window's filter as the engine takes it; the same object until it changes. */
export function useFilter(): {
  readonly filter: HistoryFilter | Refusal;
  /** Zone of its trading dates. */
  readonly zone: string;
} {
  const draft = useHistoryFilter();
  const active = useTerminal((terminal) => terminal.symbol);
  const symbol = chosenSymbol(draft.symbol, active);
  const zone = useExchangeZone(symbol ?? active);
  useNow(DAY_CHECK_MS);
  const today = tradeDayAt(zone, timeUs(marketNowUs())).date;
  const filter = useMemo(
    () => filterOf(draft, symbol, zone, marketNowUs()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the time counts by its trading day only
    [draft, symbol, zone, today],
  );
  return { filter, zone };
}
