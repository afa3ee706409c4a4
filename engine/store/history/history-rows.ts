/** Rows of round trips and closed lots, and what they stand for in the contract. */
import type { LotRow, TripRow } from '../../contract/history.ts';

/** A round trip as it is stored: its tags as JSON. */
export type TripRecord = Omit<TripRow, 'tags'> & { readonly tags: string };

// Field by field: the test stand-in for better-sqlite3 adds one to its rows.

/** The round trip that a row of TRIP_COLUMNS stands for. */
export function tripOf(row: TripRecord): TripRow {
  return {
    symbol: row.symbol,
    side: row.side,
    number: row.number,
    openedUs: row.openedUs,
    closedUs: row.closedUs,
    qtyLots: row.qtyLots,
    peakQtyLots: row.peakQtyLots,
    entryMicros: row.entryMicros,
    exitMicros: row.exitMicros,
    grossMicros: row.grossMicros,
    feesMicros: row.feesMicros,
    fills: row.fills,
    firstExecutionId: row.firstExecutionId,
    lastExecutionId: row.lastExecutionId,
    // Written by TripStore.
    tags: JSON.parse(row.tags) as string[],
    tag: row.tag,
    maeMicros: row.maeMicros,
    mfeMicros: row.mfeMicros,
  };
}

/** The closed lot that a row of CLOSED_LOT_COLUMNS stands for. */
export function lotOf(row: LotRow): LotRow {
  return {
    lotId: row.lotId,
    symbol: row.symbol,
    side: row.side,
    openExecutionId: row.openExecutionId,
    closeExecutionId: row.closeExecutionId,
    openedUs: row.openedUs,
    closedUs: row.closedUs,
    qtyLots: row.qtyLots,
    openMicros: row.openMicros,
    closeMicros: row.closeMicros,
    openFeeMicros: row.openFeeMicros,
    closeFeeMicros: row.closeFeeMicros,
    tag: row.tag,
  };
}
