/** Lists of words of alerts. Apart from their schemas, because the page needs them and not those. */

/** `above`: goes off when the value comes from below and reaches or passes the level. */
export const ALERT_DIRECTIONS = ['above', 'below'] as const;

/** Timeframes whose closes alerts watch; shorter ones are noise. */
export const ALERT_TIMEFRAMES = ['1m', '3m', '5m', '15m', '1h', '1d'] as const;

/** What can happen to an order that an alert tells of. */
export const ALERT_ORDER_EVENTS = [
  'filled',
  'partially_filled',
  'canceled',
  'rejected',
  'expired',
  'triggered',
] as const;
