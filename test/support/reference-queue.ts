/** One price level as a plain list, and the story of each order in it: what explanations must say. */

interface Waiting {
  readonly id: number;
  lots: number;
}

export interface Story {
  aheadAtEntryLots: number;
  aheadAtEntryOrders: number;
  tradedLots: number;
  ownFilledLots: number;
  leftAheadLots: number;
}

export class ReferenceQueue {
  readonly #waiting: Waiting[] = [];
  readonly #stories = new Map<number, Story>();

  get ids(): readonly number[] {
    return this.#waiting.map(({ id }) => id);
  }

  join(id: number, lots: number): void {
    this.#stories.set(id, {
      aheadAtEntryLots: sum(this.#waiting),
      aheadAtEntryOrders: this.#waiting.length,
      tradedLots: 0,
      ownFilledLots: 0,
      leftAheadLots: 0,
    });
    this.#waiting.push({ id, lots });
  }

  /** Trades first in first, and tells every order of the price. */
  take(lots: number): void {
    let left = lots;
    while (left > 0 && this.#waiting[0] !== undefined) {
      const first = this.#waiting[0];
      const part = Math.min(left, first.lots);
      for (const { id } of this.#waiting) this.#tell(id, 'tradedLots', part);
      this.#tell(first.id, 'ownFilledLots', part);
      first.lots -= part;
      left -= part;
      if (first.lots === 0) this.#waiting.shift();
    }
  }

  /** Takes lots of an order away, all of them when it leaves. */
  shrink(id: number, lots: number): void {
    const at = this.#waiting.findIndex((one) => one.id === id);
    const order = this.#waiting[at];
    if (order === undefined) return;
    for (const behind of this.#waiting.slice(at + 1)) this.#tell(behind.id, 'leftAheadLots', lots);
    order.lots -= lots;
    if (order.lots === 0) this.#waiting.splice(at, 1);
  }

  lots(id: number): number {
    return this.#waiting.find((one) => one.id === id)?.lots ?? 0;
  }

  /** What an explanation must say of an order that waits. */
  story(id: number): object {
    const before = this.#waiting.slice(
      0,
      this.#waiting.findIndex((one) => one.id === id),
    );
    const now = { aheadLots: sum(before), aheadOrders: before.length, shownLots: this.lots(id) };
    return { ...this.#stories.get(id), ...now };
  }

  #tell(id: number, field: keyof Story, lots: number): void {
    const story = this.#stories.get(id);
    if (story !== undefined) story[field] += lots;
  }
}

function sum(waiting: readonly Waiting[]): number {
  return waiting.reduce((lots, one) => lots + one.lots, 0);
}
