/**
 * When the simulated market trades: `always`, so that a terminal trades the moment it is started, or
 * in the hours of the real `exchange`, with its sessions, holidays and auctions.
 */
export const MARKET_HOURS = ['always', 'exchange'] as const;
export type MarketHours = (typeof MARKET_HOURS)[number];

/** The ones that nobody has to ask for. */
export const DEFAULT_MARKET_HOURS: MarketHours = 'always';
