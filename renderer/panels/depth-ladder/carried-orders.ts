import type { LadderTarget } from './ladder-row.ts';

/**
 * The own orders that the keyboard moves along with its cell. The cell is there at once and the orders with the
 * engine's answer: until then other own orders at that price are not what the trader has in hand.
 */
export class CarriedOrders {
  readonly #isChanging: (orderId: number) => boolean;
  #cell: LadderTarget | null = null;
  #orderIds: readonly number[] = [];

  /** `isChanging`: whether a change of an order has been sent and not answered. */
  constructor(isChanging: (orderId: number) => boolean) {
    this.#isChanging = isChanging;
  }

  begin(cell: LadderTarget, orderIds: readonly number[]): void {
    this.#cell = cell;
    this.#orderIds = orderIds;
  }

  /** The cell has gone elsewhere by itself: what is in hand is what lies there. */
  end(): void {
    this.#cell = null;
    this.#orderIds = [];
  }

  /** Orders on their way to a cell; none once they are answered. */
  underWayTo(cell: LadderTarget): readonly number[] {
    return this.#isAt(cell) && this.#orderIds.some(this.#isChanging) ? this.#orderIds : [];
  }

  /** Which of the orders in a cell are in hand: those that were carried there, else all of them. */
  inHand(cell: LadderTarget, orderIds: readonly number[]): readonly number[] {
    const carried = this.#isAt(cell) ? orderIds.filter((id) => this.#orderIds.includes(id)) : [];
    return carried.length > 0 ? carried : orderIds;
  }

  #isAt({ column, priceTicks }: LadderTarget): boolean {
    return this.#cell?.column === column && this.#cell.priceTicks === priceTicks;
  }
}
