import type { Order } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';

/** What works on each side of one symbol, in lots. */
interface Sides {
  buy: number;
  sell: number;
}

/**
 * The most that working orders can still trade, by symbol and side. Held exits do not count, because
 * they cannot trade before their entry; of two exits that cancel each other the take profit counts.
 * As many symbols as have ever been traded, which the venue's instruments bound.
 */
export class OpenLots {
  readonly #bySymbol = new Map<string, Sides>();

  of(symbol: string, side: Side): number {
    return this.#bySymbol.get(symbol)?.[side] ?? 0;
  }

  add(order: Order): void {
    this.#move(order, countedLots(order));
  }

  remove(order: Order): void {
    this.#move(order, -countedLots(order));
  }

  #move({ symbol, side }: Order, lots: number): void {
    if (lots === 0) return;
    let sides = this.#bySymbol.get(symbol);
    if (sides === undefined) {
      sides = { buy: 0, sell: 0 };
      this.#bySymbol.set(symbol, sides);
    }
    sides[side] += lots;
  }
}

/** What of an order counts in `OpenLots`. */
export function countedLots({ status, legRole, orderClass, leavesQtyLots }: Order): number {
  const isSecondExit = legRole === 'stop_loss' && orderClass !== 'oto';
  return status === 'held' || isSecondExit ? 0 : leavesQtyLots;
}
