import { create } from 'zustand';

export type HistoryView = 'trips' | 'orders' | 'days';

/** What each history panel shows, by its name; kept while the panel is behind another tab. */
export const useHistoryViews = create<{
  readonly views: Readonly<Partial<Record<string, HistoryView>>>;
}>(() => ({ views: {} }));

export function showHistoryView(key: string, view: HistoryView): void {
  useHistoryViews.setState(({ views }) => ({ views: { ...views, [key]: view } }));
}
