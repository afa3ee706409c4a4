/** What is left of one opening fill: the oldest lot is the first to be closed (FIFO). */
export interface Lot {
  /** The execution that opened it; with the symbol its key. */
  readonly executionId: number;
  readonly openedUs: number;
  /** Signed: long above 0, short below. */
  readonly qtyLots: number;
  /** What `qtyLots` cost (long) or brought (short) in micros, >= 0. */
  readonly costMicros: number;
}

/** Open lots of one symbol, oldest first. */
export interface SymbolLots {
  readonly symbol: string;
  readonly lots: readonly Lot[];
}

/** What fills have done to the lots of one symbol, as the store needs it. */
export interface LotChanges extends SymbolLots {
  /** Lots of lower execution ids are gone; `lots` are the new and the changed ones of the others. */
  readonly keptFromId: number;
}
