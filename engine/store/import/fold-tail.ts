import { executionId, executionIdText } from '../../domain/ids.ts';
import type { Connection } from '../database.ts';
import type { SymbolFold } from './symbol-fold.ts';
import { inStretches } from './stretches.ts';

/** Where the new fills of a symbol begin. */
export interface FirstNew {
  readonly symbol: string;
  readonly firstMs: number;
  /** Lowest number that one of them brings. */
  readonly firstOwn: number;
}

interface StoredFill {
  readonly id: number;
  readonly side: 'buy' | 'sell';
  readonly lots: number;
  readonly ticks: number;
  readonly fee: number;
  readonly cum: number;
  readonly leaves: number;
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly orderType: string;
  readonly liquidity: string;
  readonly tag: string;
  readonly us: number;
  readonly eventSeq: number;
  readonly name: string | null;
  readonly fileExecId: string | null;
}

/** Where a symbol's stored fills end, and one stretch of them: looked up by a test of query plans. */
export const STORED_FILLS = {
  lastUs: `
  SELECT executed_us AS value FROM trades WHERE symbol = ? ORDER BY executed_us DESC LIMIT 1`,
  lastId: `
  SELECT execution_id AS value FROM trades WHERE symbol = ? ORDER BY execution_id DESC LIMIT 1`,
  from: `
  SELECT t.execution_id AS id, t.side, t.last_qty_lots AS lots, t.last_price_ticks AS ticks,
    t.fee_micros AS fee, t.cum_qty_lots AS cum, t.leaves_qty_lots AS leaves, t.order_id AS orderId,
    t.client_order_id AS clientOrderId, t.order_type AS orderType, t.liquidity, t.tag,
    t.executed_us AS us, t.event_seq AS eventSeq, n.exec_id AS name, n.file_exec_id AS fileExecId
  FROM trades t LEFT JOIN imported_fills n ON n.execution_id = t.execution_id
  WHERE t.symbol = ? AND t.execution_id > ? ORDER BY t.execution_id LIMIT ?`,
};
const STAGE = `
  INSERT INTO fills (line, at_ms, symbol, side, lots, ticks, fee, cum, leaves, order_id,
    client_order_id, order_type, liquidity, tag, tie, own, name, us, event_seq, store_order_id,
    file_exec_id)
  VALUES (?,?,?,?,?,?,?,?,?,'',?,?,?,?,?,?,?,?,?,?,?)`;

/**
 * Brings the fold to where the first new fill comes, and puts the stored fills after it into the
 * stage, each of them told to `takenOut`. A symbol whose new fills all come later than its stored ones
 * goes on from its stored position, however many fills that has.
 */
export function openTail(
  { stage, store, venue }: { stage: Connection; store: Connection; venue: string },
  fold: SymbolFold,
  { symbol, firstMs, firstOwn }: FirstNew,
  takenOut: (executionId: number) => void,
): void {
  const last = (sql: string): number =>
    store.prepare<[string], { value: number }>(sql).get(symbol)?.value ?? -1;
  if (last(STORED_FILLS.lastUs) < firstMs * 1_000 && last(STORED_FILLS.lastId) < firstOwn) {
    fold.goOn();
    return;
  }
  const select = store.prepare<[string, number, number], StoredFill>(STORED_FILLS.from);
  const put = stage.prepare<(string | number | null)[]>(STAGE);
  let isTail = false;
  let atMs = 0;
  for (const f of inStretches<StoredFill>((after, n) => select.all(symbol, after?.id ?? 0, n))) {
    const ms = Math.floor(f.us / 1_000);
    isTail ||= ms >= firstMs || f.id > firstOwn;
    if (!isTail) {
      fold.add({ ...f, at_ms: ms }, f.id);
      continue;
    }
    // Fills of the store stay in their order, also where its clock has once been set back.
    atMs = Math.max(atMs, ms);
    const what = [f.side, f.lots, f.ticks, f.fee, f.cum, f.leaves];
    const order = [f.clientOrderId, f.orderType, f.liquidity, f.tag];
    const name = f.name ?? executionIdText(venue, executionId(f.id));
    const from = [f.us, f.eventSeq, f.orderId, f.fileExecId];
    put.run(-f.id, atMs, symbol, ...what, ...order, f.id, f.id, name, ...from);
    takenOut(f.id);
  }
}
