import { BUY, SELL } from '../domain/side.ts';
import {
  ADD,
  CANCEL,
  CLEAR,
  FILL,
  MODIFY,
  NO_SIDE,
  OrderFlow,
  TRADE,
} from '../replay/order-flow.ts';
import { ReplayFileError, RowError, readRows } from './csv-rows.ts';
import type { RowTaker } from './csv-rows.ts';

/** Price units of Databento's files: billionths of a point. */
const UNITS_PER_POINT = 1_000_000_000;
/** Price step of the E-mini S&P 500 in those units. */
const TICK_UNITS = UNITS_PER_POINT / 4;
/** Rows of the largest recording that is taken: a busy future's day; 600 MB of columns. */
export const ROWS_MAX = 20_000_000;

const COLUMNS = [
  'ts_event',
  'instrument_id',
  'action',
  'side',
  'price',
  'size',
  'order_id',
  'flags',
  'sequence',
] as const;
type Column = (typeof COLUMNS)[number];

const ACTIONS: Readonly<Record<string, number>> = {
  A: ADD,
  C: CANCEL,
  M: MODIFY,
  T: TRADE,
  F: FILL,
  R: CLEAR,
};
const SIDES: Readonly<Record<string, number>> = { B: BUY, A: SELL, N: NO_SIDE };

/**
 * Reads a recording of order flow (CSV with a header line, plain or gzip), prices in ticks of a
 * quarter point. Rejects with `ReplayFileError` at the first row that breaks a rule.
 */
export async function readOrderFlow(file: string): Promise<OrderFlow> {
  const flow = new OrderFlow();
  await readRows(file, (header) => {
    if (isOrderFlow(header)) return orderFlowRows(flow);
    throw new RowError(1, `the columns must be ${COLUMNS.join()}, found ${header.join()}`);
  });
  if (flow.count === 0) throw new ReplayFileError(`${file}: holds no events`);
  return flow;
}

/** Whether a header is that of a recording of order flow. */
export function isOrderFlow(header: readonly string[]): boolean {
  return header.join() === COLUMNS.join();
}

/** Takes the rows after such a header. */
export function orderFlowRows(flow: OrderFlow): RowTaker {
  return (record, line) => {
    addRow(flow, record, line);
  };
}

function addRow(flow: OrderFlow, record: readonly string[], line: number): void {
  if (flow.count === ROWS_MAX) throw new RowError(line, `more than ${ROWS_MAX} rows`);
  const field = (column: Column): string => record[COLUMNS.indexOf(column)] ?? '';
  const fail = (column: Column, rule: string): never => {
    throw new RowError(line, `${column} ${JSON.stringify(field(column))} ${rule}`);
  };
  const whole = (column: Column, max: number): number => {
    const value = Number(field(column));
    const isWhole = /^\d{1,16}$/.test(field(column)) && value <= max;
    return isWhole ? value : fail(column, `is not a whole number of 0 to ${max}`);
  };
  const action = ACTIONS[field('action')] ?? fail('action', 'is none of A C M T F R');
  const side = SIDES[field('side')] ?? fail('side', 'is none of B A N');
  const isOrder = action === ADD || action === CANCEL || action === MODIFY;
  if (isOrder && side === NO_SIDE) fail('side', 'must be B or A for an order');
  // Nanoseconds exceed safe integers, so the last three digits go while they are text.
  if (!/^\d{19}$/.test(field('ts_event'))) fail('ts_event', 'is not nanoseconds since 1970');
  const priceTicks = action === CLEAR ? 0 : whole('price', Number.MAX_SAFE_INTEGER) / TICK_UNITS;
  if (!Number.isInteger(priceTicks)) fail('price', 'is not a multiple of a quarter point');
  if (priceTicks === 0 && action !== CLEAR) fail('price', 'must be above 0');
  const qtyLots = whole('size', 0x7fffffff);
  if (qtyLots === 0 && action !== CLEAR) fail('size', 'must be above 0');
  flow.push({
    action,
    side,
    flags: whole('flags', 255),
    timeUs: Number(field('ts_event').slice(0, -3)),
    priceTicks,
    qtyLots,
    orderId: whole('order_id', Number.MAX_SAFE_INTEGER),
  });
}
