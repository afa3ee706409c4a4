/**
 * Bars of one instrument and timeframe, built one trade at a time: the forming bar is four numbers
 * that each trade updates, closed bars lie in a ring. Nothing is ever recomputed over history.
 */
import { TIMEFRAME_US, tradesOfBar } from '../domain/bar.ts';
import type { Bar, PastTrade, Timeframe } from '../domain/bar.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { tradeDayAt } from '../domain/session.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import { BarRing } from './bar-ring.ts';
import { PastChanges } from './past-changes.ts';

/** Closed bars kept in memory by series: a wide chart's worth; older ones come from the store. */
export const BARS_KEPT = 1_500;

export class BarSeries {
  readonly timeframe: Timeframe;
  /** Called before bars are looked at or changed: their owner may hold trades back (bar-set.ts). */
  readonly #settle: () => void;
  readonly #zone: string;
  /** Trades that make a bar; 0 where time does. */
  readonly #tradesMax: number;
  /** Closed bars, oldest first. */
  readonly #ring = new BarRing(BARS_KEPT);
  /** What has changed of closed bars. */
  readonly past = new PastChanges();
  /** Trades in tick bars, and how many of those were closed, since the series began. */
  #told = 0;
  #closedEver = 0;

  #startUs = -1;
  #endUs = -1;
  #open = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  #volume = 0;
  #trades = 0;

  constructor(timeframe: Timeframe, zone: string, settle: () => void = () => undefined) {
    this.timeframe = timeframe;
    this.#zone = zone;
    this.#settle = settle;
    this.#tradesMax = tradesOfBar(timeframe) ?? 0;
  }

  /** Closed bars that are kept, at most `BARS_KEPT`. */
  get kept(): number {
    return this.#ring.length;
  }

  /**
   * Adds one trade; returns the bar it closed, or null. One that comes late counts in the bar of its
   * time, as far as that is kept, but makes neither its open nor its close.
   */
  addTrade(price: number, lots: number, us: TimeUs): Bar | null {
    this.#settle();
    if (this.#tradesMax > 0) return this.addCounted(price, lots, us);
    let closed: Bar | null = null;
    if (us < this.#startUs) {
      this.#addLate(price, lots, us);
      return null;
    }
    if (us >= this.#endUs) {
      closed = this.#forming();
      if (closed !== null) this.#ring.push(closed);
      this.#begin(us);
      this.#open = this.#high = this.#low = price;
      this.#volume = this.#trades = 0;
    }
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
    this.#close = price;
    this.#volume += lots;
    this.#trades += 1;
    return closed;
  }

  /** When the forming bar of a time starts, and the first moment after it; -1 and -1 without one. */
  get formingUs(): { readonly startUs: number; readonly endUs: number } {
    return { startUs: this.#startUs, endUs: this.#endUs };
  }

  /**
   * Adds what some trades, all of the time of the forming bar and later than its others, come to. Settles
   * nothing, since this is how that is done.
   */
  addSum(high: number, low: number, close: number, lots: number, trades: number): void {
    if (high > this.#high) this.#high = high;
    if (low < this.#low) this.#low = low;
    this.#close = close;
    this.#volume += lots;
    this.#trades += trades;
  }

  /** `addTrade` of tick bars: trades count in the order in which they come, whatever their time says. */
  addCounted(price: number, lots: number, us: TimeUs): Bar | null {
    let closed: Bar | null = null;
    if (this.#startUs < 0 || this.#trades >= this.#tradesMax) {
      closed = this.#forming();
      if (closed !== null) {
        this.#ring.push(closed);
        this.#closedEver += 1;
      }
      this.#startUs = Math.max(us, this.#startUs + 1);
      this.#open = this.#high = this.#low = price;
      this.#volume = this.#trades = 0;
    }
    this.#told += 1;
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
    this.#close = price;
    this.#volume += lots;
    this.#trades += 1;
    return closed;
  }

  /**
   * Makes tick bars anew after a trade was corrected or taken back. `trades` are the newest that stand, in
   * the order in which they were told; `takenBack`: how many do not stand any more since the last time.
   * Bars that hold a trade from before these stay as they are.
   */
  recount(trades: readonly PastTrade[], takenBack: number): void {
    this.#settle();
    // Counted from the end, so that what nobody remembers may be as long as it is.
    const before = this.#told - trades.length - takenBack;
    const droppedBars = this.#closedEver - this.#ring.length;
    const first = Math.max(Math.ceil(Math.max(0, before) / this.#tradesMax), droppedBars);
    if (before < 0 || first > this.#closedEver) return;
    const last = this.#ring.at(first - droppedBars - 1);
    // The last one that stays is as it was before its next trade: full, and not closed yet.
    this.#ring.truncate(Math.max(0, first - droppedBars - 1));
    this.#closedEver = Math.max(droppedBars, first - 1);
    this.#startUs = -1;
    this.#trades = 0;
    if (last !== undefined) {
      this.#startUs = last.startUs;
      this.#form(last);
    }
    const from = first * this.#tradesMax - before;
    this.#told = first * this.#tradesMax;
    for (let i = from; i < trades.length; i += 1) {
      const trade = trades[i];
      if (trade !== undefined) this.addCounted(trade.priceTicks, trade.qtyLots, trade.us);
    }
    this.past.rewritten();
  }

  /**
   * Takes a bar as its market counts it, in the place of what trades have made of that time; one that
   * is missing goes in between. True when it is among the bars kept.
   */
  put(bar: Bar): boolean {
    this.#settle();
    if (bar.startUs === this.#startUs) {
      this.#form(bar);
      return true;
    }
    if (bar.startUs > this.#startUs) {
      const closed = this.#forming();
      if (closed !== null) this.#ring.push(closed);
      this.#begin(bar.startUs);
      this.#form(bar);
      return true;
    }
    const at = this.#ring.countBefore(bar.startUs);
    if (this.#ring.startUs(at) === bar.startUs) {
      this.#ring.set(at, bar);
      this.past.note(bar.startUs);
      return true;
    }
    if (at === 0 && this.#ring.isFull) return false;
    this.#ring.insert(at, bar);
    this.past.note(bar.startUs);
    return true;
  }

  /**
   * Takes a bar away: none of its trades stands. What was before it goes on forming then, as if they had
   * not been. False when there was no such bar.
   */
  remove(startUs: TimeUs): boolean {
    this.#settle();
    if (startUs !== this.#startUs) {
      const at = this.#ring.countBefore(startUs);
      if (this.#ring.startUs(at) !== startUs) return false;
      this.#ring.remove(at);
      this.past.rewritten();
      return true;
    }
    this.past.rewritten();
    const last = this.lastClosed();
    this.#startUs = this.#endUs = -1;
    if (last === null) return true;
    this.#ring.remove(this.#ring.length - 1);
    this.#begin(last.startUs);
    this.#form(last);
    return true;
  }

  /** Takes bars of the past, oldest first; the last one goes on forming if its time is not over. */
  restore(bars: readonly Bar[], nowUs: TimeUs): void {
    this.#settle();
    for (const bar of bars) {
      this.#begin(bar.startUs);
      if (this.#endUs <= nowUs) {
        this.#ring.push(bar);
        continue;
      }
      this.#form(bar);
      return;
    }
    this.#startUs = this.#endUs = -1;
  }

  /** The bar that the next trade may still change, or null before the first. */
  forming(): Bar | null {
    this.#settle();
    return this.#forming();
  }

  #forming(): Bar | null {
    if (this.#startUs < 0) return null;
    return {
      startUs: timeUs(this.#startUs),
      openTicks: priceTicks(this.#open),
      highTicks: priceTicks(this.#high),
      lowTicks: priceTicks(this.#low),
      closeTicks: priceTicks(this.#close),
      volumeLots: qtyLots(this.#volume),
      trades: this.#trades,
    };
  }

  /** Bars that start at or after `us`, oldest first, the forming one last. */
  from(us: number): Bar[] {
    const bars = this.#closed(this.#ring.countBefore(us), this.#ring.length);
    const forming = this.forming();
    if (forming !== null && forming.startUs >= us) bars.push(forming);
    return bars;
  }

  /** The newest `limit` bars that start before `us`, oldest first. */
  before(us: number, limit: number): Bar[] {
    const forming = this.forming();
    const isWithForming = forming !== null && forming.startUs < us;
    const end = this.#ring.countBefore(us);
    const bars = this.#closed(Math.max(0, end - limit + (isWithForming ? 1 : 0)), end);
    if (isWithForming) bars.push(forming);
    return bars;
  }

  /** Whether bars from `us` on may have left this series because it keeps only the newest. */
  isCutAfter(us: number): boolean {
    return this.#ring.isFull && this.#ring.startUs(0) > us;
  }

  /** The newest closed bar, or null. */
  lastClosed(): Bar | null {
    return this.#ring.at(this.#ring.length - 1) ?? null;
  }

  #closed(from: number, to: number): Bar[] {
    const bars: Bar[] = [];
    for (let i = from; i < to; i += 1) {
      const bar = this.#ring.at(i);
      if (bar !== undefined) bars.push(bar);
    }
    return bars;
  }

  #begin(us: TimeUs): void {
    if (this.timeframe === '1d') {
      const day = tradeDayAt(this.#zone, us);
      this.#startUs = day.startUs;
      this.#endUs = day.endUs;
      return;
    }
    const length = TIMEFRAME_US[this.timeframe];
    this.#startUs = Math.floor(us / length) * length;
    this.#endUs = this.#startUs + length;
  }

  #addLate(price: number, lots: number, us: TimeUs): void {
    const at = this.#ring.countBefore(us + 1) - 1;
    const bar = this.#ring.at(at);
    if (bar === undefined || us >= bar.startUs + TIMEFRAME_US[this.timeframe]) return;
    this.past.note(bar.startUs);
    this.#ring.set(at, {
      ...bar,
      highTicks: priceTicks(Math.max(bar.highTicks, price)),
      lowTicks: priceTicks(Math.min(bar.lowTicks, price)),
      volumeLots: qtyLots(bar.volumeLots + lots),
      trades: bar.trades + 1,
    });
  }

  #form(bar: Bar): void {
    this.#open = bar.openTicks;
    this.#high = bar.highTicks;
    this.#low = bar.lowTicks;
    this.#close = bar.closeTicks;
    this.#volume = bar.volumeLots;
    this.#trades = bar.trades;
  }
}
