/**
 * What a source has done to the market, written down as plain data and done again: the inputs of a
 * session beside its requests. Orders are known by their numbers, so that they are found again in an
 * engine that was started in between and numbers anew.
 */
import type { SideCode } from '../../engine/domain/side.ts';
import { timeUs } from '../../engine/domain/time.ts';
import type { TimeUs } from '../../engine/domain/time.ts';
import type { HouseMarket, MarketDrill, MarketSource } from '../../engine/ports.ts';

/** One call of a source; `id` is the number that the order had when it was recorded. */
export type SourceCall =
  | { readonly call: 'time'; readonly us: number }
  | {
      readonly call: 'limit';
      readonly id: number;
      readonly i: number;
      readonly side: SideCode;
      readonly ticks: number;
      readonly lots: number;
    }
  | {
      readonly call: 'take';
      readonly i: number;
      readonly side: SideCode;
      readonly ticks: number;
      readonly lots: number;
    }
  | { readonly call: 'cancel'; readonly id: number; readonly i: number }
  | {
      readonly call: 'replace';
      readonly id: number;
      readonly i: number;
      readonly ticks: number;
      readonly lots: number;
    };

/** All calls of one `advance` and the number of events that it gave. */
export interface RecordedAdvance {
  readonly events: number;
  readonly calls: readonly SourceCall[];
}

/** A source that passes another one's calls on and keeps them. */
export class RecordingSource implements MarketSource {
  readonly advances: RecordedAdvance[] = [];
  readonly #source: MarketSource;
  /** Orders that may rest, by number. */
  readonly #resting = new Map<number, { readonly i: number; readonly handle: number }>();
  #leaves = false;

  constructor(source: MarketSource) {
    this.#source = source;
  }

  /** All of the source's orders leave the books with the next advance, as in a restart. */
  leave(): void {
    this.#leaves = true;
  }

  get instruments(): MarketSource['instruments'] {
    return this.#source.instruments;
  }

  marketUs: MarketSource['marketUs'] = (wallUs) => this.#source.marketUs(wallUs);
  control: MarketSource['control'] = (action, wallUs) => this.#source.control(action, wallUs);
  status: MarketSource['status'] = (wallUs) => this.#source.status(wallUs);

  drill(action: MarketDrill, wallUs: TimeUs): void {
    this.#source.drill?.(action, wallUs);
  }

  advance: MarketSource['advance'] = (wallUs, eventsMax, market, setTime) => {
    const calls: SourceCall[] = [];
    const noted = recorded(market, calls, this.#resting);
    if (this.#leaves) {
      for (const [id, { i, handle }] of this.#resting) noted.cancel(i, handle, id);
      this.#leaves = false;
    }
    const events = this.#source.advance(wallUs, eventsMax, noted, (us) => {
      calls.push({ call: 'time', us });
      setTime(us);
    });
    this.advances.push({ events, calls });
    return events;
  };
}

function recorded(
  market: HouseMarket,
  calls: SourceCall[],
  resting: Map<number, { readonly i: number; readonly handle: number }>,
): HouseMarket {
  return {
    instruments: market.instruments,
    limit(i, side, ticks, lots) {
      const handle = market.limit(i, side, ticks, lots);
      const id = market.lastOrderId();
      calls.push({ call: 'limit', id, i, side, ticks, lots });
      if (handle >= 0) resting.set(id, { i, handle });
      return handle;
    },
    take(i, side, ticks, lots) {
      calls.push({ call: 'take', i, side, ticks, lots });
      return market.take(i, side, ticks, lots);
    },
    cancel(i, handle, id) {
      calls.push({ call: 'cancel', id, i });
      resting.delete(id);
      return market.cancel(i, handle, id);
    },
    replace(i, handle, id, ticks, lots) {
      calls.push({ call: 'replace', id, i, ticks, lots });
      return market.replace(i, handle, id, ticks, lots);
    },
    lastOrderId: () => market.lastOrderId(),
    leavesLots: (i, handle, id) => market.leavesLots(i, handle, id),
    bestBidTicks: (i) => market.bestBidTicks(i),
    bestAskTicks: (i) => market.bestAskTicks(i),
    lastTradeTicks: (i) => market.lastTradeTicks(i),
    restingOrders: (i, side) => market.restingOrders(i, side),
  };
}

/** Does what was recorded, one advance after another; a pause, a speed or a drill is in it already. */
export class PlayingSource implements MarketSource {
  readonly instruments: MarketSource['instruments'];
  readonly #advances: readonly RecordedAdvance[];
  readonly #status: MarketSource['status'];
  /** Number and handle of each order here by its number there. */
  readonly #orders = new Map<number, { readonly id: number; readonly handle: number }>();
  #next = 0;

  constructor(like: MarketSource, advances: readonly RecordedAdvance[]) {
    this.instruments = like.instruments;
    this.#status = (wallUs) => like.status(wallUs);
    this.#advances = advances;
  }

  marketUs: MarketSource['marketUs'] = (wallUs) => wallUs;
  control: MarketSource['control'] = () => undefined;
  status: MarketSource['status'] = (wallUs) => this.#status(wallUs);

  drill(): void {
    // What it did to the market is among the calls.
  }

  advance: MarketSource['advance'] = (_wallUs, _eventsMax, market, setTime) => {
    const { events, calls } = this.#advances[this.#next] ?? { events: 0, calls: [] };
    this.#next += 1;
    for (const one of calls) this.#do(one, market, setTime);
    return events;
  };

  #do(one: SourceCall, market: HouseMarket, setTime: (us: TimeUs) => void): void {
    if (one.call === 'time') setTime(timeUs(one.us));
    else if (one.call === 'take') market.take(one.i, one.side, one.ticks, one.lots);
    else if (one.call === 'limit') {
      const handle = market.limit(one.i, one.side, one.ticks, one.lots);
      this.#orders.set(one.id, { id: market.lastOrderId(), handle });
    } else {
      const known = this.#orders.get(one.id);
      if (known === undefined || known.handle < 0) return;
      if (one.call === 'cancel') market.cancel(one.i, known.handle, known.id);
      else market.replace(one.i, known.handle, known.id, one.ticks, one.lots);
    }
  }
}
