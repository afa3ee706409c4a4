import type { OrderId } from '../domain/ids.ts';
import type { LegRole, Order } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';

/** What works on each side of one symbol: lots, and their sum of price x lots. */
interface Sides {
  buy: number;
  sell: number;
  buyTickLots: number;
  sellTickLots: number;
}

/** What the exits of one group have open, of which one at most is filled. */
interface Exits {
  profitLots: number;
  profitTickLots: number;
  stopLots: number;
  stopTickLots: number;
}

/**
 * The most that working orders can still trade, by symbol and side. Held exits do not count, because
 * they cannot trade before their entry; of two exits that cancel each other the larger one does, or the
 * take profit. As many symbols as have ever been traded, which the venue's instruments bound, and as
 * many groups as work.
 */
export class OpenLots {
  readonly #bySymbol = new Map<string, Sides>();
  readonly #exits = new Map<OrderId, Exits>();
  /** The symbol that was asked for last, and its sides: mostly the next one's too. */
  #lastSymbol = '';
  #lastSides: Sides | undefined = undefined;

  of(symbol: string, side: Side): number {
    const sides = this.#sidesOf(symbol);
    return (side === 'buy' ? sides?.buy : sides?.sell) ?? 0;
  }

  /** Sum of price x lots of these, at their limits or stops, in ticks x lots. */
  tickLotsOf(symbol: string, side: Side): number {
    const sides = this.#sidesOf(symbol);
    return (side === 'buy' ? sides?.buyTickLots : sides?.sellTickLots) ?? 0;
  }

  /** Symbols that have orders or have had some. */
  symbols(): IterableIterator<string> {
    return this.#bySymbol.keys();
  }

  /** What a working order counts with, together with the exit that it cancels. */
  countedWith(order: Order): number {
    const exits = this.#exitsOf(order);
    return exits === undefined ? countedLots(order) : Math.max(exits.profitLots, exits.stopLots);
  }

  /** What the exit has open that cancels this order and is cancelled by it; 0 without one. */
  otherExitLots(order: Order): number {
    const exits = this.#exitsOf(order);
    if (exits === undefined) return 0;
    return order.legRole === 'stop_loss' ? exits.profitLots : exits.stopLots;
  }

  add(order: Order): void {
    this.#move(order, countedLots(order));
  }

  remove(order: Order): void {
    this.#move(order, -countedLots(order));
  }

  #move(order: Order, lots: number): void {
    if (lots === 0) return;
    const tickLots = (order.limitPriceTicks ?? order.stopPriceTicks ?? 0) * lots;
    if (order.legRole === null) this.move(order.symbol, order.side === 'sell', lots, tickLots);
    else this.#moveExit(order, order.legRole, lots, tickLots);
  }

  /** Counts so many lots more on a side, or fewer, of orders that are no exits. */
  move(symbol: string, isSell: boolean, lots: number, tickLots: number): void {
    if (lots === 0 && tickLots === 0) return;
    const sides = this.#sidesOf(symbol) ?? this.#meet(symbol);
    if (isSell) {
      sides.sell += lots;
      sides.sellTickLots += tickLots;
    } else {
      sides.buy += lots;
      sides.buyTickLots += tickLots;
    }
  }

  #moveExit(order: Order, role: LegRole, lots: number, tickLots: number): void {
    const group = groupOf(order);
    const before = this.#exits.get(group) ?? NO_EXITS;
    const exits = {
      profitLots: before.profitLots + (role === 'take_profit' ? lots : 0),
      profitTickLots: before.profitTickLots + (role === 'take_profit' ? tickLots : 0),
      stopLots: before.stopLots + (role === 'stop_loss' ? lots : 0),
      stopTickLots: before.stopTickLots + (role === 'stop_loss' ? tickLots : 0),
    };
    if (exits.profitLots === 0 && exits.stopLots === 0) this.#exits.delete(group);
    else this.#exits.set(group, exits);
    const moved = Math.max(exits.profitLots, exits.stopLots);
    const less = Math.max(before.profitLots, before.stopLots);
    const tickLotsMoved = countedTickLots(exits) - countedTickLots(before);
    this.move(order.symbol, order.side === 'sell', moved - less, tickLotsMoved);
  }

  #sidesOf(symbol: string): Sides | undefined {
    if (symbol !== this.#lastSymbol) {
      this.#lastSymbol = symbol;
      this.#lastSides = this.#bySymbol.get(symbol);
    }
    return this.#lastSides;
  }

  #meet(symbol: string): Sides {
    const sides: Sides = { buy: 0, sell: 0, buyTickLots: 0, sellTickLots: 0 };
    this.#bySymbol.set(symbol, sides);
    this.#lastSymbol = symbol;
    this.#lastSides = sides;
    return sides;
  }

  #exitsOf(order: Order): Exits | undefined {
    const isExit = order.legRole !== null && order.status !== 'held';
    return isExit ? this.#exits.get(groupOf(order)) : undefined;
  }
}

/** What of an order by itself counts in `OpenLots`. */
export function countedLots({ status, leavesQtyLots }: Order): number {
  return status === 'held' ? 0 : leavesQtyLots;
}

const NO_EXITS: Exits = { profitLots: 0, profitTickLots: 0, stopLots: 0, stopTickLots: 0 };

function countedTickLots(exits: Exits): number {
  return exits.profitLots >= exits.stopLots ? exits.profitTickLots : exits.stopTickLots;
}

/** The parent of a group names it; the take profit of an oco is that itself. */
function groupOf({ orderId, parentOrderId }: Order): OrderId {
  return parentOrderId ?? orderId;
}
