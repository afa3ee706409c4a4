/**
 * Version and bounds of the contract. Apart from the messages, because the page needs them and not the
 * schemas.
 */

/** Raised by every change that an older peer would misread. Exchanged in the handshake. */
export const CONTRACT_VERSION = 4;

/** Longest message a client may send, in bytes of JSON. A longer one ends the connection. */
export const CLIENT_MESSAGE_BYTES_MAX = 1_048_576;

/** Requests a client may have unanswered; more are refused with `contract.too_many_requests`. */
export const CLIENT_REQUESTS_PENDING_MAX = 4_096;

/** Subscriptions of one connection. */
export const CLIENT_SUBSCRIPTIONS_MAX = 64;

/** Time a connection has to say hello, in milliseconds. */
export const HELLO_TIMEOUT_MS = 5_000;

/** Largest quantity of one order in lots; keeps sums of a book side below 2^53. */
export const QTY_LOTS_MAX = 1_000_000_000_000;

/** Largest price in ticks. */
export const PRICE_TICKS_MAX = 1_000_000_000_000;

/** Widest trail of a trailing stop, in hundredths of a percent: below the whole price. */
export const TRAIL_BASIS_POINTS_MAX = 9_999;

/** Highest limit of orders that work at once: what the engine is measured to recover in time. */
export const OPEN_ORDERS_MAX = 100_000;

/** Highest limit of orders a second; the guard keeps the time of each of them. */
export const ORDERS_PER_SECOND_MAX = 10_000;

/** Symbols on a list of the risk guard; more than any screen or person can oversee. */
export const RISK_SYMBOLS_MAX = 500;

/** Highest rates that a fee model takes: far above any broker's, far below what cannot be counted. */
export const FEE_MICROS_MAX = 1_000_000_000;
export const FEE_BASIS_POINTS_MAX = 10_000;
export const FEE_RATE_MAX = 1_000_000;

/** Symbols that cannot be sold short; as many as a risk list takes. */
export const NOT_SHORTABLE_MAX = 500;

/** Longest value of a setting, in characters of JSON text. */
export const SETTING_CHARS_MAX = 262_144;

/** Newest fills that a snapshot holds. */
export const SNAPSHOT_FILLS_MAX = 500;

/** Events a client may be behind and still be caught up event by event. */
export const CATCH_UP_EVENTS_MAX = 2_000;

/** Longest value of a document, in characters of JSON text: a quarter of the longest message. */
export const DOCUMENT_CHARS_MAX = 262_144;

/** Documents of one kind: drawings on more symbols than a feed takes. */
export const DOCUMENTS_OF_KIND_MAX = 1_000;

/** Alerts at a time; more than anybody watches, and each costs a comparison at most. */
export const ALERTS_MAX = 200;

/** Newest times that alerts went off that are remembered. */
export const ALERT_FIRINGS_KEPT = 200;

/** Longest note of an alert. */
export const ALERT_NOTE_CHARS_MAX = 120;

/** Largest result that an alert can wait for: a thousand million dollars. */
export const ALERT_MICROS_MAX = 1_000_000_000_000_000;
