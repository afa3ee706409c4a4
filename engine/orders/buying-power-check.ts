/** Buying power of the account as it stands, and what it refuses. The rules are in engine/risk. */
import type { AccountState, MarginMode } from '../contract/account.ts';
import { qtyText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import { mulDivUp } from '../domain/mul-div.ts';
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { Account } from '../portfolio/account.ts';
import type { AccountSums } from '../portfolio/account-sums.ts';
import {
  countedTicks,
  isShortable,
  leverageOf,
  openingLots,
  requirementMicros,
} from '../risk/buying-power.ts';
import { moneyText } from '../risk/money-text.ts';
import type { GuardedTerms } from './guarded-order.ts';
import { countedLots } from './open-lots.ts';
import type { OrderRegistry } from './order-registry.ts';

export class BuyingPowerCheck {
  readonly #account: Account;
  readonly #orders: OrderRegistry;
  readonly #market: (symbol: string) => InstrumentMarket | undefined;

  constructor(
    account: Account,
    orders: OrderRegistry,
    market: (symbol: string) => InstrumentMarket | undefined,
  ) {
    this.#account = account;
    this.#orders = orders;
    this.#market = market;
  }

  /** What is free for opening orders, and what working ones hold of it. */
  power(sums: AccountSums): Pick<AccountState, 'buyingPowerMicros' | 'reservedMicros'> {
    const { marginMode: mode } = this.#account.settings;
    const reserved = leverageOf(mode) * this.#reservedMicros(mode);
    const baseMicros =
      mode === 'cash' ? sums.cashMicros + sums.openFuturesMicros : sums.equityMicros;
    const free = leverageOf(mode) * (baseMicros - sums.requirementMicros);
    return { buyingPowerMicros: free - reserved, reservedMicros: reserved };
  }

  /** Whether no order of an instrument is refused here: money is not asked for, and all of it is lent. */
  asksNothing({ assetClass }: Instrument): boolean {
    const { marginMode, notShortable } = this.#account.settings;
    return marginMode === 'off' && notShortable.length === 0 && assetClass !== 'crypto';
  }

  /**
   * Why an order is refused for want of money or of shares to borrow, or null. `replaced`: the order that
   * these terms change; what it holds is free for them. `sums` is asked for only where it is needed.
   */
  breach(
    market: InstrumentMarket,
    terms: GuardedTerms,
    replaced: Order | null,
    sums: () => AccountSums,
  ): Refusal | null {
    const { side, qtyLots } = terms;
    const { marginMode: mode, notShortable } = this.#account.settings;
    const { instrument } = market;
    if (this.asksNothing(instrument)) return null;
    // What moves an exit opens nothing; its entry has paid.
    if (replaced !== null && replaced.legRole !== null) return null;
    const { symbol } = instrument;
    const lots = qtyLots - (replaced?.cumQtyLots ?? 0);
    const opening = this.#openingLots(symbol, side, lots, replaced);
    if (opening === 0) return null;
    if (side === 'sell' && !isShortable(mode, notShortable, instrument)) {
      const most = qtyText(instrument, Math.max(0, lots - opening));
      const rule = `at most ${most} ${symbol}, which cannot be sold short`;
      return refusal('risk.not_shortable', 'qtyLots', qtyLots, rule);
    }
    if (mode === 'off') return null;
    const needed = this.#neededMicros(mode, market, terms, opening);
    const freed = replaced === null ? 0 : this.#freedMicros(mode, market, replaced);
    const free = this.power(sums()).buyingPowerMicros + leverageOf(mode) * freed;
    if (needed <= free) return null;
    const rule = `at most $${moneyText(Math.max(0, free))} of buying power`;
    return refusal('risk.buying_power', 'value', moneyText(needed), rule);
  }

  /** What would be free once a new order works, in micros; null where that is no safe number. */
  after(market: InstrumentMarket, terms: GuardedTerms, sums: AccountSums): number | null {
    const { marginMode: mode } = this.#account.settings;
    const { instrument } = market;
    const opening = this.#openingLots(instrument.symbol, terms.side, terms.qtyLots, null);
    const needed = this.#neededMicros(mode, market, terms, opening);
    const after = this.power(sums).buyingPowerMicros - needed;
    return Number.isSafeInteger(after) ? after : null;
  }

  /** How much of `lots` more opens, beside what works already but for the order that they replace. */
  #openingLots(symbol: string, side: Side, lots: number, replaced: Order | null): number {
    const ownLots = replaced === null ? 0 : countedLots(replaced);
    const openLots = this.#orders.openLots.of(symbol, side) - ownLots;
    return openingLots(side, lots, this.#account.qtyLots(symbol), openLots);
  }

  /** Buying power that so many opening lots of an order take. */
  #neededMicros(
    mode: MarginMode,
    market: InstrumentMarket,
    { side, limitPriceTicks, stopPriceTicks }: GuardedTerms,
    opening: number,
  ): number {
    const { instrument } = market;
    const ask = market.matching.bestAskTicks() || market.referenceTicks();
    const ticks = countedTicks(side, limitPriceTicks ?? stopPriceTicks, ask);
    const valueMicros = ticks * opening * instrument.tickValueMicros;
    return leverageOf(mode) * requirementMicros(mode, instrument, valueMicros);
  }

  /** Requirement of all that works and opens, in every symbol. */
  #reservedMicros(mode: MarginMode): number {
    let reserved = 0;
    for (const symbol of this.#orders.openLots.symbols()) {
      const market = this.#market(symbol);
      if (market === undefined) continue;
      reserved += this.#reservedBy(mode, market, 'buy', 0, 0);
      reserved += this.#reservedBy(mode, market, 'sell', 0, 0);
    }
    return reserved;
  }

  /** What would be free if `order` were not there. */
  #freedMicros(mode: MarginMode, market: InstrumentMarket, order: Order): number {
    const { side, limitPriceTicks, stopPriceTicks } = order;
    const lots = countedLots(order);
    const tickLots = lots * (limitPriceTicks ?? stopPriceTicks ?? 0);
    const now = this.#reservedBy(mode, market, side, 0, 0);
    return now - this.#reservedBy(mode, market, side, lots, tickLots);
  }

  /** Requirement of a side's working orders, less so much of them; what closes comes first. */
  #reservedBy(
    mode: MarginMode,
    { instrument }: InstrumentMarket,
    side: Side,
    lessLots: number,
    lessTickLots: number,
  ): number {
    const { symbol, tickValueMicros } = instrument;
    const lots = this.#orders.openLots.of(symbol, side) - lessLots;
    if (lots === 0) return 0;
    const opening = openingLots(side, lots, this.#account.qtyLots(symbol), 0);
    if (opening === 0) return 0;
    const tickLots = this.#orders.openLots.tickLotsOf(symbol, side) - lessTickLots;
    const valueMicros = mulDivUp(tickLots * tickValueMicros, opening, lots);
    return requirementMicros(mode, instrument, valueMicros);
  }
}
