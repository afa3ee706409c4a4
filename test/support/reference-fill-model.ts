/**
 * The fill models in their plainest form: own orders in one list, sorted when asked, each rule a few
 * lines. What engine/fills does must be exactly this.
 */
import type { TopOfBook } from '../../engine/fills/top-of-book-venue.ts';
import type { FillModel } from '../../engine/domain/fill-model.ts';
import type { Side } from '../../engine/domain/side.ts';

/** `id` 0: the order of the call; its price and quantity. */
export type ReferenceFill = readonly [id: number, ticks: number, lots: number];

interface Own {
  readonly id: number;
  readonly side: Side;
  ticks: number;
  leaves: number;
  /** null: nobody knows. */
  ahead: number | null;
  entry: number;
}

interface Quoted {
  ticks: number;
  lots: number;
  printed: number;
  taken: number;
}

export interface ReferenceOrder {
  readonly id: number;
  readonly side: Side;
  /** null: a market order. */
  readonly ticks: number | null;
  readonly lots: number;
  readonly timeInForce: 'day' | 'ioc' | 'fok';
}

const FAR = { buy: 'sell', sell: 'buy' } as const;

export class ReferenceFillModel {
  readonly #model: FillModel;
  readonly #step: number;
  readonly #checksSize: boolean;
  readonly #quoted: Record<Side, Quoted> = {
    buy: { ticks: 0, lots: 0, printed: 0, taken: 0 },
    sell: { ticks: 0, lots: 0, printed: 0, taken: 0 },
  };
  #orders: Own[] = [];
  #entries = 0;
  #fills: ReferenceFill[] = [];

  constructor(model: FillModel, step: number) {
    this.#model = model;
    this.#step = step;
    this.#checksSize = model !== 'paper';
  }

  /** Id, open lots and lots ahead of a side's orders in price-time order. */
  resting(side: Side): [id: number, leaves: number, ahead: number | null][] {
    return this.#sorted(side).map(({ id, leaves, ahead }) => [id, leaves, ahead]);
  }

  /** Fills of the last call. */
  get fills(): readonly ReferenceFill[] {
    return this.#fills;
  }

  quote({ bidTicks, bidLots, askTicks, askLots }: TopOfBook): void {
    this.#fills = [];
    const isNew = {
      buy: bidTicks !== this.#quoted.buy.ticks,
      sell: askTicks !== this.#quoted.sell.ticks,
    };
    this.#requote('buy', bidTicks, bidLots);
    this.#requote('sell', askTicks, askLots);
    for (const side of ['buy', 'sell'] as const) {
      const far = this.#quoted[FAR[side]];
      for (const order of this.#sorted(side)) {
        if (far.ticks === 0) continue;
        const beyond = (order.ticks - far.ticks) * sign(side);
        if (beyond > 0 && isNew[FAR[side]]) this.#fill(order, order.leaves);
        else if (beyond > 0 || (beyond === 0 && this.#model !== 'through')) {
          const offered = this.#checksSize ? Math.max(0, far.lots - far.taken) : order.leaves;
          const lots = Math.min(order.leaves, offered);
          far.taken += lots;
          this.#fill(order, lots);
        }
      }
    }
  }

  print(ticks: number, lots: number): void {
    this.#fills = [];
    for (const side of ['buy', 'sell'] as const) {
      let own = 0;
      for (const order of this.#model === 'paper' ? [] : this.#sorted(side)) {
        const beyond = (order.ticks - ticks) * sign(side);
        if (beyond > 0) this.#fill(order, order.leaves);
        if (beyond !== 0 || this.#model === 'through') continue;
        let left = lots - own;
        if (this.#model === 'queue') {
          if (order.ahead === null) continue;
          const part = Math.min(order.ahead, left);
          order.ahead -= part;
          left -= part;
        }
        const part = Math.min(left, order.leaves);
        own += part;
        this.#fill(order, part);
      }
      if (this.#quoted[side].ticks === ticks) this.#quoted[side].printed += lots;
    }
  }

  /** Open lots that rest afterwards, 0 when none. */
  submit({ id, side, ticks, lots, timeInForce }: ReferenceOrder): number {
    this.#fills = [];
    const worst = ticks ?? (side === 'buy' ? Infinity : 1);
    const own = this.#sorted(FAR[side])[0]?.ticks ?? null;
    const meetsOwn = own !== null && (worst - own) * sign(side) >= 0;
    const found = this.#find(side, meetsOwn ? own : worst, lots);
    const foundLots = found.reduce((sum, [, , part]) => sum + part, 0);
    if (timeInForce === 'fok' && foundLots < lots) return 0;
    this.#fills = found;
    this.#quoted[FAR[side]].taken += foundLots;
    const leaves = lots - foundLots;
    if (leaves === 0 || meetsOwn || ticks === null || timeInForce !== 'day') return 0;
    const { ticks: best, lots: displayed } = this.#quoted[side];
    const worse = best === 0 ? -1 : (best - ticks) * sign(side);
    const ahead = worse < 0 ? 0 : worse === 0 ? displayed : null;
    this.#orders.push({ id, side, ticks, leaves, ahead, entry: (this.#entries += 1) });
    return leaves;
  }

  cancel(id: number): void {
    this.#fills = [];
    this.#orders = this.#orders.filter((order) => order.id !== id);
  }

  replace(id: number, ticks: number, leaves: number): void {
    this.#fills = [];
    const order = this.#orders.find((one) => one.id === id);
    if (order === undefined) return;
    if (order.ticks === ticks && leaves <= order.leaves) {
      order.leaves = leaves;
      return;
    }
    this.cancel(id);
    this.submit({ id, side: order.side, ticks, lots: leaves, timeInForce: 'day' });
  }

  #sorted(side: Side): Own[] {
    return this.#orders
      .filter((order) => order.side === side && order.leaves > 0)
      .sort((a, b) => (b.ticks - a.ticks) * sign(side) || a.entry - b.entry);
  }

  #fill(order: Own, lots: number): void {
    if (lots === 0) return;
    this.#fills.push([order.id, order.ticks, lots]);
    order.leaves -= lots;
    this.#orders = this.#orders.filter(({ leaves }) => leaves > 0);
  }

  #requote(side: Side, ticks: number, lots: number): void {
    const before = this.#quoted[side];
    const isSame = ticks === before.ticks;
    const shrunk = isSame ? Math.max(0, before.lots - lots) : 0;
    const canceled = Math.max(0, shrunk - before.printed);
    for (const order of this.#orders) {
      if (order.side !== side) continue;
      if (ticks === 0 || (order.ticks - ticks) * sign(side) > 0) order.ahead = 0;
      else if (order.ticks === ticks) {
        const ahead = Math.min(order.ahead ?? lots, lots + canceled);
        const share = canceled === 0 ? 0 : Math.floor((ahead * canceled) / (lots + canceled));
        order.ahead = order.ahead === null ? lots : Math.min(ahead - share, lots);
      }
    }
    const printed = lots > before.lots ? 0 : Math.max(0, before.printed - shrunk);
    const taken = Math.max(0, before.taken - shrunk);
    this.#quoted[side] = isSame
      ? { ticks, lots, printed, taken }
      : { ticks, lots, printed: 0, taken: 0 };
  }

  /** What an incoming order finds: what is displayed, then the same size again at each step. */
  #find(side: Side, worst: number, lots: number): ReferenceFill[] {
    const far = this.#quoted[FAR[side]];
    const found: ReferenceFill[] = [];
    if (far.ticks === 0) return found;
    let { taken } = far;
    let left = lots;
    for (let level = 0; level < 1_000 && left > 0; level += 1) {
      const ticks = far.ticks + level * this.#step * sign(side);
      if (ticks <= 0 || (worst - ticks) * sign(side) < 0) break;
      const gone = Math.min(taken, far.lots);
      taken -= gone;
      const part = this.#checksSize ? Math.min(left, far.lots - gone) : left;
      if (part > 0) found.push([0, ticks, part]);
      left -= part;
    }
    return found;
  }
}

function sign(side: Side): 1 | -1 {
  return side === 'buy' ? 1 : -1;
}
