import type { OrderEvent } from '../contract/messages.ts';
import { eventSeq, executionId } from '../domain/ids.ts';
import type { Fill, Order, Position } from '../domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../domain/price.ts';
import { timeUs } from '../domain/time.ts';
import {
  EVENT_AT_US,
  EVENT_ID_AT,
  EVENT_ORDER,
  EVENT_RARE_AT,
  EVENT_SEQ,
  EVENT_TYPE,
  EVENT_TYPES,
  EVENT_WIDTH,
  EVENT_WORDS_AT,
  FILL_ALL_FEES_MICROS,
  FILL_ALL_REALISED_MICROS,
  FILL_CASH_MICROS,
  FILL_COST_MICROS,
  FILL_DAY_FEES_MICROS,
  FILL_DAY_REALISED_MICROS,
  FILL_EXECUTION_ID,
  FILL_FEE_MICROS,
  FILL_FIFO_REALISED_MICROS,
  FILL_GROSS_MICROS,
  FILL_HELD_LOTS,
  FILL_IS_MAKER,
  FILL_LAST_LOTS,
  FILL_LAST_TICKS,
  FILL_REALISED_MICROS,
  FILL_TRADE_DATE,
  dateText,
  eventWidth,
} from './event-layout.ts';
import { orderOfRow } from './order-row.ts';
import type { RareTerms } from './order-row.ts';

/** Events as one message carries them; the buffer of the numbers can be moved instead of copied. */
export interface PackedEvents {
  /** See event-layout.ts. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly strings: readonly string[];
  readonly rares: readonly RareTerms[];
}

/** All events of a message, in order. */
export function unpackedEvents({ numbers, strings, rares }: PackedEvents): OrderEvent[] {
  return eventsOf(numbers, 0, numbers.length, strings, rares);
}

/** The events between two places in `numbers`. */
export function eventsOf(
  numbers: Float64Array,
  from: number,
  to: number,
  strings: readonly string[],
  rares: readonly RareTerms[],
): OrderEvent[] {
  const events: OrderEvent[] = [];
  for (let at = from; at < to; at += eventWidth(numbers[at + EVENT_TYPE] ?? 0)) {
    events.push(eventAt(numbers, at, strings, rares));
  }
  return events;
}

function eventAt(
  numbers: Float64Array,
  at: number,
  strings: readonly string[],
  rares: readonly RareTerms[],
): OrderEvent {
  const wordsAt = numbers[at + EVENT_WORDS_AT] ?? 0;
  const name = strings[numbers[at + EVENT_ID_AT] ?? 0] ?? '';
  const words = {
    clientName: strings[wordsAt] ?? '',
    symbol: strings[wordsAt + 1] ?? '',
    tag: strings[wordsAt + 2] ?? '',
  };
  const rare = rares[numbers[at + EVENT_RARE_AT] ?? 0] ?? null;
  const order = orderOfRow(numbers, at + EVENT_ORDER, name, words, rare);
  const seq = numbers[at + EVENT_SEQ] ?? 0;
  const atUs = numbers[at + EVENT_AT_US] ?? 0;
  const type = EVENT_TYPES[numbers[at + EVENT_TYPE] ?? 0] ?? 'order.accepted';
  if (type !== 'order.filled') return { type, seq, atUs, order };
  const fillAt = at + EVENT_WIDTH;
  const fill = fillAtOf(numbers, fillAt, order, seq, atUs);
  const position = positionOf(numbers, fillAt, order.symbol, atUs);
  const cashMicros = numbers[fillAt + FILL_CASH_MICROS] ?? 0;
  return { type, seq, atUs, order, fill, position, cashMicros };
}

function fillAtOf(
  numbers: Float64Array,
  at: number,
  order: Order,
  seq: number,
  atUs: number,
): Fill {
  return {
    executionId: executionId(numbers[at + FILL_EXECUTION_ID] ?? 0),
    eventSeq: eventSeq(seq),
    orderId: order.orderId,
    clientOrderId: order.clientOrderId,
    venue: order.venue,
    symbol: order.symbol,
    side: order.side,
    orderType: order.type,
    lastQtyLots: qtyLots(numbers[at + FILL_LAST_LOTS] ?? 0),
    lastPriceTicks: priceTicks(numbers[at + FILL_LAST_TICKS] ?? 0),
    cumQtyLots: order.cumQtyLots,
    leavesQtyLots: order.leavesQtyLots,
    grossMicros: moneyMicros(numbers[at + FILL_GROSS_MICROS] ?? 0),
    feeMicros: moneyMicros(numbers[at + FILL_FEE_MICROS] ?? 0),
    realisedMicros: moneyMicros(numbers[at + FILL_REALISED_MICROS] ?? 0),
    liquidity: numbers[at + FILL_IS_MAKER] === 1 ? 'maker' : 'taker',
    tag: order.tag,
    executedUs: timeUs(atUs),
  };
}

function positionOf(numbers: Float64Array, at: number, symbol: string, atUs: number): Position {
  return {
    symbol,
    qtyLots: numbers[at + FILL_HELD_LOTS] ?? 0,
    costMicros: moneyMicros(numbers[at + FILL_COST_MICROS] ?? 0),
    realisedMicros: moneyMicros(numbers[at + FILL_ALL_REALISED_MICROS] ?? 0),
    feesMicros: moneyMicros(numbers[at + FILL_ALL_FEES_MICROS] ?? 0),
    dayRealisedMicros: moneyMicros(numbers[at + FILL_DAY_REALISED_MICROS] ?? 0),
    fifoRealisedMicros: moneyMicros(numbers[at + FILL_FIFO_REALISED_MICROS] ?? 0),
    dayFeesMicros: moneyMicros(numbers[at + FILL_DAY_FEES_MICROS] ?? 0),
    tradeDate: dateText(numbers[at + FILL_TRADE_DATE] ?? 0),
    updatedUs: timeUs(atUs),
  };
}
