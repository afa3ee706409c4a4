/**
 * One key's account at the fake: orders, positions, cash and activities, filled as Alpaca's paper
 * accounts are, against the touch and whatever its size. Answers come before updates, as both go
 * different ways at Alpaca; what a test must see happen in between can be held with `hold`.
 */
import { randomUUID } from 'node:crypto';
import type { FakeAsset } from './assets.ts';
import { checkOrder } from './account-checks.ts';
import { activityOf } from './activities.ts';
import type { FillActivity } from './activities.ts';
import { decimalOf, ONE, over, sizeOf, times } from './decimals.ts';
import type { Nanos } from './decimals.ts';
import type { FakeMarket } from './market.ts';
import { canTrade, elects, fillPrice } from './paper-match.ts';
import { addFill } from './position.ts';
import type { FakePosition } from './position.ts';
import { replacedForm } from './replaced-form.ts';
import { isOpen, leavesOf, wireOrder } from './order.ts';
import type { FakeOrder, OrderForm } from './order.ts';
import { amountOf, readOrder } from './order-form.ts';
import { forbidden, invalid, Refused, unknown } from './refused.ts';

/** The `data` of a message on the stream of updates. */
export type TradeUpdate = Readonly<Record<string, unknown>> & { readonly event: string };

export interface FakeAccountOptions {
  readonly name: string;
  readonly market: FakeMarket;
  readonly nowMs: () => number;
  readonly assetOf: (text: string) => FakeAsset | undefined;
  /** False while an order waits for the next session. */
  readonly isOpen: (assetClass: FakeAsset['class']) => boolean;
  readonly onUpdate: (update: TradeUpdate) => void;
  /** Dollars at the start; default: Alpaca's 100,000. */
  readonly cash?: Nanos;
}

export class FakeAccount {
  readonly name: string;
  cash: Nanos;
  /** Flags that a test may set. */
  readonly flags = {
    trading_blocked: false,
    account_blocked: false,
    trade_suspended_by_user: false,
    shorting_enabled: true,
  };
  readonly orders: FakeOrder[] = [];
  readonly positions = new Map<string, FakePosition>();
  readonly activities: FillActivity[] = [];
  /** Open orders of several option legs, as lists have them; nothing happens to them. */
  readonly multiLegs: Readonly<Record<string, unknown>>[] = [];
  /** Part of what is left that the next fill takes, above 0 up to 1. */
  fillShare: () => number = () => 1;
  /** False: orders only fill when `fill` says so. */
  fillsByItself = true;
  /** Takes cancels, or changes, and refuses them later. */
  refusesCancels = false;
  refusesChanges = false;
  /** What a replaced order had filled stays with it, or goes on with the new one: not documented. */
  replaceCarriesFills = false;
  readonly #options: FakeAccountOptions;
  #later: (() => void)[] = [];
  #isHeld = false;
  #isPumping = false;

  constructor(options: FakeAccountOptions) {
    this.#options = options;
    this.name = options.name;
    this.cash = options.cash ?? 100_000n * ONE;
    options.market.onChange((symbol) => {
      this.#match(symbol);
    });
  }

  get market(): FakeMarket {
    return this.#options.market;
  }

  /** Nothing that was taken goes on until `release`: orders stay pending, so do cancels. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#pump();
  }

  byId(id: string): FakeOrder {
    const order = this.orders.find((one) => one.id === id);
    if (order === undefined) throw unknown(`order not found for ${id}`);
    return order;
  }

  byClientId(clientOrderId: string): FakeOrder {
    const order = this.orders.findLast(({ form }) => form.clientOrderId === clientOrderId);
    if (order === undefined) throw unknown(`order not found for ${clientOrderId}`);
    return order;
  }

  submit(body: Readonly<Record<string, unknown>>): FakeOrder {
    if (this.flags.trading_blocked || this.flags.account_blocked) {
      throw forbidden('account is not authorized to trade');
    }
    const { form, legs } = readOrder(body, this.#options.assetOf);
    if (this.orders.some((one) => one.form.clientOrderId === form.clientOrderId)) {
      throw new Refused(422, 40010001, 'client_order_id must be unique');
    }
    const priced = this.#priced(form, body);
    checkOrder(this, priced, this.#options.assetOf(form.symbol));
    const order = this.#add(priced, this.#firstStatus(form));
    order.isActive = true;
    for (const leg of legs) {
      const one = this.#add(leg, 'held');
      one.parent = order;
      order.legs.push(one);
    }
    this.#soon(() => {
      this.#begin(order);
    });
    return order;
  }

  replace(id: string, body: Readonly<Record<string, unknown>>): FakeOrder {
    const old = this.byId(id);
    if (!['new', 'partially_filled', 'held'].includes(old.status)) {
      throw invalid(`cannot replace order in ${old.status} status`);
    }
    if (old.form.notional !== null) throw invalid('cannot replace a notional order');
    const form = replacedForm(old, body);
    if (this.orders.some((one) => one.form.clientOrderId === form.clientOrderId)) {
      throw new Refused(422, 40010001, 'client_order_id must be unique');
    }
    const order = this.#add(form, 'pending_new');
    Object.assign(order, { isActive: old.isActive, parent: old.parent, legs: old.legs });
    order.replaces = old.id;
    const was = old.status;
    this.#setStatus(old, 'pending_replace');
    this.#soon(() => {
      this.#finishReplace(old, order, was);
    });
    return order;
  }

  cancel(id: string): void {
    const order = this.byId(id);
    if (!isOpen(order) || order.status === 'pending_replace') {
      throw invalid(`order is already in "${order.status}" state`);
    }
    if (order.status === 'pending_cancel') return;
    const was = order.status;
    this.#setStatus(order, 'pending_cancel');
    this.#soon(() => {
      if (order.status !== 'pending_cancel') return;
      if (this.refusesCancels) this.#refuse(order, was, 'order_cancel_rejected');
      else this.#end(order, 'canceled');
    });
  }

  /** Executes a part of an open order at a price of its own. */
  fill(order: FakeOrder, qty: Nanos, price: Nanos): void {
    if (qty > leavesOf(order)) throw new Error('more than is left of the order');
    order.filled += qty;
    order.filledValue += times(price, qty);
    const { side, symbol } = order.form;
    const change = side === 'buy' ? qty : -qty;
    const held = addFill(this.positions, symbol, change, price);
    this.cash -= times(change, price);
    const isWhole = leavesOf(order) === 0n;
    const inFlight = order.status === 'pending_cancel' || order.status === 'pending_replace';
    if (isWhole || !inFlight) this.#setStatus(order, isWhole ? 'filled' : 'partially_filled');
    const row = activityOf(order, qty, price, this.#options.nowMs());
    this.activities.push(row);
    this.#tell(isWhole ? 'fill' : 'partial_fill', order, {
      price: row.price,
      qty: row.qty,
      position_qty: decimalOf(held),
      execution_id: row.id.slice(row.id.indexOf('::') + 2),
    });
    if (order.parent !== null || order.form.orderClass === 'oco') this.#shrinkOthers(order);
    else if (isWhole) this.#activateLegs(order);
  }

  /** Ends an open order: the session is over, or Alpaca has changed its mind. */
  end(order: FakeOrder, status: 'canceled' | 'expired' | 'rejected' | 'done_for_day'): void {
    this.#end(order, status);
  }

  /** Closes a position, or a part of it, at the market. */
  close(symbol: string, part: { qty?: unknown; percentage?: unknown }): FakeOrder {
    const position = this.positions.get(symbol);
    if (position === undefined || position.qty === 0n) throw unknown('position does not exist');
    const whole = sizeOf(position.qty);
    const share = amountOf(part, 'percentage');
    const qty =
      amountOf(part, 'qty') ?? (share === null ? whole : times(whole, over(share, 100n * ONE)));
    const isCrypto = this.#options.assetOf(symbol)?.class === 'crypto';
    return this.submit({
      symbol,
      qty: String(Number(qty) / 1e9),
      side: position.qty > 0n ? 'sell' : 'buy',
      type: 'market',
      time_in_force: isCrypto ? 'gtc' : 'day',
    });
  }

  /** A price for what asks for money: shares at the touch, nine places. */
  #priced(form: OrderForm, body: Readonly<Record<string, unknown>>): OrderForm {
    const take = (body['take_profit'] ?? {}) as Readonly<Record<string, unknown>>; // Read before.
    const limit =
      form.orderClass === 'oco' ? (amountOf(take, 'limit_price') ?? form.limit) : form.limit;
    if (form.notional === null) return { ...form, limit };
    const top = this.market.top(form.symbol);
    const price = form.side === 'buy' ? top?.ask : top?.bid;
    return {
      ...form,
      limit,
      qty: over(form.notional, price === undefined || price === 0n ? ONE : price),
    };
  }

  #firstStatus({ assetClass, extendedHours }: OrderForm): string {
    return this.#options.isOpen(assetClass) || extendedHours ? 'pending_new' : 'accepted';
  }

  #add(form: OrderForm, status: string): FakeOrder {
    const nowMs = this.#options.nowMs();
    const order: FakeOrder = {
      id: randomUUID(),
      form,
      status,
      createdMs: nowMs,
      updatedMs: nowMs,
      endedMs: null,
      filled: 0n,
      filledValue: 0n,
      hwm: null,
      isElected: !['stop', 'stop_limit', 'trailing_stop'].includes(form.type),
      isActive: false,
      replaces: null,
      replacedBy: null,
      parent: null,
      legs: [],
    };
    this.orders.push(order);
    return order;
  }

  #begin(order: FakeOrder): void {
    if (order.status === 'accepted') {
      this.#tell('accepted', order);
      return;
    }
    if (order.status !== 'pending_new') return;
    this.#setStatus(order, 'new');
    this.#tell('new', order);
    if (order.form.orderClass === 'oco') for (const leg of order.legs) leg.isActive = true;
    this.#match(order.form.symbol);
    if (!isOpen(order) || !this.fillsByItself) return;
    const { timeInForce } = order.form;
    if (timeInForce === 'ioc' || timeInForce === 'fok') this.#end(order, 'canceled');
  }

  /** The session opens: what was accepted in the night starts to work. */
  open(): void {
    for (const order of this.orders) {
      if (order.status !== 'accepted') continue;
      order.status = 'pending_new';
      this.#begin(order);
    }
  }

  #finishReplace(old: FakeOrder, order: FakeOrder, was: string): void {
    if (old.status !== 'pending_replace') {
      // It was filled or canceled meanwhile.
      this.#end(order, 'rejected');
      return;
    }
    if (this.refusesChanges) {
      this.#setStatus(order, 'rejected');
      this.#refuse(old, was, 'order_replace_rejected');
      return;
    }
    old.replacedBy = order.id;
    old.legs = [];
    for (const leg of order.legs) leg.parent = order;
    if (order.parent !== null) {
      order.parent.legs = order.parent.legs.map((leg) => (leg === old ? order : leg));
    }
    this.#end(old, 'replaced');
    if (was === 'held') this.#setStatus(order, 'held');
    else {
      if (this.replaceCarriesFills) {
        order.filled = old.filled;
        order.filledValue = old.filledValue;
      } else order.form = { ...order.form, qty: (order.form.qty ?? 0n) - old.filled };
      this.#begin(order);
    }
  }

  /** An order goes on as it was. */
  #refuse(order: FakeOrder, was: string, event: string): void {
    this.#setStatus(order, was);
    this.#tell(event, order);
  }

  #match(symbol: string): void {
    const top = this.market.top(symbol);
    if (top === undefined || !this.fillsByItself || this.#isHeld) return;
    for (const order of [...this.orders]) {
      if (order.form.symbol !== symbol || !order.isActive || !canTrade(order)) continue;
      if (elects(order, top.last) && order.status === 'held') {
        this.#setStatus(order, 'new');
        this.#tell('new', order);
      }
      const price = fillPrice(order, top.bid, top.ask);
      if (price === null) continue;
      const share = BigInt(Math.round(this.fillShare() * 1e9));
      const left = leavesOf(order);
      const part = times(left, share);
      const isDivisible = order.form.assetClass === 'crypto' || left % ONE !== 0n;
      const whole = isDivisible ? part : part - (part % ONE);
      if (order.form.timeInForce === 'fok' && whole < left) continue;
      if (whole > 0n) this.fill(order, whole, price);
    }
  }

  #activateLegs(entry: FakeOrder): void {
    for (const leg of entry.legs) {
      leg.isActive = true;
      // Of two exits, the stop is held until a trade elects it.
      if (leg.form.type === 'limit' || entry.legs.length === 1) {
        this.#setStatus(leg, 'new');
        this.#tell('new', leg);
      }
    }
    this.#match(entry.form.symbol);
  }

  /** One exit's fills leave less, in the end nothing, to the other. */
  #shrinkOthers(order: FakeOrder): void {
    const head = order.parent ?? order;
    const isExitGroup = head.form.orderClass === 'oco';
    const exits = isExitGroup ? [head, ...head.legs] : head.legs;
    for (const other of exits) {
      if (other === order || !isOpen(other)) continue;
      if (leavesOf(order) === 0n) this.#end(other, 'canceled');
      else other.form = { ...other.form, qty: leavesOf(order) };
    }
  }

  #end(order: FakeOrder, status: string): void {
    order.endedMs = this.#options.nowMs();
    this.#setStatus(order, status);
    this.#tell(status, order);
    if (status === 'replaced' || status === 'done_for_day') return;
    const head = order.parent ?? order;
    for (const one of [head, ...head.legs]) {
      if (one !== order && isOpen(one) && order.status !== 'filled') this.#end(one, 'canceled');
    }
  }

  #setStatus(order: FakeOrder, status: string): void {
    order.status = status;
    order.updatedMs = this.#options.nowMs();
    if (status === 'filled') order.endedMs = order.updatedMs;
  }

  #tell(event: string, order: FakeOrder, more: Readonly<Record<string, unknown>> = {}): void {
    this.#options.onUpdate({
      event,
      timestamp: new Date(this.#options.nowMs()).toISOString(),
      order: wireOrder(order, true),
      ...more,
    });
  }

  #soon(run: () => void): void {
    this.#later.push(run);
    this.#pump();
  }

  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      if (this.#isHeld) return;
      const due = this.#later;
      this.#later = [];
      for (const run of due) run();
    });
  }
}
