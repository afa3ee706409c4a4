/**
 * What of the past is shown: one filter for the screens that look back, and for exports; second and further
 * panels of a kind have each their own.
 */
import { create } from 'zustand';
import type { HistoryFilter } from '../../engine/contract/history.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import type { Side } from '../../engine/domain/side.ts';
import { spanOf } from './period.ts';
import type { Period } from './period.ts';

/** Choices of the symbol besides one by name: every one, or the one that the window shows. */
export const ALL_SYMBOLS = '';
export const LINKED_SYMBOL = '@';

export interface FilterDraft {
  /** A symbol, `ALL_SYMBOLS` or `LINKED_SYMBOL`; null: not chosen, so linked in a colour group, else all. */
  readonly symbol: string | null;
  readonly side: Side | null;
  /** As typed; '': any. */
  readonly tagText: string;
  readonly period: Period;
}

export const START_FILTER: FilterDraft = {
  symbol: null,
  side: null,
  tagText: '',
  period: { kind: 'all', fromDate: '', toDate: '' },
};

/** The filters of the window, by `filterKey`; those that are not there are `START_FILTER`. */
export const useHistoryFilters = create<{
  readonly drafts: Readonly<Partial<Record<string, FilterDraft>>>;
}>(() => ({ drafts: {} }));

/** Whose filter a panel has: '' is the one that first panels and what is in none share. */
export function filterKey(panelKey: string | null): string {
  return panelKey?.includes(':') === true ? panelKey : '';
}

export function changeFilter(key: string, patch: Partial<FilterDraft>): void {
  useHistoryFilters.setState(({ drafts }) => ({
    drafts: { ...drafts, [key]: { ...START_FILTER, ...drafts[key], ...patch } },
  }));
}

/** Forgets the filter of a panel, whose name another one gets. */
export function forgetFilter(panelKey: string): void {
  if (filterKey(panelKey) === '') return;
  useHistoryFilters.setState(({ drafts }) => {
    const { [panelKey]: _, ...rest } = drafts;
    return { drafts: rest };
  });
}

/** What is chosen of the symbol, by itself in a colour group. */
export function symbolChoice({ symbol }: FilterDraft, isColoured: boolean): string {
  return symbol ?? (isColoured ? LINKED_SYMBOL : ALL_SYMBOLS);
}

/** The symbol that a choice stands for; null: all of them. */
export function chosenSymbol(choice: string, linkedSymbol: string): string | null {
  if (choice === ALL_SYMBOLS) return null;
  return choice === LINKED_SYMBOL ? linkedSymbol : choice;
}

/** Whether the filter leaves nothing out of a panel in no colour group. */
export function isOpenFilter({ symbol, side, tagText, period }: FilterDraft): boolean {
  return (
    (symbol ?? ALL_SYMBOLS) === ALL_SYMBOLS &&
    side === null &&
    tagText === '' &&
    period.kind === 'all'
  );
}

/** The filter as the engine takes it, or what is wrong with its period. */
export function filterOf(
  draft: FilterDraft,
  symbol: string | null,
  zone: string,
  nowUs: number,
): HistoryFilter | Refusal {
  const span = spanOf(draft.period, zone, nowUs);
  if ('code' in span) return span;
  const { side, tagText } = draft;
  return { symbol, side, tag: tagText === '' ? null : tagText, venue: null, ...span };
}
