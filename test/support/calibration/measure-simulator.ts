import { eminiFuture } from '../../../engine/domain/instrument.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { BookMarket } from '../../../engine/replay/book-market.ts';
import type { SimulatedInstrument } from '../../../engine/simulator/catalogue.ts';
import { createSimulator } from '../../../engine/simulator/simulator.ts';
import { FlowMeter } from './flow-statistics.ts';
import type { FlowStatistics } from './flow-statistics.ts';

/** The recorded future as the simulator would trade it: its rate, tick and restlessness. */
const SIMULATED_FUTURE: SimulatedInstrument = {
  instrument: eminiFuture('ESH4', 'E-mini S&P 500, March 2024'),
  startPriceTicks: 19_220,
  eventsPerS: 12.9,
  spreadSteps: 1,
  sizeLots: 1,
  ownVolatility: 0,
  marketBeta: 1,
};
const START_US = timeUs(1_703_545_200_000_000);
const STEP_US = 60_000_000;

/** A market that notes every house order for the meter before it is applied. */
class MeteredMarket extends BookMarket {
  readonly meter: FlowMeter = new FlowMeter(this);
  nowUs = 0;
  /** False while the books are filled at start. */
  isOpen = false;

  override limit(i: number, side: SideCode, priceTicks: number, qtyLots: number): number {
    const id = this.lastOrderId() + 1;
    if (this.isOpen) this.meter.add(this.nowUs, id, side, priceTicks, qtyLots);
    else this.meter.know(0, id, priceTicks, qtyLots);
    return super.limit(i, side, priceTicks, qtyLots);
  }

  override take(i: number, side: SideCode, worstTicks: number, qtyLots: number): number {
    this.meter.take(this.nowUs, qtyLots);
    return super.take(i, side, worstTicks, qtyLots);
  }

  override cancel(i: number, handle: number, orderId: number): boolean {
    if (this.leavesLots(i, handle, orderId) > 0) {
      this.meter.cancel(this.nowUs, orderId, this.#sideOf(i, handle, orderId));
    }
    return super.cancel(i, handle, orderId);
  }

  override replace(
    i: number,
    handle: number,
    orderId: number,
    priceTicks: number,
    leavesLots: number,
  ): boolean {
    const side = this.#sideOf(i, handle, orderId);
    this.meter.modify(this.nowUs, orderId, side, priceTicks, leavesLots);
    return super.replace(i, handle, orderId, priceTicks, leavesLots);
  }

  #sideOf(i: number, handle: number, orderId: number): SideCode {
    return this.engine(i).priceTicks(handle, orderId) <= this.bestBidTicks(i) ? 0 : SELL;
  }
}

/** Statistics of simulated trading in the recorded future, after a warm-up of as many hours. */
export function measureSimulator(hours: number, seed: number): FlowStatistics {
  const source = createSimulator({ seed, instruments: [SIMULATED_FUTURE], startUs: START_US });
  const market = new MeteredMarket(
    source.instruments,
    [SIMULATED_FUTURE.startPriceTicks],
    () => undefined,
  );
  source.advance(START_US, 0, market, () => undefined);
  market.isOpen = true;
  const setTime = (us: number): void => {
    market.nowUs = us;
  };
  const endUs = START_US + hours * 3_600_000_000;
  for (let wallUs: number = START_US; wallUs < endUs; wallUs += STEP_US / 60) {
    while (source.advance(timeUs(wallUs), 1, market, setTime) > 0) market.meter.look();
  }
  return market.meter.statistics();
}
