/**
 * The operations of `walk` as they reach the core of the product: the trader's as requests, with the
 * client order ids that a client has given them, the house's as the simulator's. Requests are made
 * ahead of the time that is measured, as those of a client arrive made.
 */
import { orderId } from '../../../engine/domain/ids.ts';
import type { OrderId } from '../../../engine/domain/ids.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { BUY, SELL, sideOf } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import type { ReplaceRequest } from '../../../engine/orders/replace-checks.ts';
import { HEADER_BYTES, OP_CANCEL, OP_MARKET, OP_REPLACE } from '../matching/workload.ts';

/**
 * Whose the orders are. `sides`: what buys is the trader's and what sells the house's, so that every
 * trade is a fill of the trader's and nobody meets himself. `resting`: nine in ten operations are the
 * trader's, all but those that take. `trader`: all are; what would trade with his own is cancelled.
 */
export const FLOWS = ['sides', 'resting', 'trader'] as const;
export type Flow = (typeof FLOWS)[number];

export const BENCH_SYMBOL = 'BENCH';

/** One operation, ready to be sent; of a house order the numbers are taken. */
export interface CoreOperation {
  readonly op: number;
  /** Kind of the record, an index into `KIND_NAMES`. */
  readonly kind: number;
  /** The order's number in the file. */
  readonly id: number;
  readonly side: SideCode;
  readonly priceTicks: number;
  readonly lots: number;
  readonly isTraders: boolean;
  readonly submit: SubmitRequest | null;
  /** Number that the core has given, or will give, to the trader's order. */
  readonly orderId: OrderId;
}

const WORDS_PER_RECORD = 4;

/** Reads a workload's records one after another. */
export class CoreFlow {
  readonly ops: number;
  readonly #flow: Flow;
  readonly #words: Int32Array;
  /** Number in the core by number in the file; 0 for an order of the house. */
  readonly #orderIds: Int32Array;
  #record = 0;
  #lastOrderId = 0;

  /** `file`: a workload without preload. */
  constructor(flow: Flow, file: ArrayBuffer) {
    const header = new DataView(file, 0, HEADER_BYTES);
    this.ops = header.getUint32(12, true);
    this.#flow = flow;
    this.#words = new Int32Array(file, HEADER_BYTES);
    this.#orderIds = new Int32Array(header.getUint32(16, true) + 1);
  }

  /** The next `count` operations; fewer at the end. */
  take(count: number): CoreOperation[] {
    const operations: CoreOperation[] = [];
    const end = Math.min(this.ops, this.#record + count);
    for (; this.#record < end; this.#record += 1) operations.push(this.#next());
    return operations;
  }

  #next(): CoreOperation {
    const at = this.#record * WORDS_PER_RECORD;
    // One by one: a view of them would be a sixth of all garbage that the collector finds in the bench.
    const words = this.#words;
    const head = words[at] ?? 0;
    const id = words[at + 1] ?? 0;
    const priceTicks = words[at + 2] ?? 0;
    const lots = words[at + 3] ?? 0;
    const op = head & 0xff;
    const side = (head & 0x100) === 0 ? BUY : SELL;
    const kind = (head >>> 16) & 0xff;
    const isNew = op !== OP_CANCEL && op !== OP_REPLACE;
    if (isNew && this.#isTraders(side, kind)) {
      this.#lastOrderId += 1;
      this.#orderIds[id] = this.#lastOrderId;
    }
    const own = this.#orderIds[id] ?? 0;
    const isTraders = own > 0;
    const submit = isNew && isTraders ? submitOf(op, id, side, priceTicks, lots) : null;
    return { op, kind, id, side, priceTicks, lots, isTraders, submit, orderId: orderId(own) };
  }

  #isTraders(side: SideCode, kind: number): boolean {
    switch (this.#flow) {
      case 'sides':
        return side === BUY;
      case 'resting':
        return kind === 0;
      case 'trader':
        return true;
    }
  }
}

function submitOf(
  op: number,
  id: number,
  side: SideCode,
  price: number,
  lots: number,
): SubmitRequest {
  const isMarket = op === OP_MARKET;
  return {
    clientOrderId: `bench-${String(id)}`,
    symbol: BENCH_SYMBOL,
    side: sideOf(side),
    orderType: isMarket ? 'market' : 'limit',
    timeInForce: 'gtc',
    qtyLots: lots,
    limitPriceTicks: isMarket ? null : price,
    ...PLAIN_TERMS,
    postOnly: false,
    tag: '',
  };
}

/** A replace of the trader's order to a price and a whole quantity. */
export function replaceOf(id: OrderId, limitPriceTicks: number, qtyLots: number): ReplaceRequest {
  return {
    orderId: id,
    qtyLots,
    limitPriceTicks,
    stopPriceTicks: null,
    trailTicks: null,
    trailBasisPoints: null,
    displayQtyLots: null,
  };
}
