import { grownReals } from '../book/columns.ts';
import type { OrderEvent } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import { eventsOf } from './event-decoding.ts';
import type { PackedEvents } from './event-decoding.ts';
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
  FILL_WIDTH,
  dateNumber,
} from './event-layout.ts';
import { NONE, ORDER_WIDTH, putOrder, rareTermsOf } from './order-row.ts';
import type { OrderWords, RareTerms } from './order-row.ts';

/** Numbers of a new batch: some 40 events. It doubles when they do not fit. */
const NUMBERS_AT_START = 1_024;
/** A batch that a flood has made longer than this goes back to what it began with. */
const NUMBERS_KEPT = 128 * NUMBERS_AT_START;

/**
 * Events as they happen, packed (event-layout.ts), until they are handed over to be written. One buffer is
 * used again and again, so an event costs the numbers that it consists of and nothing else. How many
 * gather is the journal's bound.
 */
export class EventBatch {
  /** Grows with every hand-over: strings that were added under another one are no longer here. */
  serial: number = 1;
  #numbers: Float64Array = new Float64Array(NUMBERS_AT_START);
  #length = 0;
  #strings: string[] = [];
  #rares: RareTerms[] = [];
  /** The words of the last event and where they are, since the next one's are mostly the same. */
  #words: OrderWords | null = null;
  #wordsAt = NONE;
  readonly #row: Float64Array = new Float64Array(ORDER_WIDTH);

  /** Numbers that are in it. */
  get length(): number {
    return this.#length;
  }

  /** Index under which an event names a client order id. */
  addId(clientOrderId: string): number {
    return this.#strings.push(clientOrderId) - 1;
  }

  /** Index under which an event names the other strings of its order. */
  addWords(words: OrderWords): number {
    if (words !== this.#words) {
      this.#words = words;
      this.#wordsAt = this.#strings.push(words.clientName, words.symbol, words.tag) - 3;
    }
    return this.#wordsAt;
  }

  /** Index under which an event names the rare terms of its order; NONE for a plain one. */
  addRare(rare: RareTerms | null): number {
    return rare === null ? NONE : this.#rares.push(rare) - 1;
  }

  /** Adds an event of an order whose row begins at `at` in `rows`; a fill's numbers follow by `addFill`. */
  add(
    type: number,
    seq: number,
    atUs: number,
    idAt: number,
    wordsAt: number,
    rareAt: number,
    rows: Float64Array,
    at: number,
  ): void {
    if (this.#length + EVENT_WIDTH + FILL_WIDTH > this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    const start = this.#length;
    numbers[start + EVENT_TYPE] = type;
    numbers[start + EVENT_SEQ] = seq;
    numbers[start + EVENT_AT_US] = atUs;
    numbers[start + EVENT_ID_AT] = idAt;
    numbers[start + EVENT_WORDS_AT] = wordsAt;
    numbers[start + EVENT_RARE_AT] = rareAt;
    for (let i = 0; i < ORDER_WIDTH; i += 1) {
      numbers[start + EVENT_ORDER + i] = rows[at + i] ?? 0;
    }
    this.#length = start + EVENT_WIDTH;
  }

  /** Room for the numbers of the fill that was just added: where they begin in `numbers`. */
  addFill(): number {
    const start = this.#length;
    this.#length = start + FILL_WIDTH;
    return start;
  }

  /** The buffer; another one after each `add`. */
  get numbers(): Float64Array {
    return this.#numbers;
  }

  /** Packs an event that is an object. */
  addEvent(event: OrderEvent): void {
    const { order } = event;
    putOrder(this.#row, 0, order);
    const idAt = this.addId(order.clientOrderId);
    const wordsAt = this.addWords(order);
    const rareAt = this.addRare(rareTermsOf(order));
    const type = EVENT_TYPES.indexOf(event.type);
    this.add(type, event.seq, event.atUs, idAt, wordsAt, rareAt, this.#row, 0);
    if (event.type !== 'order.filled') return;
    const { fill, position } = event;
    const at = this.addFill();
    const numbers = this.#numbers;
    numbers[at + FILL_EXECUTION_ID] = fill.executionId;
    numbers[at + FILL_LAST_LOTS] = fill.lastQtyLots;
    numbers[at + FILL_LAST_TICKS] = fill.lastPriceTicks;
    numbers[at + FILL_GROSS_MICROS] = fill.grossMicros;
    numbers[at + FILL_FEE_MICROS] = fill.feeMicros;
    numbers[at + FILL_REALISED_MICROS] = fill.realisedMicros;
    numbers[at + FILL_IS_MAKER] = fill.liquidity === 'maker' ? 1 : 0;
    numbers[at + FILL_CASH_MICROS] = event.cashMicros;
    numbers[at + FILL_HELD_LOTS] = position.qtyLots;
    numbers[at + FILL_COST_MICROS] = position.costMicros;
    numbers[at + FILL_ALL_REALISED_MICROS] = position.realisedMicros;
    numbers[at + FILL_ALL_FEES_MICROS] = position.feesMicros;
    numbers[at + FILL_DAY_REALISED_MICROS] = position.dayRealisedMicros;
    numbers[at + FILL_FIFO_REALISED_MICROS] = position.fifoRealisedMicros;
    numbers[at + FILL_DAY_FEES_MICROS] = position.dayFeesMicros;
    numbers[at + FILL_TRADE_DATE] = dateNumber(position.tradeDate);
  }

  /** The events between two lengths of the batch, as objects. */
  events(from: number, to: number): OrderEvent[] {
    return eventsOf(this.#numbers, from, to, this.#strings, this.#rares);
  }

  /** Everything in it, to be sent to another thread; the batch is empty then. */
  handOver(): PackedEvents {
    const numbers = this.#numbers.slice(0, this.#length);
    const packed = { numbers, strings: this.#strings, rares: this.#rares };
    this.clear();
    return packed;
  }

  /** Forgets what is in it, for who has read it and writes it nowhere. */
  clear(): void {
    this.#strings = [];
    this.#rares = [];
    this.#words = null;
    this.#length = 0;
    this.serial += 1;
    if (this.#numbers.length > NUMBERS_KEPT) this.#numbers = new Float64Array(NUMBERS_AT_START);
  }

  #grow(): void {
    this.#numbers = grownReals(this.#numbers, this.#numbers.length * 2);
  }
}

/** What was added to a batch in one go; it can be looked at until the batch is handed over. */
export class EventSpan {
  readonly batch: EventBatch;
  readonly count: number;
  /** Where they begin and end among the batch's numbers. */
  readonly to: number;
  readonly from: number;
  readonly #serial: number;

  /** `count` events from one length of the batch to what it has now. */
  constructor(batch: EventBatch, from: number, count: number) {
    this.batch = batch;
    this.count = count;
    this.to = batch.length;
    this.from = from;
    this.#serial = batch.serial;
  }

  /** The events as objects. */
  events(): OrderEvent[] {
    assert(this.batch.serial === this.#serial, 'events are read before they are handed over');
    return this.batch.events(this.from, this.to);
  }
}
