import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { tradingText } from '../../text/trading.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { fullTime } from '../../trading/order-time.ts';
import { isWaitingStop } from '../../trading/stops.ts';
import { spokenPrices } from '../../trading/wording.ts';
import type { InFlightOrder, PendingChange } from '../../trading/ticket-store.ts';
import { refusalSentence } from '../../trading/refusal-words.ts';

/** A line of the table: an order as the engine last told of it, or one that waits for its answer. */
export interface OrderRow {
  readonly key: string;
  readonly instrument: Instrument;
  /** null while the engine has not answered. */
  readonly order: Order | null;
  readonly flight: InFlightOrder | null;
  readonly change: PendingChange | null;
}

/** What the rows are made of; `symbol` null shows all. */
export interface OrderRowsSource {
  readonly working: readonly Order[];
  /** By id in order of last change, working ones included; only read when `ended` is set. */
  readonly all: ReadonlyMap<number, Order>;
  /** Ended before this window was opened, oldest first; those that `all` has too are left out. */
  readonly endedBefore: readonly Order[];
  readonly inFlight: readonly InFlightOrder[];
  readonly changes: ReadonlyMap<number, PendingChange>;
  readonly symbol: string | null;
  readonly ended: boolean;
  readonly instrumentOf: (symbol: string) => Instrument | null;
}

/** Rows newest first: orders under way, working orders, then (if asked for) those that ended. */
export function orderRows(source: OrderRowsSource): readonly OrderRow[] {
  const rows: OrderRow[] = [];
  const add = (symbol: string, make: (instrument: Instrument) => OrderRow): void => {
    if (source.symbol !== null && symbol !== source.symbol) return;
    const instrument = source.instrumentOf(symbol);
    if (instrument !== null) rows.push(make(instrument));
  };
  const addOrder = (order: Order): void =>
    add(order.symbol, (instrument) => ({
      key: String(order.orderId),
      instrument,
      order,
      flight: null,
      change: source.changes.get(order.orderId) ?? null,
    }));
  for (const flight of source.inFlight.toReversed()) {
    const { clientOrderId: key } = flight;
    add(flight.terms.symbol, (instrument) => ({
      key,
      instrument,
      order: null,
      flight,
      change: null,
    }));
  }
  for (const order of source.working.toReversed()) addOrder(order);
  if (source.ended) {
    for (const order of [...source.all.values()].reverse()) {
      if (!isWorking(order.status)) addOrder(order);
    }
    for (const order of source.endedBefore.toReversed()) {
      if (!source.all.has(order.orderId)) addOrder(order);
    }
  }
  return rows;
}

/** Status in words, with what is under way and why it ended. */
export function statusOf(row: OrderRow): {
  readonly text: string;
  readonly tone: 'plain' | 'dim' | 'warn' | 'error' | 'buy';
  readonly title: string;
} {
  const { order, flight, change } = row;
  if (order === null) {
    const status = flight?.status ?? 'unknown';
    const tone = status === 'unknown' ? 'warn' : 'dim';
    return { text: tradingText.status[status], tone, title: status };
  }
  if (change === 'pending_cancel') {
    return { text: tradingText.pendingCancel, tone: 'warn', title: change };
  }
  if (change === 'pending_replace') {
    return { text: tradingText.pendingReplace, tone: 'warn', title: change };
  }
  if (order.status === 'held') {
    const title = workingOrdersText.heldTitle(order.parentOrderId ?? 0);
    return { text: tradingText.status.held, tone: 'dim', title };
  }
  if (order.status === 'accepted') {
    const { accepted, acceptedTitle } = workingOrdersText;
    return { text: accepted(order.timeInForce), tone: 'plain', title: acceptedTitle };
  }
  if (isWaitingStop(order)) {
    const at = spokenPrices(row.instrument, order).stop;
    return { text: workingOrdersText.waiting(at), tone: 'plain', title: waitingTitle(row, order) };
  }
  const reason = order.reason === null ? '' : tradingText.reasons[order.reason];
  const why = order.refusal === null ? reason : refusalSentence(order.refusal, row.instrument);
  const text = tradingText.status[order.status];
  const tone = toneOf(order);
  return { text: why === '' ? text : `${text}: ${why}`, tone, title: why === '' ? text : why };
}

function toneOf(order: Order): 'plain' | 'dim' | 'error' | 'buy' {
  if (order.status === 'rejected') return 'error';
  if (order.status === 'partially_filled') return 'buy';
  return isWorking(order.status) ? 'plain' : 'dim';
}

function waitingTitle({ instrument: { zone } }: OrderRow, order: Order): string {
  return workingOrdersText.waitingTitle(order.side, fullTime(order.createdUs, zone));
}

/** Stop price and, of a trailing stop, what it follows; the moment once it was triggered. */
export function stopCell(row: OrderRow): {
  readonly text: string;
  readonly title: string;
  /** False once it was triggered and where there is none. */
  readonly waiting: boolean;
} {
  const { instrument, order } = row;
  const terms = order ?? row.flight?.terms;
  if (terms === undefined) return { text: '', title: '', waiting: false };
  const { stop, trail } = spokenPrices(instrument, terms);
  if (order === null) return { text: stop, title: '', waiting: true };
  const waiting = isWaitingStop(order);
  const best = order.hwmTicks === null ? '' : formatPrice(instrument, order.hwmTicks);
  const title = [
    trail === '' ? '' : workingOrdersText.trails(order.side, trail, best),
    order.triggeredUs === null ? '' : triggeredTitle(order, order.triggeredUs, instrument),
  ];
  return { text: stop, title: title.join('\n').trim(), waiting };
}

function triggeredTitle({ side, triggeredBy }: Order, us: number, { zone }: Instrument): string {
  return workingOrdersText.triggered(side, triggeredBy, fullTime(us, zone));
}

/** Sort value of the stop column. */
export function stopOf(row: OrderRow): number {
  return row.order?.stopPriceTicks ?? row.flight?.terms.stopPriceTicks ?? 0;
}

/** What a row says after its type: which exit it is, post-only or iceberg. */
export function flagOf(row: OrderRow): { readonly text: string; readonly title: string } | null {
  const role = row.order?.legRole ?? null;
  if (row.order !== null && role !== null) {
    const title = workingOrdersText.exitTitle(role, row.order.parentOrderId);
    return { text: workingOrdersText.exits[role], title };
  }
  const terms = row.order ?? row.flight?.terms;
  if (terms?.postOnly === true) {
    return { text: workingOrdersText.postOnly, title: workingOrdersText.postOnlyTitle };
  }
  const shown = terms?.displayQtyLots ?? null;
  if (shown === null) return null;
  const title = workingOrdersText.icebergTitle(formatQty(row.instrument, shown));
  return { text: workingOrdersText.iceberg, title };
}

/** Sort value of the price column: market orders first. */
export function priceOf(row: OrderRow): number {
  return row.order?.limitPriceTicks ?? row.flight?.terms.limitPriceTicks ?? 0;
}
