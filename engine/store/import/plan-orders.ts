/** Orders that the new fills belong to: which the store has, and numbers for those to be made. */
import { isWorking } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/order.ts';
import type { PlanContext } from './plan-context.ts';
import type { ProblemList } from './problem-list.ts';
import { inStretches } from './stretches.ts';

/** Name of the client that imported orders are said to come from. */
export const IMPORT_CLIENT = 'import';
/** Largest order number taken over from a file. */
const NUMBER_MAX = 1_000_000_000_000;
/** What is left of a client order id beside `~` and a number. */
const CLIENT_ID_KEPT_CHARS = 110;

const GATHER = `
  INSERT INTO orders (order_id, client_order_id, symbol, side, lots, tick_lots, qty, first_ms,
    last_ms, order_type, tag)
  SELECT order_id, client_order_id, symbol, side, total(lots), total(CAST(lots AS REAL) * ticks),
    max(cum + leaves), min(at_ms), max(at_ms), max(order_type), max(tag)
  FROM fills WHERE state = 0
  GROUP BY order_id, client_order_id, symbol, side ORDER BY min(at_ms), min(line)`;
const SELECT = `
  SELECT id, order_id, client_order_id, symbol, side, lots, tick_lots AS tickLots, qty
  FROM orders WHERE id > ? ORDER BY id LIMIT ?`;
/** Look-ups of one order: a test holds them to an index. */
export const KNOWN_ORDERS = {
  byFile: `
  SELECT order_id AS id FROM imported_orders WHERE file_order_id = ? AND file_client_order_id = ?`,
  byNumber: `
  SELECT order_id AS id, client_order_id AS clientOrderId, client_name AS clientName, symbol, side,
    status, cum_qty_lots AS cumLots, cum_tick_lots AS cumTickLots
  FROM orders WHERE order_id = ?`,
};
const SPOIL = `
  SELECT line FROM fills
  WHERE state = 0 AND order_id = ? AND client_order_id = ? AND symbol = ? AND side = ?
  ORDER BY line`;

const LAST_OF_FILE = `
  SELECT max(CAST(order_id AS INTEGER)) AS value FROM orders
  WHERE order_id NOT GLOB '*[^0-9]*' AND length(order_id) <= 13`;

interface StagedOrder {
  readonly id: number;
  readonly order_id: string;
  readonly client_order_id: string;
  readonly symbol: string;
  readonly side: string;
  readonly lots: number;
  readonly tickLots: number;
  readonly qty: number;
}

interface StoredOrder {
  readonly id: number;
  readonly clientOrderId: string;
  readonly clientName: string;
  readonly symbol: string;
  readonly side: string;
  readonly status: OrderStatus;
  readonly cumLots: number;
  readonly cumTickLots: number;
}

/** Fills the stage's orders; fills of orders that cannot take them become bad rows. */
export function planOrders(context: PlanContext, problems: ProblemList): void {
  const { stage } = context;
  stage.exec(GATHER);
  const find = orderFinder(context);
  const numbers = orderNumbers(context);
  const select = stage.prepare<[number, number], StagedOrder>(SELECT);
  const spoiled = stage.prepare<string[], { line: number }>(SPOIL);
  const drop = stage.prepare<[number]>('DELETE FROM orders WHERE id = ?');
  const mark = stage.prepare<[number]>('UPDATE fills SET state = 2 WHERE line = ?');
  const keep = stage.prepare<[number, string, number, number]>(
    'UPDATE OR IGNORE orders SET own = ?, own_client = ?, is_new = ? WHERE id = ?',
  );
  for (const order of inStretches<StagedOrder>((after, n) => select.all(after?.id ?? 0, n))) {
    const { order_id, client_order_id, symbol, side } = order;
    const stored = find(order);
    const why = problemOf(order, stored);
    if (why !== null) {
      for (const { line } of spoiled.all(order_id, client_order_id, symbol, side)) {
        mark.run(line);
        problems.add({ line, column: 'order_id', value: order_id, rule: why });
      }
      drop.run(order.id);
    } else if (stored !== null) {
      keep.run(stored.id, stored.clientOrderId, 0, order.id);
    } else {
      const isKept = numbers
        .files(order)
        .some(({ own, client }) => keep.run(own, client, 1, order.id).changes > 0);
      if (isKept) continue;
      const given = numbers.fresh(order);
      keep.run(given.own, given.client, 1, order.id);
    }
  }
}

function problemOf(order: StagedOrder, stored: StoredOrder | null): string | null {
  if (stored !== null && isWorking(stored.status)) {
    return 'no order that works here; cancel it before its fills are imported';
  }
  const tickLots = order.tickLots + (stored?.cumTickLots ?? 0);
  const lots = order.lots + (stored?.cumLots ?? 0);
  if (Math.max(tickLots, lots, order.qty) > Number.MAX_SAFE_INTEGER) {
    return 'an order whose fills come to less than 2^53 in all';
  }
  return null;
}

/** Finds the store's order of a file's order: one made for it before, or the store's own. */
function orderFinder({ store, otherStore }: PlanContext): (o: StagedOrder) => StoredOrder | null {
  const byFile = store.prepare<[string, string], { id: number }>(KNOWN_ORDERS.byFile);
  const byId = store.prepare<[number], StoredOrder>(KNOWN_ORDERS.byNumber);
  const value = (sql: string): number => store.prepare<[], { id: number }>(sql).get()?.id ?? 0;
  const hasImported = value('SELECT count(*) AS id FROM (SELECT 1 FROM imported_orders LIMIT 1)');
  const lastId = value('SELECT coalesce(max(order_id), 0) AS id FROM orders');
  return ({ order_id, client_order_id, symbol, side }) => {
    const isIt = (o: StoredOrder | undefined): o is StoredOrder =>
      o !== undefined && o.symbol === symbol && o.side === side;
    const made = hasImported > 0 ? byFile.all(order_id, client_order_id) : [];
    for (const { id } of made) {
      const order = byId.get(id);
      if (isIt(order)) return order;
    }
    const number = isNumber(order_id) ? Number(order_id) : Infinity;
    const own = number <= lastId ? byId.get(number) : undefined;
    if (!isIt(own) || own.clientOrderId !== client_order_id) return null;
    // Another store's order may be called like one that was sent here.
    return otherStore && own.clientName !== IMPORT_CLIENT ? null : own;
  };
}

interface OrderNumber {
  readonly own: number;
  readonly client: string;
}

/** Numbers and client order ids for orders that are to be made. */
interface OrderNumbers {
  /** The file's that are free in the store, best first; other orders of the file may have them. */
  files(order: StagedOrder): readonly OrderNumber[];
  /** Of our own, for what the file's cannot be. */
  fresh(order: StagedOrder): OrderNumber;
}

function orderNumbers({ stage, store }: PlanContext): OrderNumbers {
  type Found = { readonly found: number };
  const byId = store.prepare<[number], Found>('SELECT 1 AS found FROM orders WHERE order_id = ?');
  const byClient = store.prepare<[string], Found>(
    'SELECT 1 AS found FROM orders WHERE client_order_id = ?',
  );
  const byStagedClient = stage.prepare<[string], Found>(
    'SELECT 1 AS found FROM orders WHERE own_client = ?',
  );
  const newest = (sql: string, db: PlanContext['store']): number =>
    db.prepare<[], { value: number | null }>(sql).get()?.value ?? 0;
  const lastStored = newest('SELECT max(order_id) AS value FROM orders', store);
  // Above all that the file brings too, so that none of these takes the number of a later one.
  let last = Math.max(lastStored, newest(LAST_OF_FILE, stage));
  return {
    files({ order_id, client_order_id }) {
      const own = Number(order_id);
      const isTaken = own <= lastStored && byId.get(own) !== undefined;
      if (!isNumber(order_id) || isTaken) return [];
      const renamed = { own, client: clientIdOf(client_order_id, own) };
      const isNameTaken = lastStored > 0 && byClient.get(client_order_id) !== undefined;
      return isNameTaken ? [renamed] : [{ own, client: client_order_id }, renamed];
    },
    fresh({ client_order_id }) {
      last += 1;
      const client =
        byClient.get(client_order_id) === undefined &&
        byStagedClient.get(client_order_id) === undefined
          ? client_order_id
          : clientIdOf(client_order_id, last);
      return { own: last, client };
    },
  };
}

/** A client order id that nobody has: the file's with the order's number. */
function clientIdOf(clientOrderId: string, own: number): string {
  return `${clientOrderId.slice(0, CLIENT_ID_KEPT_CHARS)}~${own}`;
}

function isNumber(orderId: string): boolean {
  return /^[1-9]\d{0,12}$/.test(orderId) && Number(orderId) <= NUMBER_MAX;
}
