/**
 * What the ladder shows, without a screen: the last book, own orders, prints and the window of
 * prices. Data never moves the window while the pointer is in it or after the trader has scrolled.
 */
import type { DataMap } from '../../../engine/contract/messages.ts';
import { stepPriceTicks } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { DepthLevel, Trade } from '../../../engine/domain/market.ts';
import { centreTicks, marketPlace, rowPrices, scrollTop, topFor } from './ladder-window.ts';
import type { MarketPlace, Touch } from './ladder-window.ts';
import type { OwnLevel } from './own-orders.ts';
import { VolumeAtPrice } from './volume-at-price.ts';

const NO_TOUCH: Touch = { bidTicks: 0, askTicks: 0 };

/** State of one ladder. Owned by its view. */
export class LadderModel {
  readonly bids = new Map<number, DepthLevel>();
  readonly asks = new Map<number, DepthLevel>();
  readonly volume = new VolumeAtPrice();
  own: ReadonlyMap<string, OwnLevel> = new Map();
  /** Lots shown ahead of own orders in their queues, by order id. */
  queueAhead: ReadonlyMap<number, number> = new Map();
  touch: Touch = NO_TOUCH;
  /** Price of the last print; 0 before one is known. */
  lastTicks = 0;
  /** True once a book has come for the symbol. */
  hasBook = false;
  prices: readonly number[] = [];
  /** Whether the window may follow the market by itself: until the trader scrolls. */
  follows = true;
  pointerInside = false;
  #instrument: Instrument | null = null;
  #rowCount = 0;

  get instrument(): Instrument | null {
    return this.#instrument;
  }

  /** Begins with another instrument; everything of the former one is forgotten. */
  setInstrument(instrument: Instrument | null): void {
    this.#instrument = instrument;
    this.bids.clear();
    this.asks.clear();
    this.volume.clear();
    this.own = new Map();
    this.queueAhead = new Map();
    this.touch = NO_TOUCH;
    this.lastTicks = 0;
    this.hasBook = false;
    this.prices = [];
    this.follows = true;
  }

  /** Takes the whole visible book. */
  setDepth(depth: DataMap['depth']): void {
    fill(this.bids, depth.bids);
    fill(this.asks, depth.asks);
    this.touch = {
      bidTicks: depth.bids[0]?.priceTicks ?? 0,
      askTicks: depth.asks[0]?.priceTicks ?? 0,
    };
    this.hasBook = true;
  }

  addTrades(trades: readonly Trade[]): void {
    this.volume.add(trades);
    const last = trades.at(-1);
    if (last !== undefined) this.lastTicks = last.priceTicks;
  }

  /** The last price as a quote tells it, for as long as no print has come. */
  setLast(ticks: number): void {
    if (this.lastTicks === 0) this.lastTicks = ticks;
  }

  /** Rows that fit; the price in the middle stays where it is. */
  setRowCount(count: number): void {
    if (count === this.#rowCount) return;
    const middle = this.prices[Math.floor((this.prices.length - 1) / 2)];
    this.#rowCount = count;
    if (middle !== undefined) this.#centreOn(middle);
  }

  /** Moves the window by rows, up if positive; from then on it stays until recentred. */
  scroll(rows: number): void {
    const top = this.prices[0];
    if (this.#instrument === null || top === undefined) return;
    this.follows = false;
    this.prices = rowPrices(
      this.#instrument,
      scrollTop(this.#instrument, top, rows),
      this.#rowCount,
    );
  }

  /** Scrolls as little as it takes to have a price in the window. */
  reveal(ticks: number): void {
    const instrument = this.#instrument;
    const top = this.prices[0];
    const bottom = this.prices.at(-1);
    if (instrument === null || top === undefined || bottom === undefined) return;
    if (ticks <= top && ticks >= bottom) return;
    this.follows = false;
    const first = ticks > top ? ticks : stepPriceTicks(instrument, ticks, this.#rowCount - 1);
    this.prices = rowPrices(instrument, first, this.#rowCount);
  }

  /** What is ahead of the first own order of a level; null when that is not known. */
  aheadOf(level: OwnLevel | undefined): number | null {
    let least: number | null = null;
    for (const id of level?.orderIds ?? []) {
      const ahead = this.queueAhead.get(id);
      if (ahead !== undefined && (least === null || ahead < least)) least = ahead;
    }
    return least;
  }

  /** Centres the window on the market, and lets it follow again. */
  recentre(): void {
    this.follows = true;
    if (this.#instrument === null) return;
    const centre = centreTicks(this.#instrument, this.touch, this.lastTicks);
    if (centre > 0) this.#centreOn(centre);
  }

  /** Where the market is in relation to the window. */
  place(): MarketPlace {
    return marketPlace(this.prices, this.touch);
  }

  /** Before each painting: places the window if it may and must move. */
  settle(): void {
    if (this.prices.length === 0) {
      this.recentre();
      return;
    }
    if (this.follows && !this.pointerInside && this.place() !== 'inside') this.recentre();
  }

  /** Largest displayed size and traded volume in the window, 1 at least: what the bars compare to. */
  scales(): { readonly size: number; readonly volume: number } {
    let size = 1;
    let volume = 1;
    for (const price of this.prices) {
      size = Math.max(size, this.bids.get(price)?.qtyLots ?? 0, this.asks.get(price)?.qtyLots ?? 0);
      volume = Math.max(volume, this.volume.at(price));
    }
    return { size, volume };
  }

  #centreOn(centre: number): void {
    if (this.#instrument === null || this.#rowCount === 0) return;
    const top = topFor(this.#instrument, centre, this.#rowCount);
    this.prices = rowPrices(this.#instrument, top, this.#rowCount);
  }
}

function fill(levels: Map<number, DepthLevel>, from: readonly DepthLevel[]): void {
  levels.clear();
  for (const level of from) levels.set(level.priceTicks, level);
}
