import { expect } from 'vitest';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { assertNever } from '../../../engine/domain/assert.ts';
import type { FillModel } from '../../../engine/domain/fill-model.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_TERMS, isWorking } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { Outcome } from '../../../engine/orders/outcome.ts';
import { TRADER_OWNER } from '../../../engine/ports.ts';
import { MODEL_CASH_MICROS, StoreModel } from '../../support/store-model.ts';
import { CENT, openCore, orderOf } from '../../support/test-core.ts';
import type { CoreCommand } from './core-commands.ts';

type HouseCommand = Extract<CoreCommand, { kind: 'house_limit' | 'house_take' }>;

interface HouseOrder {
  readonly i: number;
  readonly handle: number;
  readonly id: number;
}

/** Plays commands into a core and holds it, after each, to what must always be so. */
export class CoreWalk {
  readonly store: StoreModel = new StoreModel();
  core: TradingCore;
  #house: HouseOrder[] = [];
  #submitted = 0;
  /** Status of each order by its last event. */
  readonly #status = new Map<number, Order['status']>();
  readonly #heldLots = new Map<string, number>();
  #cashMicros = MODEL_CASH_MICROS;

  readonly #fillModel: FillModel | null;

  /** With a fill model the house's orders become quotes and prints. */
  constructor(fillModel: FillModel | null = null) {
    this.#fillModel = fillModel;
    this.core = openCore(this.store, { fillModel });
  }

  /** Everything the core has told, as text. */
  get told(): string {
    return JSON.stringify(this.store.events);
  }

  play(command: CoreCommand): void {
    const before = this.#state();
    const outcome = this.#run(command);
    const events = this.core.takeEvents();
    this.#checkEvents(events);
    this.store.fold(events);
    const risk = this.core.risk.takeChange();
    if (risk !== null) {
      this.store.write([{ kind: 'setting', key: 'risk_state', value: JSON.stringify(risk) }]);
    }
    if (outcome !== null) this.#checkOutcome(outcome, events, before);
    this.#checkInvariants();
  }

  /** A second core from what is stored is the same as the one that wrote it. */
  checkRecovery(): void {
    const again = openCore(this.store, {
      nowUs: this.core.exchange.nowUs,
      fillModel: this.#fillModel,
    });
    expect(stateOf(again)).toEqual(stateOf(this.core));
    expect(again.takeEvents()).toEqual([]);
  }

  #run(command: CoreCommand): Outcome | null {
    const { core } = this;
    switch (command.kind) {
      case 'submit':
        this.#submitted += 1;
        return core.submit(this.#request(this.#submitted, command), 'walk');
      case 'submit_again':
        return this.#submitAgain(command.pick);
      case 'cancel':
        return core.cancel(orderId(this.#pick(command.pick)));
      case 'replace': {
        const { pick, qtyLots, limitPriceTicks } = command;
        return core.replace({
          orderId: this.#pick(pick),
          qtyLots,
          limitPriceTicks,
          ...PLAIN_TERMS,
        });
      }
      case 'cancel_all':
        core.cancelAll(command.symbol, command.side, 'cancel_all');
        return null;
      case 'flatten':
        core.closePositions(`flat-${String(command.id)}`, command.symbol, 'walk');
        return null;
      case 'limits':
        core.setLimits(command.limits);
        this.store.write([{ kind: 'setting', key: 'risk', value: JSON.stringify(command.limits) }]);
        return null;
      case 'kill':
        core.risk.kill(`kill-${String(command.id)}`, 'walk');
        return null;
      case 'unlock':
        core.risk.unlock();
        return null;
      case 'time':
        core.setTime(timeUs(core.exchange.nowUs + command.us));
        return null;
      case 'restart':
        this.checkRecovery();
        this.core = openCore(this.store, {
          nowUs: core.exchange.nowUs,
          fillModel: this.#fillModel,
        });
        this.#house = [];
        return null;
      case 'house_limit':
      case 'house_take':
      case 'house_cancel':
        this.#runHouse(command);
        return null;
      default:
        return assertNever(command, 'command');
    }
  }

  #runHouse(
    command: Extract<CoreCommand, { kind: 'house_limit' | 'house_take' | 'house_cancel' }>,
  ): void {
    const { house } = this.core;
    if (this.#fillModel !== null) {
      if (command.kind !== 'house_cancel') this.#runQuoted(command);
      return;
    }
    if (command.kind === 'house_cancel') {
      const [order] = this.#house.splice(command.pick % Math.max(1, this.#house.length), 1);
      if (order !== undefined) house.cancel(order.i, order.handle, order.id);
      return;
    }
    const { i, side, priceTicks, qtyLots } = command;
    if (command.kind === 'house_take') {
      house.take(i, side, priceTicks, qtyLots);
      return;
    }
    const handle = house.limit(i, side, priceTicks, qtyLots);
    if (handle >= 0) this.#house.push({ i, handle, id: house.lastOrderId() });
  }

  #runQuoted({ kind, i, side, priceTicks, qtyLots }: HouseCommand): void {
    const { quoted } = this.core.house;
    if (kind === 'house_take') quoted?.print(i, priceTicks, qtyLots, side);
    else quoted?.quote(i, priceTicks, qtyLots, priceTicks + (1 + side) * CENT, qtyLots);
  }

  #submitAgain(pick: number): Outcome | null {
    if (this.#submitted === 0) return null;
    const id = `w-${String(1 + (pick % this.#submitted))}`;
    const known = this.store.events.findLast(({ order }) => order.clientOrderId === id)?.order;
    if (known === undefined) return null;
    const outcome = this.core.submit(orderOf({ clientOrderId: id, qtyLots: 1 }), 'walk');
    expect(outcome).toEqual(
      known.refusal === null
        ? { ok: true, order: known, duplicate: true }
        : { ok: false, refusal: known.refusal },
    );
    return outcome;
  }

  #request(n: number, command: Extract<CoreCommand, { kind: 'submit' }>) {
    const { kind: _, limitPriceTicks, ...fields } = command;
    const isMarket = command.orderType === 'market';
    return {
      ...fields,
      clientOrderId: `w-${String(n)}`,
      limitPriceTicks: isMarket ? null : limitPriceTicks,
      ...PLAIN_TERMS,
      tag: '',
      ...PLAIN_TERMS,
    };
  }

  /** One of the orders so far, or one that never was. */
  #pick(pick: number): number {
    return 1 + (pick % (this.#status.size + 1));
  }

  #state(): unknown {
    return stateOf(this.core);
  }

  #checkOutcome(outcome: Outcome, events: readonly OrderEvent[], before: unknown): void {
    if (outcome.ok) {
      const last = events.findLast(({ order }) => order.orderId === outcome.order.orderId);
      if (last !== undefined) expect(outcome.order).toEqual(last.order);
      else expect(outcome.duplicate).toBe(true);
      return;
    }
    expect(outcome.refusal.code).toMatch(/^(contract|risk|book)\./);
    for (const { type } of events) expect(type).toBe('order.rejected');
    // A rejected order is an event; apart from its number a refusal leaves no trace.
    expect(this.#state()).toEqual(before);
  }

  #checkEvents(events: readonly OrderEvent[]): void {
    for (const event of events) {
      const { order, type } = event;
      const status = this.#status.get(order.orderId);
      const isFirst = type === 'order.accepted' || type === 'order.rejected';
      expect(status === undefined).toBe(isFirst);
      if (status !== undefined) expect(isWorking(status)).toBe(true);
      this.#status.set(order.orderId, order.status);
      if (type === 'order.filled') this.#checkFill(event);
    }
  }

  #checkFill({ order, fill, position, cashMicros }: Extract<OrderEvent, { type: 'order.filled' }>) {
    const signed = fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots;
    const held = (this.#heldLots.get(fill.symbol) ?? 0) + signed;
    this.#heldLots.set(fill.symbol, held);
    this.#cashMicros -= signed * fill.lastPriceTicks * 100;
    expect([position.qtyLots, cashMicros]).toEqual([held, this.#cashMicros]);
    expect([fill.cumQtyLots, fill.leavesQtyLots]).toEqual([order.cumQtyLots, order.leavesQtyLots]);
    const limit = order.limitPriceTicks;
    const isBeyond =
      fill.side === 'buy'
        ? fill.lastPriceTicks > (limit ?? Infinity)
        : fill.lastPriceTicks < (limit ?? 0);
    expect(isBeyond).toBe(false);
  }

  #checkInvariants(): void {
    const { core } = this;
    const { workingOrders, positions, cashMicros } = core.snapshot();
    for (const market of core.exchange.markets) {
      market.matching.checkInvariants();
      const [bid, ask] = [market.matching.bestBidTicks(), market.matching.bestAskTicks()];
      if (bid > 0 && ask > 0) expect(bid).toBeLessThan(ask);
    }
    for (const order of workingOrders) {
      expect(order.cumQtyLots + order.leavesQtyLots).toBe(order.qtyLots);
      expect(order.leavesQtyLots).toBeGreaterThan(0);
      expect(order.status).toBe(order.cumQtyLots === 0 ? 'new' : 'partially_filled');
      expect(order.expiresUs).toBeGreaterThan(core.exchange.nowUs);
    }
    const working = [...this.#status].filter(([, status]) => isWorking(status));
    expect(workingOrders.map((o) => o.orderId).toSorted(byNumber)).toEqual(
      working.map(([id]) => id).toSorted(byNumber),
    );
    for (const { symbol, qtyLots } of positions) expect(qtyLots).toBe(this.#heldLots.get(symbol));
    expect(cashMicros).toBe(this.#cashMicros);
  }
}

const byNumber = (a: number, b: number): number => a - b;

/** State of a core but for the events' number: snapshot, and own orders in the books' priority. */
function stateOf(core: TradingCore): unknown {
  const { seq: _, workingOrders, ...rest } = core.snapshot();
  const queues = core.exchange.markets.map(({ matching }) =>
    ([BUY, SELL] as const).map((side) => {
      const orders: number[][] = [];
      matching.visitOrders(side, (id, owner, priceTicks, lots) => {
        if (owner === TRADER_OWNER) orders.push([id, priceTicks, lots]);
      });
      return orders;
    }),
  );
  return { ...rest, queues, working: workingOrders.toSorted((a, b) => a.orderId - b.orderId) };
}
