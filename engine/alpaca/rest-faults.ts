/**
 * What went wrong with a request to Alpaca, as a refusal of ours. Alpaca's status and `code` are its
 * contract; its texts are only read where one code stands for several rules.
 */
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

/**
 * `refused`: Alpaca has said no, nothing was done. `unavailable`: it was not done and may be tried
 * again. `unknown`: it was sent and there is no answer, so it may have been done.
 */
export type RestOutcome = 'refused' | 'unavailable' | 'unknown';

export interface RestFault {
  readonly outcome: RestOutcome;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** How long to wait before another attempt, in milliseconds; null: Alpaca has not said. */
  readonly retryAfterMs: number | null;
  readonly refusal: Refusal;
}

/** An error body of Alpaca; other fields depend on the case. */
type ErrorBody = Readonly<Record<string, unknown>>;

/** The fault that an answer with an error status stands for. `isChange`: a command, no query. */
export function faultOfAnswer(
  status: number,
  body: unknown,
  retryAfterMs: number | null,
  isChange: boolean,
): RestFault {
  const fields: ErrorBody = isRecord(body) ? body : {};
  // A gateway's error may come before or after a command was carried out.
  const failed: RestOutcome = isChange ? 'unknown' : 'unavailable';
  const outcome = status === 429 ? 'unavailable' : status >= 500 ? failed : 'refused';
  return { outcome, status, retryAfterMs, refusal: refusalOf(status, fields) };
}

/** The fault of a request without an answer; `wasSent`: it may have reached Alpaca. */
export function faultOfSilence(problem: string, wasSent: boolean, isChange: boolean): RestFault {
  const outcome = wasSent && isChange ? 'unknown' : 'unavailable';
  const why = refusal('venue.no_answer', '', problem, 'Alpaca has to answer in time');
  return { outcome, status: 0, retryAfterMs: null, refusal: why };
}

/** The fault of an answer that is not what Alpaca's documentation says. */
export function faultOfForm(status: number, problem: string, isChange: boolean): RestFault {
  const why = refusal('venue.bad_answer', '', problem, 'Alpaca answers as it is documented to');
  return {
    outcome: isChange ? 'unknown' : 'unavailable',
    status,
    retryAfterMs: null,
    refusal: why,
  };
}

/** The fault of a request that did not leave, as too many are waiting for the request budget. */
export function faultOfBudget(waiting: number): RestFault {
  const why = refusal('venue.busy', '', String(waiting), 'fewer requests wait for Alpaca');
  return { outcome: 'unavailable', status: 0, retryAfterMs: null, refusal: why };
}

/** Code of a request that was no longer wanted when it could be sent. */
export const WITHDRAWN = 'venue.withdrawn';

/** The fault of a request that did not leave, as it was no longer wanted. */
export function faultOfWithdrawal(): RestFault {
  const why = refusal(WITHDRAWN, '', '', 'a request is wanted until it is sent');
  return { outcome: 'unavailable', status: 0, retryAfterMs: null, refusal: why };
}

function refusalOf(status: number, body: ErrorBody): Refusal {
  const message = textOf(body['message']) || `HTTP status ${String(status)}`;
  if (message.includes('position intent mismatch')) {
    return refusal('venue.not_held', 'qty', message, 'what an order closes is held at Alpaca');
  }
  switch (status) {
    case 400:
      return refusal('venue.invalid', '', message, 'Alpaca understands the request');
    case 401:
      return refusal('venue.keys', 'keys', message, 'Alpaca accepts the key and the secret');
    case 403:
      return forbidden(body, message);
    case 404:
      return refusal('venue.unknown', '', message, 'Alpaca knows what is asked for');
    case 422:
      return unprocessable(message);
    case 429:
      return refusal('venue.rate_limit', '', message, 'at most 200 requests a minute');
    default:
      return status >= 500
        ? refusal('venue.unavailable', '', message, 'Alpaca works')
        : refusal('venue.refused', '', message, 'Alpaca takes the request');
  }
}

/** Everything that an account may not do has one code; the fields tell the cases apart. */
function forbidden(body: ErrorBody, message: string): Refusal {
  if ('buying_power' in body) {
    const has = textOf(body['buying_power']);
    const rule = `an order costs at most the buying power of ${has}`;
    return refusal('venue.buying_power', 'qty', textOf(body['cost_basis']), rule);
  }
  if ('existing_qty' in body || 'held_for_orders' in body) {
    const rule = `a sale takes at most what is held and in no other order, ${textOf(body['available'])}`;
    return refusal('venue.qty_available', 'qty', message, rule);
  }
  if ('existing_order_id' in body || message.includes('wash trade')) {
    const rule = 'an order cannot trade with another of yours; cancel that one first';
    return refusal('venue.wash_trade', '', textOf(body['existing_order_id']), rule);
  }
  if (message.includes('short')) {
    return refusal(
      'venue.shorting',
      'side',
      message,
      'the account and the asset may be sold short',
    );
  }
  if (message.includes('recent SIP')) {
    return refusal(
      'venue.plan',
      'feed',
      message,
      'your plan includes recent data of all exchanges',
    );
  }
  return refusal('venue.forbidden', '', message, 'the account may do this');
}

function unprocessable(message: string): Refusal {
  if (message.includes('client_order_id must be unique')) {
    return refusal('venue.duplicate', 'clientOrderId', message, 'an order has an id of its own');
  }
  if (message.includes('sub-penny')) {
    const rule = 'prices from $1 up have two decimals, below four';
    return refusal('venue.price_increment', 'limitPriceTicks', message, rule);
  }
  if (/order is already|cannot replace order|not cancelable/.test(message)) {
    return refusal('venue.order_state', 'orderId', message, 'the order is still open to this');
  }
  return refusal('venue.invalid', '', message, 'Alpaca takes an order of this form');
}

function isRecord(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
