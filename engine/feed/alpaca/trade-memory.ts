import { timeUs } from '../../domain/time.ts';
import type { PastTrade } from '../../domain/bar.ts';

/** Trades kept of a symbol: some minutes of the busiest, hours of most. */
export const TRADES_KEPT = 4_096;

/** The first size; most symbols never need more. */
const TRADES_FIRST = 256;

/** Columns of a trade; no lots: it was taken back. */
const US = 0;
const TICKS = 1;
const LOTS = 2;
const WIDTH = 3;

/** A trade's id at its exchange, as the wire has both; an id alone may be another trade elsewhere. */
export interface TradeName {
  readonly id: unknown;
  readonly exchange: unknown;
}

/**
 * The newest trades of one symbol in the order in which they were told, so that a correction or a cancel,
 * which names the trade but not its time, finds the bars that the trade is part of. A ring of numbers:
 * every trade of the feed goes through here.
 */
export class TradeMemory {
  readonly #max: number;
  #rows: Float64Array;
  #ids: unknown[] = [];
  #exchanges: unknown[] = [];
  #first = 0;
  #length = 0;
  #wholeFromUs: number = Number.NEGATIVE_INFINITY;

  constructor(max: number = TRADES_KEPT) {
    this.#max = max;
    this.#rows = new Float64Array(Math.min(max, TRADES_FIRST) * WIDTH);
  }

  /** Bars that begin here or later are made of trades that all are here. */
  get wholeFromUs(): number {
    return this.#wholeFromUs;
  }

  /** Trades that stand, in the order in which they were told. */
  standing(): readonly PastTrade[] {
    const trades: PastTrade[] = [];
    for (let i = 0; i < this.#length; i += 1) {
      const row = this.#place(i) * WIDTH;
      const [us = 0, priceTicks = 0, qtyLots = 0] = this.#rows.subarray(row, row + WIDTH);
      if (qtyLots > 0) trades.push({ priceTicks, qtyLots, us: timeUs(us) });
    }
    return trades;
  }

  add(id: unknown, exchange: unknown, priceTicks: number, qtyLots: number, us: number): void {
    if (this.#length === this.#max) {
      this.#wholeFromUs = Math.max(this.#wholeFromUs, (this.#rows[this.#first * WIDTH] ?? 0) + 1);
      this.#first = (this.#first + 1) % this.#max;
      this.#length -= 1;
    } else if (this.#length * WIDTH === this.#rows.length) this.#grow();
    const place = this.#place(this.#length);
    this.#rows[place * WIDTH + US] = us;
    this.#ids[place] = id;
    this.#exchanges[place] = exchange;
    this.#write(place, priceTicks, qtyLots);
    this.#length += 1;
  }

  /** Puts other values in the place of a trade's; its time, or null when it is not known. */
  correct(name: TradeName, newId: unknown, priceTicks: number, qtyLots: number): number | null {
    const place = this.#find(name);
    if (place === null) return null;
    this.#ids[place] = newId;
    this.#write(place, priceTicks, qtyLots);
    return this.#rows[place * WIDTH + US] ?? null;
  }

  /** Takes a trade back; its time, or null when it is not known. */
  cancel(name: TradeName): number | null {
    return this.correct(name, null, 0, 0);
  }

  /** Something may have been missed up to this time: what began by then is not whole. */
  missed(upToUs: number): void {
    let newestUs = upToUs;
    for (let i = 0; i < this.#length; i += 1) {
      newestUs = Math.max(newestUs, this.#rows[this.#place(i) * WIDTH + US] ?? 0);
    }
    this.#wholeFromUs = Math.max(this.#wholeFromUs, newestUs + 1);
    this.#first = this.#length = 0;
    this.#ids = [];
    this.#exchanges = [];
  }

  #write(place: number, priceTicks: number, qtyLots: number): void {
    this.#rows[place * WIDTH + TICKS] = priceTicks;
    this.#rows[place * WIDTH + LOTS] = qtyLots;
  }

  #find({ id, exchange }: TradeName): number | null {
    // Most corrections come soon after their trade.
    for (let i = this.#length - 1; i >= 0; i -= 1) {
      const place = this.#place(i);
      if (this.#ids[place] === id && this.#exchanges[place] === exchange) return place;
    }
    return null;
  }

  /** Only ever full, and only with its oldest at the beginning, before the ring has its last size. */
  #grow(): void {
    const rows = new Float64Array(Math.min(this.#max * WIDTH, this.#rows.length * 2));
    rows.set(this.#rows);
    this.#rows = rows;
  }

  #place(i: number): number {
    return (this.#first + i) % (this.#rows.length / WIDTH);
  }
}
