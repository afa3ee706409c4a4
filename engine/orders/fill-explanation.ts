import type {
  FillRule,
  OrderExplanation,
  QueueReport,
  StopReport,
} from '../contract/order-explanation.ts';
import { assertNever } from '../domain/assert.ts';
import type { OrderId } from '../domain/ids.ts';
import { isWaitingStop } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { sideCode } from '../domain/side.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { notWorking } from './order-checks.ts';
import type { OrderRegistry } from './order-registry.ts';
import { isAuctionOrder, tradesIn } from './session-checks.ts';
import { placeReport } from './queue-place.ts';
import { NO_HANDLE } from './waiting-orders.ts';

/** Says why an order has not filled, or not yet, or that there is no such order. */
export function explained(
  id: OrderId,
  orders: OrderRegistry,
  exchange: Exchange,
): OrderExplanation | Refusal {
  const order = orders.byOrderId(id);
  const market = order === null ? undefined : exchange.market(order.symbol);
  if (order === null || market === undefined) return notWorking(id, null);
  const working = orders.workingById(id);
  const place = working === undefined ? null : placeReport(orders.table, working.slot, market);
  const handle = working?.handle ?? NO_HANDLE;
  return explainOrder({ order, handle, place }, market, exchange.nowUs);
}

/** An order that works, or what is known of one that has ended. */
interface Explained {
  readonly order: Order;
  readonly handle: number;
  readonly place: QueueReport | null;
}

/** Says why an order has not filled yet: the rule that it waits by and its numbers as of `nowUs`. */
function explainOrder(
  working: Explained,
  market: InstrumentMarket,
  nowUs: TimeUs,
): OrderExplanation {
  const { order, place } = working;
  const quote = market.quote();
  const rule = ruleOf(order, market);
  const rests = rule === market.fillRule;
  const queue = rests ? place : null;
  const { bidTicks, bidLots, askTicks, askLots, lastTicks } = quote;
  const distance = distanceOf(order, bidTicks, askTicks);
  const betterLots = rests ? betterLotsOf(order, market) : 0;
  return {
    order,
    rule,
    atUs: nowUs,
    bidTicks,
    bidLots,
    askTicks,
    askLots,
    lastTicks,
    ...distance,
    betterLots,
    nextFillLots: queue?.aheadLots === 0 && betterLots === 0 ? queue.shownLots : 0,
    queue,
    stop: rule === 'stop' ? stopReport(working, market) : null,
    opensUs: opensUs(order, rule, market, nowUs),
    venue: null,
  };
}

/** The rule by which an order of this status waits in a market. */
export function ruleOf(order: Order, market: InstrumentMarket): FillRule {
  const { status } = order;
  const isStopped = market.state === 'halted' || market.state === 'paused';
  switch (status) {
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return 'ended';
    case 'held':
      return 'group';
    case 'suspended':
      return 'halt';
    case 'accepted':
      if (isAuctionOrder(order)) return isDelayed(order, market) ? 'halt' : 'auction';
      return isStopped ? 'halt' : 'session';
    case 'done_for_day':
      return 'session';
    case 'pending_new':
    case 'pending_cancel':
    case 'pending_replace':
      return 'remote';
    case 'new':
    case 'partially_filled':
      if (isStopped) return 'halt';
      return isWaitingStop(order) ? 'stop' : market.fillRule;
    default:
      return assertNever(status, 'order status');
  }
}

/** Whether an order's opening has fallen into a halt, so that it waits until the session's end. */
function isDelayed({ timeInForce, expiresUs }: Order, { calendar }: InstrumentMarket): boolean {
  if (timeInForce !== 'opg' || expiresUs === null) return false;
  return calendar.dayAt(timeUs(expiresUs - 1)).regular.endUs === expiresUs;
}

/** How an order's limit stands to the quote. */
export function distanceOf(
  { side, limitPriceTicks: limit }: Order,
  bid: number,
  ask: number,
): Pick<OrderExplanation, 'behindBestTicks' | 'toOppositeTicks'> {
  if (limit === null) return { behindBestTicks: null, toOppositeTicks: null };
  const [own, opposite] = side === 'buy' ? [bid, ask] : [ask, bid];
  const sign = side === 'buy' ? 1 : -1;
  return {
    behindBestTicks: own === 0 ? 0 : Math.max(0, sign * (own - limit)),
    toOppositeTicks: opposite === 0 ? null : Math.max(0, sign * (opposite - limit)),
  };
}

/** Shown at better prices, as far as depth is known. */
function betterLotsOf({ side, limitPriceTicks }: Order, market: InstrumentMarket): number {
  if (limitPriceTicks === null) return 0;
  const nextBetter = limitPriceTicks + (side === 'buy' ? 1 : -1);
  return market.lotsAhead(sideCode(side), nextBetter);
}

function stopReport({ order, handle }: Explained, market: InstrumentMarket): StopReport {
  const { stops, stopTrigger: by } = market;
  const standing = stops.stopTicks(handle, order.orderId);
  const stopTicks = standing > 0 ? standing : (order.stopPriceTicks ?? 0);
  const sign = order.side === 'buy' ? 1 : -1;
  const isQuoted = by === 'quote';
  const nowTicks = isQuoted ? market.stopQuoteTicks(sideCode(order.side)) : market.lastTradeTicks();
  const distanceTicks = nowTicks === 0 ? null : Math.max(0, sign * (stopTicks - nowTicks));
  return { stopTicks, by, nowTicks, distanceTicks };
}

/** When the session or auction begins that an order waits for; null when it waits for its first quote. */
function opensUs(
  order: Order,
  rule: FillRule,
  { calendar, state }: InstrumentMarket,
  nowUs: TimeUs,
): number | null {
  const { expiresUs, extendedHours } = order;
  // An auction order lives until its auction.
  if (rule === 'auction') return expiresUs;
  if (rule !== 'session' || tradesIn(state, order)) return null;
  if (!extendedHours) return calendar.nextOpenUs(nowUs);
  const next = calendar.dayAt(nowUs).sessions.find(({ startUs }) => startUs > nowUs);
  return next?.startUs ?? calendar.nextOpenUs(nowUs);
}
