/**
 * What an event row holds beside its columns: the order's changing fields and, for a fill, the
 * position and cash after it, as a JSON array. What never changes is joined from the order's row and
 * the fill's own row; arrays instead of objects halve the bytes that each commit writes. A stop or an
 * iceberg has one more element, an array of its own; without one, as in files of schema 1, it is neither.
 */
import type { OrderEvent } from '../contract/messages.ts';
import { isStopType } from '../domain/order.ts';
import type { Order, Position } from '../domain/order.ts';

type OrderPart = readonly [
  qtyLots: number,
  limitPriceTicks: number | null,
  cumQtyLots: number,
  leavesQtyLots: number,
  cumTickLots: number,
  status: string,
  reason: string | null,
  refusal: Order['refusal'],
  prioritySeq: number,
  updatedUs: number,
];
type FillPart = readonly [
  cashMicros: number,
  qtyLots: number,
  costMicros: number,
  realisedMicros: number,
  feesMicros: number,
  dayRealisedMicros: number,
  tradeDate: string,
  updatedUs: number,
  /** These two are missing in what schema 3 and earlier wrote. */
  fifoRealisedMicros: number,
  dayFeesMicros: number,
];
type StopPart = readonly [
  stopPriceTicks: number | null,
  trailTicks: number | null,
  trailBasisPoints: number | null,
  hwmTicks: number | null,
  displayQtyLots: number | null,
  triggeredUs: number | null,
  /** Missing in what schema 11 and earlier wrote, null until it is triggered. */
  triggeredBy?: string | null,
];
type Part = OrderPart[number] | FillPart[number] | StopPart;

/** What the `payload` column holds of an event, before `payloadText` has made JSON of it. */
export type EventPayload = readonly Part[];

/**
 * JSON text for the `payload` column: the writer's work, as writing a dozen numbers out took the
 * engine's thread longer than all else that it does to have an event stored.
 */
export function payloadText(payload: EventPayload): string {
  return JSON.stringify(payload);
}

/** What the `payload` column is to hold of an event. */
export function payloadOf(event: OrderEvent): EventPayload {
  const o = event.order;
  const parts = event.type === 'order.filled' ? fillParts(event) : orderParts(o);
  if (isStopType(o.type) || o.displayQtyLots !== null) parts.push(stopPart(o));
  return parts;
}

function orderParts(o: Order): Part[] {
  return [
    o.qtyLots,
    o.limitPriceTicks,
    o.cumQtyLots,
    o.leavesQtyLots,
    o.cumTickLots,
    o.status,
    o.reason,
    o.refusal,
    o.prioritySeq,
    o.updatedUs,
  ] satisfies OrderPart;
}

/** The order's part and the fill's in one array, which does not have to grow. */
function fillParts(event: OrderEvent & { readonly type: 'order.filled' }): Part[] {
  const { order: o, position: p } = event;
  return [
    o.qtyLots,
    o.limitPriceTicks,
    o.cumQtyLots,
    o.leavesQtyLots,
    o.cumTickLots,
    o.status,
    o.reason,
    o.refusal,
    o.prioritySeq,
    o.updatedUs,
    event.cashMicros,
    p.qtyLots,
    p.costMicros,
    p.realisedMicros,
    p.feesMicros,
    p.dayRealisedMicros,
    p.tradeDate,
    p.updatedUs,
    p.fifoRealisedMicros,
    p.dayFeesMicros,
  ] satisfies [...OrderPart, ...FillPart];
}

function stopPart(o: Order): StopPart {
  return [
    o.stopPriceTicks,
    o.trailTicks,
    o.trailBasisPoints,
    o.hwmTicks,
    o.displayQtyLots,
    o.triggeredUs,
    o.triggeredBy,
  ];
}

/** An event without a stop's part. What else an order is (its class, its parent) its own row says. */
const NO_STOP = {
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  hwmTicks: null,
  displayQtyLots: null,
  triggeredUs: null,
  triggeredBy: null,
} as const;

/** What a payload of ours holds, as fields of the order, and of the position after a fill. */
export function decodePayload(payload: string): {
  readonly order: Partial<Order>;
  readonly position: Omit<Position, 'symbol'> | null;
  readonly cashMicros: number;
} {
  // Written by payloadText, of this schema version or an earlier one.
  const all = JSON.parse(payload) as [...OrderPart, ...unknown[]];
  const last = all.at(-1);
  const isPlain = !Array.isArray(last);
  const stop = isPlain ? NO_STOP : stopFields(last as unknown as StopPart); // The only array.
  // Without the stop's part, what the type says is there.
  const parts = (isPlain ? all : all.slice(0, -1)) as [...OrderPart, ...Partial<FillPart>];
  const [qtyLots, limitPriceTicks, cumQtyLots, leavesQtyLots, cumTickLots, status] = parts;
  const [, , , , , , reason, refusal, prioritySeq, updatedUs, cashMicros, ...fill] = parts;
  const order = {
    qtyLots,
    limitPriceTicks,
    cumQtyLots,
    leavesQtyLots,
    cumTickLots,
    status,
    reason,
    refusal,
    prioritySeq,
    updatedUs,
    ...stop,
  } as Partial<Order>; // Brands and unions come back as they were written.
  if (cashMicros === undefined) return { order, position: null, cashMicros: 0 };
  const position = {
    qtyLots: fill[0],
    costMicros: fill[1],
    realisedMicros: fill[2],
    feesMicros: fill[3],
    dayRealisedMicros: fill[4],
    tradeDate: fill[5],
    updatedUs: fill[6],
    // An old event: what it says beside it is the average's, and there were no fees.
    fifoRealisedMicros: fill[7] ?? fill[2],
    dayFeesMicros: fill[8] ?? 0,
  } as Omit<Position, 'symbol'>; // As above.
  return { order, position, cashMicros };
}

function stopFields(part: StopPart) {
  const [stopPriceTicks, trailTicks, trailBasisPoints, hwmTicks, displayQtyLots, ...trigger] = part;
  const [triggeredUs, triggeredBy = null] = trigger;
  const trail = { trailTicks, trailBasisPoints, hwmTicks };
  return { stopPriceTicks, ...trail, displayQtyLots, triggeredUs, triggeredBy };
}
