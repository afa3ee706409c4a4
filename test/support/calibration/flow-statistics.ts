/**
 * Measures order flow as the calibration states it: what the events are, where and how large orders
 * are, the spread, depth and bursts. Both the recording and the simulator are measured through it.
 */
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import type { BookMarket } from '../../../engine/replay/book-market.ts';
import { ReturnMeter } from './return-statistics.ts';
import type { ReturnStatistics } from './return-statistics.ts';

/** Distances from the best price of the order's side, in ticks, inclusive. */
const DISTANCES = [
  [-9_999, -1],
  [0, 0],
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 9],
  [10, 19],
  [20, 49],
  [50, 9_999],
] as const;
const DEPTH_LEVELS = 6;
const SECOND_US = 1_000_000;

/** Shares are of the events counted beside them. */
export interface FlowStatistics extends ReturnStatistics {
  readonly events: number;
  readonly eventShares: Readonly<Record<FlowEvent, number>>;
  readonly modifyDecreaseShare: number;
  readonly modifyOneTickShare: number;
  readonly addDistance: Readonly<Record<string, number>>;
  readonly cancelDistance: Readonly<Record<string, number>>;
  readonly modifyDistance: Readonly<Record<string, number>>;
  readonly addSizeMean: number;
  readonly addSizeOneShare: number;
  readonly takeSizeMean: number;
  readonly takeSizeOneShare: number;
  readonly spreadOneTickShare: number;
  readonly spreadTwoTicksShare: number;
  /** Mean lots at the best price and behind it, both sides together. */
  readonly depthLots: readonly number[];
  /** Coefficient of variation of the gaps between events; 1 is Poisson. */
  readonly gapVariation: number;
  readonly gapMedianShareOfMean: number;
  /** Variance of the events a second by their mean; 1 is Poisson. */
  readonly countDispersion: number;
  /** Median life of cancelled orders in mean gaps between events, at the best price and behind it. */
  readonly lifeAtBestGaps: number;
  readonly lifeBehindGaps: number;
}

export type FlowEvent = 'add' | 'cancel' | 'modify' | 'take';

interface Known {
  readonly bornUs: number;
  readonly priceTicks: number;
  readonly qtyLots: number;
}

/** Collects events of instrument 0 of a market, each noted before it is applied. */
export class FlowMeter {
  readonly #market: BookMarket;
  readonly #counts: Record<FlowEvent, number> = { add: 0, cancel: 0, modify: 0, take: 0 };
  readonly #distances = { add: buckets(), cancel: buckets(), modify: buckets() };
  readonly #sizes = { add: new Sizes(), take: new Sizes() };
  readonly #known = new Map<number, Known>();
  readonly #lives = { best: [] as number[], behind: [] as number[] };
  readonly #times: number[] = [];
  readonly #spreads = new Map<number, number>();
  readonly #depth = new Float64Array(DEPTH_LEVELS);
  readonly #depthOut = new Float64Array(3 * DEPTH_LEVELS);
  readonly #returns = new ReturnMeter();
  #nowUs = 0;
  #decreases = 0;
  #moves = 0;
  #oneTickMoves = 0;

  constructor(market: BookMarket) {
    this.#market = market;
  }

  add(us: number, orderId: number, side: SideCode, priceTicks: number, qtyLots: number): void {
    this.#note('add', us);
    this.#distance('add', side, priceTicks);
    this.#sizes.add.note(qtyLots);
    this.know(us, orderId, priceTicks, qtyLots);
  }

  /** Notes an order without counting an event, such as the book as it stood. */
  know(us: number, orderId: number, priceTicks: number, qtyLots: number): void {
    this.#known.set(orderId, { bornUs: us, priceTicks, qtyLots });
  }

  cancel(us: number, orderId: number, side: SideCode): void {
    const order = this.#known.get(orderId);
    if (order === undefined) return;
    this.#note('cancel', us);
    const distance = this.#distance('cancel', side, order.priceTicks);
    if (order.bornUs > 0) this.#lives[distance <= 0 ? 'best' : 'behind'].push(us - order.bornUs);
    this.#known.delete(orderId);
  }

  modify(us: number, orderId: number, side: SideCode, priceTicks: number, qtyLots: number): void {
    const order = this.#known.get(orderId);
    if (order === undefined) return;
    this.#note('modify', us);
    this.#distance('modify', side, order.priceTicks);
    const ticks = Math.abs(priceTicks - order.priceTicks);
    if (ticks === 0) this.#decreases += 1;
    else this.#moves += 1;
    if (ticks === 1) this.#oneTickMoves += 1;
    this.#known.set(orderId, { bornUs: order.bornUs, priceTicks, qtyLots });
  }

  take(us: number, qtyLots: number): void {
    this.#note('take', us);
    this.#sizes.take.note(qtyLots);
  }

  /** Looks at the book as the last event has left it. */
  look(): void {
    const [bid, ask] = [this.#market.bestBidTicks(0), this.#market.bestAskTicks(0)];
    const spread = ask - bid;
    if (bid > 0 && ask > 0) this.#returns.note(this.#nowUs, (bid + ask) / 2);
    this.#spreads.set(spread, (this.#spreads.get(spread) ?? 0) + 1);
    for (const side of [BUY, SELL] as const) this.#addDepth(side);
  }

  statistics(): FlowStatistics {
    const events = this.#times.length;
    const gaps = this.#times.slice(1).map((us, i) => us - (this.#times[i] ?? 0));
    const gapMean = mean(gaps);
    const looks = [...this.#spreads.values()].reduce((sum, count) => sum + count, 0);
    const spreadUpTo = (ticks: number): number => {
      const within = [...this.#spreads].filter(([spread]) => spread <= ticks);
      return round(within.reduce((sum, [, count]) => sum + count, 0) / looks);
    };
    return {
      events,
      eventShares: {
        add: round(this.#counts.add / events),
        cancel: round(this.#counts.cancel / events),
        modify: round(this.#counts.modify / events),
        take: round(this.#counts.take / events),
      },
      modifyDecreaseShare: round(this.#decreases / this.#counts.modify),
      modifyOneTickShare: round(this.#oneTickMoves / this.#moves),
      addDistance: shares(this.#distances.add),
      cancelDistance: shares(this.#distances.cancel),
      modifyDistance: shares(this.#distances.modify),
      addSizeMean: round(this.#sizes.add.mean()),
      addSizeOneShare: round(this.#sizes.add.oneShare()),
      takeSizeMean: round(this.#sizes.take.mean()),
      takeSizeOneShare: round(this.#sizes.take.oneShare()),
      spreadOneTickShare: spreadUpTo(1),
      spreadTwoTicksShare: spreadUpTo(2),
      depthLots: Array.from(this.#depth, (lots) => round(lots / (2 * looks))),
      gapVariation: round(Math.sqrt(variance(gaps)) / gapMean),
      gapMedianShareOfMean: round(median(gaps) / gapMean),
      countDispersion: round(dispersion(this.#times)),
      lifeAtBestGaps: round(median(this.#lives.best) / gapMean),
      lifeBehindGaps: round(median(this.#lives.behind) / gapMean),
      ...this.#returns.statistics(),
    };
  }

  #note(event: FlowEvent, us: number): void {
    this.#counts[event] += 1;
    this.#times.push(us);
    this.#nowUs = us;
  }

  #distance(event: 'add' | 'cancel' | 'modify', side: SideCode, priceTicks: number): number {
    const isBuy = side === BUY;
    const best = isBuy ? this.#market.bestBidTicks(0) : this.#market.bestAskTicks(0);
    const distance = isBuy ? best - priceTicks : priceTicks - best;
    const bucket = DISTANCES.findIndex(([low, high]) => distance >= low && distance <= high);
    const counts = this.#distances[event];
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    return distance;
  }

  #addDepth(side: SideCode): void {
    const out = this.#depthOut;
    const levels = this.#market.engine(0).depth(side, DEPTH_LEVELS, out);
    const best = out[0] ?? 0;
    for (let level = 0; level < levels; level += 1) {
      const behind = Math.abs((out[3 * level] ?? 0) - best);
      if (behind < DEPTH_LEVELS)
        this.#depth[behind] = (this.#depth[behind] ?? 0) + (out[3 * level + 1] ?? 0);
    }
  }
}

class Sizes {
  #count = 0;
  #sum = 0;
  #ones = 0;

  note(lots: number): void {
    this.#count += 1;
    this.#sum += lots;
    if (lots === 1) this.#ones += 1;
  }

  mean(): number {
    return this.#sum / this.#count;
  }

  oneShare(): number {
    return this.#ones / this.#count;
  }
}

function buckets(): number[] {
  return DISTANCES.map(() => 0);
}

function shares(counts: readonly number[]): Record<string, number> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const name = ([low, high]: readonly [number, number]): string =>
    low === high ? String(low) : `${low} to ${high}`;
  return Object.fromEntries(
    DISTANCES.map((range, i) => [name(range), round((counts[i] ?? 0) / total)]),
  );
}

function dispersion(times: readonly number[]): number {
  const first = Math.ceil((times[0] ?? 0) / SECOND_US);
  const seconds = Math.floor((times.at(-1) ?? 0) / SECOND_US) - first;
  const counts = new Float64Array(Math.max(0, seconds));
  for (const us of times) {
    const second = Math.floor(us / SECOND_US) - first;
    if (second >= 0 && second < seconds) counts[second] = (counts[second] ?? 0) + 1;
  }
  return variance(counts) / mean(counts);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return sum / values.length;
}

function variance(values: ArrayLike<number>): number {
  const middle = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += ((values[i] ?? 0) - middle) ** 2;
  return sum / values.length;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
