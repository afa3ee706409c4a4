/** What of the past is shown: one filter for all screens that look back, and for exports. */
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
  /** A symbol, `ALL_SYMBOLS` or `LINKED_SYMBOL`. */
  readonly symbol: string;
  readonly side: Side | null;
  /** As typed; '': any. */
  readonly tagText: string;
  readonly period: Period;
}

export const START_FILTER: FilterDraft = {
  symbol: ALL_SYMBOLS,
  side: null,
  tagText: '',
  period: { kind: 'all', fromDate: '', toDate: '' },
};

/** The filter of the window. */
export const useHistoryFilter = create<FilterDraft>(() => START_FILTER);

/** The symbol that a choice stands for; null: all of them. */
export function chosenSymbol(choice: string, activeSymbol: string): string | null {
  if (choice === ALL_SYMBOLS) return null;
  return choice === LINKED_SYMBOL ? activeSymbol : choice;
}

/** Whether the filter leaves nothing out. */
export function isOpenFilter({ symbol, side, tagText, period }: FilterDraft): boolean {
  return symbol === ALL_SYMBOLS && side === null && tagText === '' && period.kind === 'all';
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
