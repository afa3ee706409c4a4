import type { FeeModel } from '../../engine/domain/fee-model.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Liquidity } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';

/** A fill as the naive portfolio wants it. */
export interface ReferenceFill {
  readonly orderId: number;
  readonly side: Side;
  readonly liquidity: Liquidity;
  readonly qtyLots: number;
  readonly priceTicks: number;
}

interface Holding {
  readonly instrument: Instrument;
  qty: bigint;
  averageCost: bigint;
  averageRealised: bigint;
  fifoRealised: bigint;
  fees: bigint;
  /** Oldest first, each [quantity, money a lot]. */
  lots: [bigint, bigint][];
  /** Order, side, filled quantity and value of each order, and what its fees must come to. */
  orders: Map<number, { side: Side; qty: bigint; value: bigint; perFill: bigint }>;
}

/**
 * The naive portfolio: big integers, lists, one lot a fill, and fees computed once from what an order
 * has done in all. The specification of account, lots and fees.
 */
export class ReferencePortfolio {
  cash: bigint;
  readonly #model: FeeModel;
  readonly #holdings = new Map<string, Holding>();

  constructor(cashMicros: number, model: FeeModel) {
    this.cash = BigInt(cashMicros);
    this.#model = model;
  }

  holding(instrument: Instrument): Holding {
    const known = this.#holdings.get(instrument.symbol);
    if (known !== undefined) return known;
    const flat = { qty: 0n, averageCost: 0n, averageRealised: 0n, fifoRealised: 0n, fees: 0n };
    const holding: Holding = { instrument, ...flat, lots: [], orders: new Map() };
    this.#holdings.set(instrument.symbol, holding);
    return holding;
  }

  fill(instrument: Instrument, fill: ReferenceFill): void {
    const held = this.holding(instrument);
    const qty = BigInt(fill.qtyLots);
    const perLot = BigInt(fill.priceTicks) * BigInt(instrument.tickValueMicros);
    const sign = fill.side === 'buy' ? 1n : -1n;
    const realisedBefore = held.averageRealised;
    const closes = held.qty * sign < 0n ? min(abs(held.qty), qty) : 0n;
    if (closes > 0n) {
      const cost = rounded(held.averageCost * closes, abs(held.qty));
      held.averageRealised += -sign * (closes * perLot - cost);
      held.averageCost -= cost;
      for (let left = closes; left > 0n;) {
        const [lotQty, lotPrice] = held.lots[0] ?? [0n, 0n];
        const part = min(left, lotQty);
        held.fifoRealised += -sign * part * (perLot - lotPrice);
        left -= part;
        if (part === lotQty) held.lots.shift();
        else held.lots[0] = [lotQty - part, lotPrice];
      }
    }
    if (qty > closes) {
      held.averageCost += (qty - closes) * perLot;
      held.lots.push([qty - closes, perLot]);
    }
    held.qty += sign * qty;
    const fee = this.#charge(held, fill, qty, perLot);
    const paid = instrument.assetClass === 'future' ? 0n : -sign * qty * perLot;
    const made = instrument.assetClass === 'future' ? held.averageRealised - realisedBefore : 0n;
    this.cash += paid + made - fee;
  }

  #charge(held: Holding, fill: ReferenceFill, qty: bigint, perLot: bigint): bigint {
    const none = { side: fill.side, qty: 0n, value: 0n, perFill: 0n };
    const order = held.orders.get(fill.orderId) ?? none;
    const before = order.qty === 0n ? 0n : this.#owed(held.instrument, order) + order.perFill;
    const rate =
      fill.liquidity === 'maker' ? this.#model.makerBasisPoints : this.#model.takerBasisPoints;
    const after = {
      side: fill.side,
      qty: order.qty + qty,
      value: order.value + qty * perLot,
      perFill: order.perFill + rounded(qty * perLot * BigInt(rate), 10_000n),
    };
    held.orders.set(fill.orderId, after);
    const fee = this.#owed(held.instrument, after) + after.perFill - before;
    held.fees += fee;
    return fee;
  }

  /** Commission and regulatory fees of a whole order. */
  #owed(instrument: Instrument, order: { side: Side; qty: bigint; value: bigint }): bigint {
    const model = this.#model;
    const unit = 10n ** BigInt(instrument.lotDecimals);
    let commission = rounded(order.qty * BigInt(model.perUnitMicros), unit);
    commission = max(commission, BigInt(model.orderMinMicros));
    if (model.orderMaxBasisPoints > 0) {
      const most = rounded(order.value * BigInt(model.orderMaxBasisPoints), 10_000n);
      commission = min(commission, most);
    }
    let owed = rounded(commission, CENT) * CENT;
    if (order.side === 'buy' || instrument.assetClass !== 'us_equity') return owed;
    owed += up(up(order.value * BigInt(model.secCentsPerMillion), 100_000_000n), CENT) * CENT;
    let taf = up(order.qty * BigInt(model.tafMicrosPerShare), unit);
    if (model.tafMaxMicros > 0) taf = min(taf, BigInt(model.tafMaxMicros));
    return owed + up(taf, CENT) * CENT;
  }
}

const CENT = 10_000n;
const abs = (a: bigint): bigint => (a < 0n ? -a : a);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
/** a / b to nearest, half up; a >= 0. */
const rounded = (a: bigint, b: bigint): bigint => (2n * a + b) / (2n * b);
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
