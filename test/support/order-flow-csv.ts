/** Columns of a recording of order flow, as its reader demands them. */
export const FLOW_HEADER = 'ts_event,instrument_id,action,side,price,size,order_id,flags,sequence';

/** 2023-12-25 23:00 UTC in nanoseconds, as text since it exceeds safe integers. */
const START_MS = 1_703_545_200_000;

/** One row of a recording in words. Prices in ticks of a quarter point. */
export interface FlowRow {
  readonly ms?: number;
  readonly action: 'A' | 'C' | 'M' | 'T' | 'F' | 'R';
  readonly side: 'B' | 'A' | 'N';
  readonly price: number;
  readonly size: number;
  readonly id: number;
  /** 130 (ends a message) when left out; 0 inside one, 40 in the snapshot. */
  readonly flags?: number;
}

/** A recording as CSV text. */
export function flowCsv(rows: readonly FlowRow[]): string {
  const lines = rows.map(({ ms = 0, action, side, price, size, id, flags = 130 }, i) =>
    [
      `${START_MS + ms}000000`,
      17_077,
      action,
      side,
      price * 250_000_000,
      size,
      id,
      flags,
      i,
    ].join(),
  );
  return [FLOW_HEADER, ...lines, ''].join('\n');
}
