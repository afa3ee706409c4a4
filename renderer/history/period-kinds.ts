/** In the order in which they are offered; the shortest first. */
export const PERIOD_KINDS = ['today', 'week', 'month', 'year', 'all', 'range'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];
