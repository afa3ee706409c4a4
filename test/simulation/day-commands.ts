import type { DrillAction } from '../../engine/contract/drills.ts';
import type { RequestBody, RequestOf } from '../../engine/contract/messages.ts';
import type { VenueCore } from '../../engine/remote/venue-core.ts';
import { PLAIN_CHANGES } from '../../engine/domain/order.ts';
import type { TimeInForce } from '../../engine/domain/order.ts';
import type { Random } from '../../engine/simulator/random.ts';
import { CENT, HUNDRED, orderOf } from '../support/test-core.ts';

/** Requests that are remembered to be sent again. */
const SENT_MAX = 50;

/** What restless traders ask of an engine all day: every kind of order and command, some of it nonsense. */
export class DayCommands {
  readonly #random: Random;
  readonly #core: () => VenueCore;
  #orders = 0;
  #sent: RequestBody[] = [];

  /** `core`: the one that trades now, near whose prices the traders are. */
  constructor(random: Random, core: () => VenueCore) {
    this.#random = random;
    this.#core = core;
  }

  next(): RequestBody | { readonly type: string } {
    const kind = this.#random.uniform();
    if (kind < 0.5) return this.#keep(this.#order());
    if (kind < 0.6) return this.#sent[this.#random.below(this.#sent.length)] ?? this.#order();
    if (kind < 0.88) return this.#change();
    if (kind < 0.96) return this.#account();
    if (kind < 0.98) return { type: 'source.control', action: this.#drill() };
    if (kind < 0.99) return { type: 'order.explain', orderId: this.#orderId() };
    return { type: 'order.yolo' };
  }

  #order(): RequestOf<'order.submit'> {
    const random = this.#random;
    this.#orders += 1;
    const base = {
      type: 'order.submit',
      ...orderOf(),
      clientOrderId: `d-${String(this.#orders)}`,
      symbol: random.below(4) === 0 ? 'MSFT' : 'AAPL',
      side: this.#one('buy', 'sell'),
      timeInForce: this.#one<TimeInForce>('day', 'gtc', 'ioc', 'fok', 'opg', 'cls'),
      qtyLots: 1 + random.below(400),
      limitPriceTicks: null,
    } as const;
    const resting = { ...base, timeInForce: this.#one<TimeInForce>('day', 'gtc') };
    const kind = random.uniform();
    if (kind < 0.25) return { ...base, orderType: 'market' };
    if (kind < 0.3) {
      const notionalMicros = 1_000_000 * (1 + random.below(50_000));
      return { ...base, orderType: 'market', timeInForce: 'day', qtyLots: null, notionalMicros };
    }
    if (kind < 0.4) return { ...resting, orderType: 'stop', stopPriceTicks: this.#price() };
    if (kind < 0.45) {
      const stop = { stopPriceTicks: this.#price(), limitPriceTicks: this.#price() };
      return { ...resting, orderType: 'stop_limit', ...stop };
    }
    if (kind < 0.55) return { ...resting, ...this.#trail(), orderType: 'trailing_stop' };
    if (kind < 0.65) return { ...resting, ...this.#exits(), limitPriceTicks: this.#price() };
    const limit = { ...base, limitPriceTicks: this.#price() };
    if (kind < 0.75) return { ...limit, ...resting, displayQtyLots: 1 + random.below(40) };
    return { ...limit, postOnly: random.below(8) === 0, extendedHours: random.below(8) === 0 };
  }

  #trail(): Pick<RequestOf<'order.submit'>, 'trailTicks' | 'trailBasisPoints'> {
    return this.#random.below(2) === 0
      ? { trailTicks: CENT * (1 + this.#random.below(20)), trailBasisPoints: null }
      : { trailTicks: null, trailBasisPoints: 1 + this.#random.below(30) };
  }

  /** Exits on both sides of the market; as often as not on the wrong one, which is refused. */
  #exits(): Pick<RequestOf<'order.submit'>, 'orderClass' | 'takeProfit' | 'stopLoss'> {
    const takeProfit = { limitPriceTicks: this.#price(12) };
    const limit = this.#random.below(2) === 0 ? null : this.#price(12);
    const stopLoss = { stopPriceTicks: this.#price(12), limitPriceTicks: limit };
    const orderClass = this.#one('bracket', 'oco', 'oto');
    if (orderClass !== 'oto') return { orderClass, takeProfit, stopLoss };
    return this.#random.below(2) === 0
      ? { orderClass, takeProfit, stopLoss: null }
      : { orderClass, takeProfit: null, stopLoss };
  }

  #change(): RequestBody {
    const random = this.#random;
    const orderId = this.#orderId();
    const maybe = <T>(value: T): T | null => (random.below(2) === 0 ? value : null);
    const kind = random.uniform();
    if (kind < 0.4) return { type: 'order.cancel', orderId };
    if (kind < 0.45) {
      return { type: 'order.cancel_by_client_id', clientOrderId: `d-${String(orderId)}` };
    }
    const replace = { type: 'order.replace', orderId, ...PLAIN_CHANGES } as const;
    const qtyLots = maybe(1 + random.below(300));
    const isStop = random.below(4) === 0;
    const limitPriceTicks = isStop ? null : maybe(this.#price());
    return { ...replace, qtyLots, limitPriceTicks, stopPriceTicks: isStop ? this.#price() : null };
  }

  /** Commands about all orders, positions or limits. */
  #account(): RequestBody {
    const random = this.#random;
    this.#orders += 1;
    const clientOrderId = `a-${String(this.#orders)}`;
    const symbol = this.#one('AAPL', 'MSFT');
    const cancelOrders = random.below(2) === 0;
    const kind = random.below(8);
    if (kind === 0) return { type: 'orders.cancel_all', symbol: null, side: null };
    if (kind === 1) return { type: 'orders.cancel_all', symbol, side: this.#one('buy', 'sell') };
    if (kind === 2) return { type: 'positions.flatten', clientOrderId, symbol: null, cancelOrders };
    if (kind === 3) return { type: 'positions.reverse', clientOrderId, symbol, cancelOrders };
    if (kind === 4 && random.below(4) === 0) return { type: 'risk.kill', clientOrderId };
    if (kind <= 5) return { type: 'risk.unlock' };
    const size =
      random.below(2) === 0
        ? { qtyLots: 1 + random.below(50), basisPoints: null }
        : { qtyLots: null, basisPoints: this.#one(2_500, 3_333, 5_000) };
    return { type: 'positions.close', clientOrderId, symbol, cancelOrders, ...size };
  }

  #drill(): DrillAction {
    const random = this.#random;
    const seconds = 1 + random.below(20);
    const basisPoints = random.below(2) === 0 ? 100 : -100;
    return this.#one<DrillAction>(
      { kind: 'drill_disconnect', seconds },
      { kind: 'drill_fast_tape', factor: 2 + random.below(4), seconds },
      { kind: 'drill_gap', symbol: 'MSFT', basisPoints },
      { kind: 'drill_reject', orders: 1 + random.below(3), seconds },
      { kind: 'drill_halt', symbol: this.#one('AAPL', 'MSFT'), seconds },
      { kind: 'drill_end' },
    );
  }

  /** Mostly the number of an order that works; else one that an order had or never will have. */
  #orderId(): number {
    const { workingOrders } = this.#core().snapshot();
    const working = workingOrders[this.#random.below(Math.max(1, workingOrders.length))];
    if (working !== undefined && this.#random.below(4) > 0) return working.orderId;
    return 1 + this.#random.below(this.#orders + 1);
  }

  /** Within a few cents of the bid, often where orders wait. */
  #price(cents = 4): number {
    const away = this.#random.below(2 * cents + 1) - cents;
    const bid = this.#core().house.bestBidTicks(0) || HUNDRED;
    return Math.max(CENT, bid + away * CENT);
  }

  #one<T>(...of: readonly [T, ...T[]]): T {
    return of[this.#random.below(of.length)] ?? of[0];
  }

  #keep<T extends RequestBody>(body: T): T {
    this.#sent = [...this.#sent.slice(1 - SENT_MAX), body];
    return body;
  }
}
