import type { Instrument } from '../../engine/domain/instrument.ts';
import { sideOf } from '../../engine/domain/side.ts';
import type { Side } from '../../engine/domain/side.ts';
import { BookMarket } from '../../engine/replay/book-market.ts';

/** One execution as a test sees it. */
export interface SeenTrade {
  readonly i: number;
  readonly taker: Side;
  readonly priceTicks: number;
  readonly qtyLots: number;
  readonly makerOwner: number;
}

/** A market of house orders over the real matching engine that keeps every trade. */
export class TradedMarket extends BookMarket {
  readonly trades: SeenTrade[];

  /** `nearTicks`: a price that each instrument will trade around. */
  constructor(instruments: readonly Instrument[], nearTicks: readonly number[]) {
    const trades: SeenTrade[] = [];
    super(instruments, nearTicks, (i, taker, events) => {
      for (let k = 0; k < events.count; k += 1) {
        trades.push({
          i,
          taker: sideOf(taker),
          priceTicks: events.priceTicks[k] ?? 0,
          qtyLots: events.qtyLots[k] ?? 0,
          makerOwner: events.makerOwner[k] ?? 0,
        });
      }
    });
    this.trades = trades;
  }

  /** One number of all trades so far and of every book: equal markets have equal ones. */
  hash(): number {
    let hash = 0x811c9dc5;
    const mix = (value: number): void => {
      hash = Math.imul(hash ^ (value | 0), 16_777_619);
      hash = Math.imul(hash ^ Math.floor(value / 4_294_967_296), 16_777_619);
    };
    for (const { i, taker, priceTicks, qtyLots } of this.trades) {
      [i, taker === 'buy' ? 0 : 1, priceTicks, qtyLots].forEach(mix);
    }
    this.instruments.forEach((_, i) => mix(this.engine(i).stateHash()));
    return hash >>> 0;
  }
}
