import { eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { Random } from '../../../engine/simulator/random.ts';
import type { ReferenceFill } from '../../support/reference-portfolio.ts';

/** A crypto pair with four decimals of quantity, so that a lot is a fraction of a unit. */
const COIN: Instrument = {
  ...usEquity('BTC/USD', 'Bitcoin'),
  assetClass: 'crypto',
  lotDecimals: 4,
  tickMantissa: 1,
  tickDecimals: 2,
  tickValueMicros: 1,
  priceIncrements: [{ fromTicks: 0, incrementTicks: 1 }],
  zone: 'UTC',
};

/** What is traded, and near which price in ticks. */
const TRADED: readonly (readonly [Instrument, number])[] = [
  [usEquity('AAPL', 'Apple Inc.'), 1_900_000],
  [usEquity('PENNY', 'A penny stock'), 7_321],
  [eminiFuture('ESH4', 'E-mini S&P 500'), 19_201],
  [COIN, 6_512_345],
];

export interface RandomFill extends ReferenceFill {
  readonly instrument: Instrument;
  readonly cumQtyLots: number;
  readonly cumTickLots: number;
}

interface OpenOrder {
  readonly orderId: number;
  readonly at: number;
  readonly side: Side;
  leaves: number;
  cumQtyLots: number;
  cumTickLots: number;
}

/**
 * An endless walk of fills: orders of 1 to 300 lots filled in parts, prices that wander, positions
 * that are pulled back through zero again and again. Same seed, same fills.
 */
export class RandomFills {
  readonly #random: Random;
  readonly #prices = TRADED.map(([, ticks]) => ticks);
  readonly #held = TRADED.map(() => 0);
  readonly #open: OpenOrder[] = [];
  #orders = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(): RandomFill {
    const random = this.#random;
    while (this.#open.length < 3) this.#open.push(this.#order());
    const slot = random.below(this.#open.length);
    const order = this.#open[slot] ?? this.#order();
    const [instrument] = TRADED[order.at] ?? [COIN];
    const step = 1 + random.below(3);
    const moved = (this.#prices[order.at] ?? 1) + (random.below(2) === 0 ? -step : step);
    this.#prices[order.at] = Math.max(1, moved);
    const priceTicks = Math.max(1, moved);
    const qtyLots = 1 + random.below(order.leaves);
    order.leaves -= qtyLots;
    order.cumQtyLots += qtyLots;
    order.cumTickLots += qtyLots * priceTicks;
    if (order.leaves === 0) this.#open.splice(slot, 1);
    const signed = order.side === 'buy' ? qtyLots : -qtyLots;
    this.#held[order.at] = (this.#held[order.at] ?? 0) + signed;
    const { orderId, side, cumQtyLots, cumTickLots } = order;
    const liquidity = random.below(2) === 0 ? 'maker' : 'taker';
    return { instrument, orderId, side, liquidity, qtyLots, priceTicks, cumQtyLots, cumTickLots };
  }

  #order(): OpenOrder {
    this.#orders += 1;
    const random = this.#random;
    const at = random.below(TRADED.length);
    const held = this.#held[at] ?? 0;
    // Rather against what is held, so that it comes back to zero, at times exactly.
    const against: Side = held > 0 ? 'sell' : 'buy';
    const isAgainst = held !== 0 && random.below(10) < 6;
    const side = isAgainst ? against : random.below(2) === 0 ? 'buy' : 'sell';
    const leaves = isAgainst && random.below(4) === 0 ? Math.abs(held) : 1 + random.below(300);
    return { orderId: this.#orders, at, side, leaves, cumQtyLots: 0, cumTickLots: 0 };
  }
}
