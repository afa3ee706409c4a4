/**
 * How recorded rows were taken, by kind. Each row counts once, in the first group; the second counts
 * events that can be explained by what the recording does not show.
 */
export interface ReplayCounts {
  /** Orders entered, cancelled, changed, and aggressors sent, as recorded. */
  added: number;
  canceled: number;
  modified: number;
  taken: number;
  /** F rows: the trade has produced its fills already. */
  fillRows: number;
  /** T and F rows of the opening auction; its result arrives as cancels and modifies. */
  auctionRows: number;
  cleared: number;
  /** C and M rows that tell again what a trade has done to an order here. */
  toldTwice: number;
  /** C rows of orders that were filled here, another one having been filled in the recording. */
  filledHereOnly: number;
  /** M rows of orders that were filled here and go on: icebergs shown again, at the back. */
  shownAgain: number;
  /** Orders of the opening phase that would cross the book; they wait for the auction. */
  waitedForAuction: number;
  /** Rows that name an order which was never entered, or enter one twice. Unexplained. */
  unknownOrder: number;
  /** Orders that the book refused. Unexplained. */
  refused: number;
  /** Orders that met resting ones which the recording did not have any more, or the trader's. */
  metOthers: number;
  /** Aggressors of which a part found nobody: hidden size that the recording does not show. */
  foundTooLittle: number;
}

/** All zero. */
export function noCounts(): ReplayCounts {
  return {
    added: 0,
    canceled: 0,
    modified: 0,
    taken: 0,
    fillRows: 0,
    auctionRows: 0,
    cleared: 0,
    toldTwice: 0,
    filledHereOnly: 0,
    shownAgain: 0,
    waitedForAuction: 0,
    unknownOrder: 0,
    refused: 0,
    metOthers: 0,
    foundTooLittle: 0,
  };
}
