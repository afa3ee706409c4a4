import { eminiFuture } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { BookMarket } from '../../../engine/replay/book-market.ts';
import {
  ADD,
  CANCEL,
  FILL,
  FLAG_LAST,
  MODIFY,
  TRADE,
  auctionOf,
  isOrderSide,
} from '../../../engine/replay/order-flow.ts';
import type { OrderFlow } from '../../../engine/replay/order-flow.ts';
import { createOrderFlowReplay } from '../../../engine/replay/order-flow-replay.ts';
import { FlowMeter } from './flow-statistics.ts';
import type { FlowStatistics } from './flow-statistics.ts';

/** Statistics of a recording's continuous session; what trades do to orders is not counted again. */
export function measureRecording(flow: OrderFlow): FlowStatistics {
  const instrument = eminiFuture('ESH4', 'E-mini S&P 500, March 2024');
  const market = new BookMarket([instrument], [flow.priceTicks[0] ?? 1], () => undefined);
  const replay = createOrderFlowReplay({ instrument, events: flow, label: '', startSpeed: 0 });
  const meter = new FlowMeter(market);
  const sessionStart = auctionOf(flow)?.end ?? 0;
  /** Orders that F rows have named since their last C or M row. */
  const filled = new Set<number>();
  let aggressor = '';
  for (let row = 0; row < flow.count; row += 1) {
    const id = flow.orderId[row] ?? 0;
    const us = flow.timeUs[row] ?? 0;
    const action = flow.action[row];
    if (action === FILL) filled.add(id);
    else if (row < sessionStart) {
      if (action === ADD) meter.know(0, id, flow.priceTicks[row] ?? 0, flow.qtyLots[row] ?? 0);
    } else if (action === TRADE && `${id} ${us}` !== aggressor) {
      aggressor = `${id} ${us}`;
      meter.take(us, aggressorLots(flow, row));
    } else if (action === ADD || !filled.delete(id)) note(meter, flow, row);
    replay.advance(timeUs(0), 1, market, () => undefined);
    if (row >= sessionStart && ((flow.flags[row] ?? 0) & FLAG_LAST) !== 0) meter.look();
  }
  return meter.statistics();
}

function note(meter: FlowMeter, flow: OrderFlow, row: number): void {
  const id = flow.orderId[row] ?? 0;
  const us = flow.timeUs[row] ?? 0;
  const side = flow.side[row] ?? 0;
  if (!isOrderSide(side)) return;
  const priceTicks = flow.priceTicks[row] ?? 0;
  const qtyLots = flow.qtyLots[row] ?? 0;
  if (flow.action[row] === ADD) meter.add(us, id, side, priceTicks, qtyLots);
  else if (flow.action[row] === CANCEL) meter.cancel(us, id, side);
  else if (flow.action[row] === MODIFY) meter.modify(us, id, side, priceTicks, qtyLots);
}

/** One aggressor has a T row for each price it trades at. */
function aggressorLots(flow: OrderFlow, firstRow: number): number {
  let lots = 0;
  const id = flow.orderId[firstRow];
  for (let row = firstRow; row < flow.count; row += 1) {
    const action = flow.action[row];
    if (action === TRADE && flow.orderId[row] === id) lots += flow.qtyLots[row] ?? 0;
    else if (action !== FILL) break;
  }
  return lots;
}
