/**
 * Plays a recording through the matching engine and compares the fills that the engine makes with
 * those that the exchange made: for every aggressor, the orders hit, in order.
 */
import type { Instrument } from '../domain/instrument.ts';
import { timeUs } from '../domain/time.ts';
import type { MatchEvents } from '../matching/match-events.ts';
import { BookMarket } from './book-market.ts';
import { FILL, NO_SIDE, TRADE } from './order-flow.ts';
import type { OrderFlow } from './order-flow.ts';
import { createOrderFlowReplay } from './order-flow-replay.ts';
import type { ReplayCounts } from './replay-counts.ts';

export interface Fidelity {
  readonly events: number;
  readonly counts: Readonly<ReplayCounts>;
  /** Fills of resting orders in the recording, without auction and aggressors' own rows. */
  readonly fillsRecorded: number;
  /** Of those, equal here in order id, size, price and place within their aggressor's sequence. */
  readonly fillsEqual: number;
  /** Equal in order id, size and price, wherever in the aggressor's sequence. */
  readonly fillsEqualAnyPlace: number;
  /** Fills that the engine made for aggressors. */
  readonly fillsMade: number;
  /** F rows of an aggressor's own order: it rested before it was changed to cross. */
  readonly fillsOfAggressors: number;
  /** Aggressors, and those whose fills are all equal. */
  readonly aggressors: number;
  readonly aggressorsEqual: number;
  /** Moments after an event at which the best bid was not below the best ask. */
  readonly crossedMoments: number;
}

interface FillOf {
  readonly orderId: number;
  readonly qtyLots: number;
  readonly priceTicks: number;
}

const ANY_TIME = timeUs(0);

/** Compares; `onProgress` is called with the number of events taken, after each. */
export function measureFidelity(
  flow: OrderFlow,
  instrument: Instrument,
  onProgress: (events: number) => void = () => undefined,
): Fidelity {
  const recordedIds = new Map<number, number>();
  let made: FillOf[] = [];
  const market = new BookMarket([instrument], [flow.priceTicks[0] ?? 1], (_i, _taker, events) => {
    made.push(...fillsOf(events, recordedIds));
  });
  const replay = createOrderFlowReplay({
    instrument,
    events: flow,
    label: '',
    startSpeed: 0,
    onEntered: (marketId, recordedId) => recordedIds.set(marketId, recordedId),
  });
  const sums = {
    fillsRecorded: 0,
    fillsEqual: 0,
    fillsEqualAnyPlace: 0,
    fillsMade: 0,
    fillsOfAggressors: 0,
    aggressors: 0,
    aggressorsEqual: 0,
    crossedMoments: 0,
  };
  for (let row = 0; row < flow.count; row += 1) {
    made = [];
    replay.advance(ANY_TIME, 1, market, () => undefined);
    if (isCrossed(market)) sums.crossedMoments += 1;
    if (flow.action[row] === TRADE && flow.side[row] !== NO_SIDE) {
      const told = fillsTold(flow, row);
      const equal = told.resting.filter((fill, i) => isEqual(fill, made[i])).length;
      sums.aggressors += 1;
      if (equal === told.resting.length) sums.aggressorsEqual += 1;
      sums.fillsRecorded += told.resting.length;
      sums.fillsEqual += equal;
      sums.fillsEqualAnyPlace += told.resting.filter((fill) =>
        made.some((other) => isEqual(fill, other)),
      ).length;
      sums.fillsMade += made.length;
      sums.fillsOfAggressors += told.own;
    }
    onProgress(row + 1);
  }
  return { events: flow.count, counts: replay.counts, ...sums };
}

function fillsOf(events: MatchEvents, recordedIds: ReadonlyMap<number, number>): FillOf[] {
  return Array.from({ length: events.count }, (_, i) => ({
    orderId: recordedIds.get(events.makerOrderId[i] ?? 0) ?? 0,
    qtyLots: events.qtyLots[i] ?? 0,
    priceTicks: events.priceTicks[i] ?? 0,
  }));
}

/** The F rows after an aggressor's T row: of resting orders, and how many of its own. */
function fillsTold(flow: OrderFlow, tradeRow: number): { resting: FillOf[]; own: number } {
  const aggressorId = flow.orderId[tradeRow];
  const resting: FillOf[] = [];
  let own = 0;
  for (let row = tradeRow + 1; row < flow.count && flow.action[row] === FILL; row += 1) {
    const orderId = flow.orderId[row] ?? 0;
    if (orderId === aggressorId) own += 1;
    else {
      const qtyLots = flow.qtyLots[row] ?? 0;
      resting.push({ orderId, qtyLots, priceTicks: flow.priceTicks[row] ?? 0 });
    }
  }
  return { resting, own };
}

function isEqual(one: FillOf, other: FillOf | undefined): boolean {
  return (
    other !== undefined &&
    one.orderId === other.orderId &&
    one.qtyLots === other.qtyLots &&
    one.priceTicks === other.priceTicks
  );
}

function isCrossed(market: BookMarket): boolean {
  const bid = market.bestBidTicks(0);
  const ask = market.bestAskTicks(0);
  return bid > 0 && ask > 0 && bid >= ask;
}
