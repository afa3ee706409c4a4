/**
 * Endless trading of a busy account, as the core would tell it: orders that fill in one to three parts or
 * are canceled, several symbols and tags, fees, positions that come back to zero. Same seed, same events.
 */
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { clientOrderId, eventSeq, executionId, orderId } from '../../../engine/domain/ids.ts';
import { US_SELL_FEES_2025 } from '../../../engine/domain/fee-model.ts';
import { PLAIN_ORDER } from '../../../engine/domain/order.ts';
import type { Fill, Order } from '../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { tradeDayAt } from '../../../engine/domain/session.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { US_PER_DAY, US_PER_HOUR, timeUs } from '../../../engine/domain/time.ts';
import type { TimeUs } from '../../../engine/domain/time.ts';
import { Account, START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { feeMicros } from '../../../engine/portfolio/fees.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { Random } from '../../../engine/simulator/random.ts';

/** Traded most first. */
export const TRADED_SYMBOLS = ['AAPL', 'NVDA', 'TSLA', 'SPY', 'F', 'COST', 'BTC/USD'] as const;
export const TAGS = ['', 'gap', 'fade', 'trend', 'news'] as const;
const FEES = { ...US_SELL_FEES_2025, perUnitMicros: 5_000, orderMinMicros: 350_000 };
/** Monday, 2024-03-04, in days since 1970. */
const FIRST_DAY = 19_786;
const DAYS_A_WEEK = 7;
const TRADING_DAYS_A_WEEK = 5;
const OPENS_US = 14.5 * US_PER_HOUR;
const OPEN_FOR_US = 6.5 * US_PER_HOUR;

interface Traded {
  readonly listed: (typeof CATALOGUE)[number];
  priceTicks: number;
}

export class TradingYears {
  readonly account = new Account(START_CASH_MICROS, [], []);
  readonly #random: Random;
  readonly #traded: Traded[];
  readonly #stepUs: number;
  #time = FIRST_DAY * US_PER_DAY + OPENS_US;
  #seq = 0;
  #orders = 0;
  #fills = 0;

  /** `fills` are spread over `days` trading days; more may be asked for, which go on after these. */
  constructor(seed: number, fills: number, days: number) {
    this.#random = new Random(seed);
    this.#traded = TRADED_SYMBOLS.map((symbol) => {
      const listed = CATALOGUE.find(({ instrument }) => instrument.symbol === symbol);
      if (listed === undefined) throw new Error(`${symbol} is not in the catalogue`);
      return { listed, priceTicks: listed.startPriceTicks };
    });
    // Two to three events for each fill, each after a step of this on average.
    this.#stepUs = Math.max(2, Math.floor((days * OPEN_FOR_US) / (2.2 * Math.max(1, fills))));
  }

  get orders(): number {
    return this.#orders;
  }
  get events(): number {
    return this.#seq;
  }
  get fills(): number {
    return this.#fills;
  }

  /** The next order from its acceptance to its end. */
  nextOrder(): OrderEvent[] {
    const random = this.#random;
    const order = this.#newOrder();
    const events = [this.#accepted(order)];
    const end = random.below(10);
    if (end === 0) return [...events, this.#canceled(order)];
    const parts = end < 7 ? 1 : end < 9 ? 2 : 3;
    let filled: Order = order;
    for (let part = parts; part > 0 && filled.leavesQtyLots > 0; part -= 1) {
      const most = Math.max(1, Math.floor(filled.leavesQtyLots / part));
      const event = this.#filled(filled, part === 1 ? filled.leavesQtyLots : most);
      events.push(event);
      filled = event.order;
    }
    return events;
  }

  /** An order that stays in the book of an engine started on the store: far away, and for good. */
  workingOrder(): OrderEvent {
    const order = this.#newOrder();
    const listed = this.#traded.find((one) => one.listed.instrument.symbol === order.symbol);
    const start = listed?.listed.startPriceTicks ?? 0;
    const share = order.side === 'buy' ? 0.3 : 1.6;
    const limit = Math.max(1, Math.round((start * share) / 100) + this.#random.below(2_000)) * 100;
    const stays = {
      timeInForce: 'gtc',
      limitPriceTicks: priceTicks(limit),
      expiresUs: null,
    } as const;
    return this.#accepted({ ...order, ...stays });
  }

  #newOrder(): Order {
    const random = this.#random;
    // Squared, so that the first symbols are traded much more than the last.
    const at = Math.floor(random.uniform() ** 2 * this.#traded.length);
    const traded = this.#traded[at] ?? this.#traded[0];
    if (traded === undefined) throw new Error('something is traded');
    const { instrument, sizeLots, startPriceTicks, spreadSteps } = traded.listed;
    const { incrementTicks } = instrument.priceIncrements.at(-1) ?? { incrementTicks: 1 };
    const moved = traded.priceTicks + incrementTicks * spreadSteps * (random.below(7) - 3);
    const isFar = Math.abs(moved - startPriceTicks) > 0.3 * startPriceTicks;
    traded.priceTicks = isFar ? startPriceTicks : moved;
    const held = this.account.qtyLots(instrument.symbol);
    const isAgainst = held !== 0 && random.below(10) < 6;
    const side: Side = (isAgainst ? held < 0 : random.below(2) === 0) ? 'buy' : 'sell';
    const closes = isAgainst && random.below(3) === 0;
    const lots = qtyLots(closes ? Math.abs(held) : sizeLots * (1 + random.below(5)));
    this.#orders += 1;
    const id = this.#orders;
    const us = this.#tick();
    return {
      orderId: orderId(id),
      clientOrderId: clientOrderId(`years-${String(id).padStart(10, '0')}`),
      clientName: 'terminal',
      venue: 'local',
      symbol: instrument.symbol,
      side,
      type: 'limit',
      timeInForce: 'day',
      postOnly: false,
      tag: TAGS[Math.max(0, random.below(9) - 4)] ?? '',
      qtyLots: lots,
      limitPriceTicks: priceTicks(traded.priceTicks),
      ...PLAIN_ORDER,
      cumQtyLots: qtyLots(0),
      leavesQtyLots: lots,
      cumTickLots: 0,
      status: 'new',
      reason: null,
      refusal: null,
      createdUs: us,
      updatedUs: us,
      expiresUs: timeUs(us + US_PER_DAY),
      prioritySeq: id,
    };
  }

  #accepted(order: Order): OrderEvent {
    this.#seq += 1;
    return { seq: this.#seq, atUs: order.createdUs, type: 'order.accepted', order };
  }

  #canceled(order: Order): OrderEvent {
    this.#seq += 1;
    const us = this.#tick();
    const ended = { status: 'canceled', reason: 'user', leavesQtyLots: qtyLots(0) } as const;
    const canceled: Order = { ...order, ...ended, updatedUs: us };
    return { seq: this.#seq, atUs: us, type: 'order.canceled', order: canceled };
  }

  #filled(before: Order, lots: number): OrderEvent & { type: 'order.filled' } {
    const listed = CATALOGUE.find(({ instrument }) => instrument.symbol === before.symbol);
    if (listed === undefined) throw new Error('the catalogue has what is traded');
    const { instrument } = listed;
    this.#seq += 1;
    this.#fills += 1;
    const us = this.#tick();
    const price = before.limitPriceTicks ?? priceTicks(1);
    const liquidity = this.#random.below(2) === 0 ? 'maker' : 'taker';
    const leaves = before.leavesQtyLots - lots;
    const order: Order = {
      ...before,
      cumQtyLots: qtyLots(before.cumQtyLots + lots),
      leavesQtyLots: qtyLots(leaves),
      cumTickLots: before.cumTickLots + price * lots,
      status: leaves === 0 ? 'filled' : 'partially_filled',
      updatedUs: us,
    };
    const fee = moneyMicros(feeMicros(FEES, instrument, order, lots, price, liquidity));
    const { side } = order;
    const made = { side, lastQtyLots: lots, lastPriceTicks: price, feeMicros: fee };
    const tradeDate = tradeDayAt(instrument.zone, us).date;
    const day = { tradeDate, executedUs: us };
    const folded = this.account.applyFill(instrument, { ...made, ...day }, this.#fills);
    const fill: Fill = {
      executionId: executionId(this.#fills),
      eventSeq: eventSeq(this.#seq),
      orderId: order.orderId,
      clientOrderId: order.clientOrderId,
      venue: 'local',
      symbol: order.symbol,
      side,
      orderType: order.type,
      lastQtyLots: qtyLots(lots),
      lastPriceTicks: price,
      cumQtyLots: order.cumQtyLots,
      leavesQtyLots: order.leavesQtyLots,
      grossMicros: moneyMicros(price * lots * instrument.tickValueMicros),
      feeMicros: fee,
      realisedMicros: folded.realisedMicros,
      liquidity,
      tag: order.tag,
      executedUs: us,
    };
    const { position } = folded;
    const { cashMicros } = this.account;
    return { seq: this.#seq, atUs: us, type: 'order.filled', order, fill, position, cashMicros };
  }

  /** Time goes on, by day within hours, from Monday to Friday. */
  #tick(): TimeUs {
    this.#time += 1 + this.#random.below(2 * this.#stepUs);
    const day = Math.floor(this.#time / US_PER_DAY);
    if (this.#time - day * US_PER_DAY > OPENS_US + OPEN_FOR_US) {
      const isFriday = (day - FIRST_DAY) % DAYS_A_WEEK >= TRADING_DAYS_A_WEEK - 1;
      this.#time = (day + (isFriday ? 3 : 1)) * US_PER_DAY + OPENS_US;
    }
    return timeUs(Math.floor(this.#time));
  }
}
