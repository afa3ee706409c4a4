import { create } from 'zustand';

export type HistoryView = 'trips' | 'orders' | 'days';

/** What the history panel shows; kept while the panel is behind another tab. */
export const useHistoryView = create<{ readonly view: HistoryView }>(() => ({ view: 'trips' }));
