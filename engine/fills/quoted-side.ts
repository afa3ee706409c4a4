/**
 * One side of a quote, and what own orders may still take of it. They do not show in the feed, so
 * what they have taken stays taken until the price changes; when the feed shows less, that is held to
 * be what they took.
 */
export class QuotedSide {
  /** 0: nothing is quoted. */
  ticks: number = 0;
  lots: number = 0;
  /** Printed at this price and not yet seen as a smaller size. */
  printedLots: number = 0;
  /** Taken by own orders: of the quote, and beyond it of the sizes assumed behind it. */
  private takenLots: number = 0;

  /** Takes the feed's next quote of this side; returns how much was cancelled since the last one. */
  update(ticks: number, lots: number): number {
    if (ticks !== this.ticks) {
      this.ticks = ticks;
      this.lots = lots;
      this.printedLots = 0;
      this.takenLots = 0;
      return 0;
    }
    const shrunkLots = Math.max(0, this.lots - lots);
    const canceledLots = Math.max(0, shrunkLots - this.printedLots);
    if (lots > this.lots) this.printedLots = 0;
    else this.printedLots = Math.max(0, this.printedLots - shrunkLots);
    this.takenLots = Math.max(0, this.takenLots - shrunkLots);
    this.lots = lots;
    return canceledLots;
  }

  /** What own orders may take `levels` price steps behind the quote; at 0 of the quote itself. */
  availableLots(levels: number): number {
    const takenHere = Math.max(0, this.takenLots - levels * this.lots);
    return Math.max(0, this.lots - takenHere);
  }

  /** Notes that own orders have taken lots, the quote's first. */
  take(lots: number): void {
    this.takenLots += lots;
  }
}
