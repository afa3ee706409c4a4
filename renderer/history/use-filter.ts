import { useContext, useMemo } from 'react';
import type { HistoryFilter } from '../../engine/contract/history.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { tradeDayAt } from '../../engine/domain/session.ts';
import { timeUs } from '../../engine/domain/time.ts';
import { useNow } from '../components/use-now.ts';
import { useExchangeZone } from '../stores/market.ts';
import { marketNowUs } from '../trading/market-time.ts';
import { PanelContext, groupOf, useLinks, usePanelSymbol } from '../workspace/links.ts';
import {
  START_FILTER,
  changeFilter,
  chosenSymbol,
  filterKey,
  filterOf,
  isOpenFilter,
  symbolChoice,
  useHistoryFilters,
} from './filter.ts';
import type { FilterDraft } from './filter.ts';

/** How often the turn of the trading day is looked for, in milliseconds. */
const DAY_CHECK_MS = 10_000;

/** The filter of the panel that a component is part of, and what changes it. */
export function useFilterDraft() {
  const panel = useContext(PanelContext);
  const key = filterKey(panel);
  const draft = useHistoryFilters(({ drafts }) => drafts[key] ?? START_FILTER);
  const linked = usePanelSymbol();
  const isColoured = useLinks((links) => panel !== null && groupOf(links, panel) !== 'main');
  return {
    draft,
    /** The choice of the symbol as it holds now. */
    choice: symbolChoice(draft, isColoured),
    /** The symbol that `LINKED_SYMBOL` stands for. */
    linked,
    change: (patch: Partial<FilterDraft>) => changeFilter(key, patch),
  };
}

/** The same as the engine takes it; the same object until it changes. */
export function useFilter(): {
  readonly filter: HistoryFilter | Refusal;
  /** Zone of its trading dates. */
  readonly zone: string;
  /** Whether it leaves nothing out. */
  readonly isOpen: boolean;
} {
  const { draft, choice, linked } = useFilterDraft();
  const symbol = chosenSymbol(choice, linked);
  const zone = useExchangeZone(symbol ?? linked);
  useNow(DAY_CHECK_MS);
  const today = tradeDayAt(zone, timeUs(marketNowUs())).date;
  const filter = useMemo(
    () => filterOf(draft, symbol, zone, marketNowUs()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the time counts by its trading day only
    [draft, symbol, zone, today],
  );
  return { filter, zone, isOpen: symbol === null && isOpenFilter(draft) };
}
