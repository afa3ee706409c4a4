import type { Order } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';

/** What works on each side of one symbol: lots, and their sum of price x lots. */
interface Sides {
  buy: number;
  sell: number;
  buyTickLots: number;
  sellTickLots: number;
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

  /** Sum of price x lots of these, at their limits or stops, in ticks x lots. */
  tickLotsOf(symbol: string, side: Side): number {
    const sides = this.#bySymbol.get(symbol);
    return (side === 'buy' ? sides?.buyTickLots : sides?.sellTickLots) ?? 0;
  }

  /** Symbols that have orders or have had some. */
  symbols(): IterableIterator<string> {
    return this.#bySymbol.keys();
  }

  add(order: Order): void {
    this.#move(order, countedLots(order));
  }

  remove(order: Order): void {
    this.#move(order, -countedLots(order));
  }

  #move({ symbol, side, limitPriceTicks, stopPriceTicks }: Order, lots: number): void {
    if (lots === 0) return;
    let sides = this.#bySymbol.get(symbol);
    if (sides === undefined) {
      sides = { buy: 0, sell: 0, buyTickLots: 0, sellTickLots: 0 };
      this.#bySymbol.set(symbol, sides);
    }
    const tickLots = (limitPriceTicks ?? stopPriceTicks ?? 0) * lots;
    sides[side] += lots;
    if (side === 'buy') sides.buyTickLots += tickLots;
    else sides.sellTickLots += tickLots;
  }
}

/** What of an order counts in `OpenLots`. */
export function countedLots({ status, legRole, orderClass, leavesQtyLots }: Order): number {
  const isSecondExit = legRole === 'stop_loss' && orderClass !== 'oto';
  return status === 'held' || isSecondExit ? 0 : leavesQtyLots;
}
