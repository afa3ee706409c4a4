import type { Instrument } from '../domain/instrument.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { DAY, IOC, LIMIT, MARKET } from '../matching/order-codes.ts';
import { isRefused, isResting } from '../matching/result-codes.ts';
import { HOUSE_OWNER } from '../ports.ts';
import type { HouseMarket, QuotedMarket } from '../ports.ts';
import type { Exchange } from './exchange.ts';
import type { InstrumentMarket } from './instrument-market.ts';
import { TRADING_OPEN } from './trading-state.ts';
import type { TradingState } from './trading-state.ts';

/** Simulated orders are numbered from here, out of the way of traders' order ids. */
const HOUSE_ORDER_ID_START = 2 ** 40;

/**
 * Where the orders of simulator and replay enter the same books as the traders'. While a market does
 * not trade, nothing of theirs enters: a new order does not rest, and one that is to be replaced
 * leaves its book, as makers do in a halt.
 */
export class HouseDesk implements HouseMarket {
  readonly quoted: QuotedMarket;
  readonly #exchange: Exchange;
  #lastOrderId = HOUSE_ORDER_ID_START;

  /** `setTradingState` halts a market for its traders. */
  constructor(
    exchange: Exchange,
    setTradingState: (market: InstrumentMarket, state: TradingState) => void,
  ) {
    this.#exchange = exchange;
    this.quoted = quotedMarket(exchange, setTradingState);
  }

  get instruments(): readonly Instrument[] {
    return this.#exchange.instruments;
  }

  limit(i: number, side: SideCode, priceTicks: number, qtyLots: number): number {
    const market = this.#exchange.at(i);
    const id = (this.#lastOrderId += 1);
    if (!market.isTrading) return -1;
    const { matching } = market;
    const result = matching.submit(
      id,
      HOUSE_OWNER,
      side,
      LIMIT,
      DAY,
      false,
      priceTicks,
      qtyLots,
      0,
    );
    this.#exchange.afterMatching(market, side);
    this.#exchange.settle();
    return isResting(result) ? result : -1;
  }

  take(i: number, side: SideCode, worstTicks: number, qtyLots: number): number {
    const market = this.#exchange.at(i);
    const id = (this.#lastOrderId += 1);
    if (!market.isTrading) return 0;
    const type = worstTicks === 0 ? MARKET : LIMIT;
    const { matching } = market;
    const result = matching.submit(id, HOUSE_OWNER, side, type, IOC, false, worstTicks, qtyLots, 0);
    const taken = isRefused(result) ? 0 : qtyLots - matching.events.leavesLots;
    this.#exchange.afterMatching(market, side);
    this.#exchange.settle();
    return taken;
  }

  lastOrderId(): number {
    return this.#lastOrderId;
  }

  cancel(i: number, handle: number, orderId: number): boolean {
    const market = this.#exchange.at(i);
    const isDone = market.matching.cancel(handle, orderId);
    if (isDone) {
      market.touch(this.#exchange.nowUs);
      // A quote that goes away may elect stops.
      this.#exchange.settle();
    }
    return isDone;
  }

  replace(
    i: number,
    handle: number,
    orderId: number,
    priceTicks: number,
    leavesLots: number,
  ): boolean {
    const market = this.#exchange.at(i);
    const { matching } = market;
    if (!market.isTrading) {
      this.cancel(i, handle, orderId);
      return false;
    }
    const isBid = matching.priceTicks(handle, orderId) <= matching.bestBidTicks();
    const result = matching.replace(handle, orderId, priceTicks, leavesLots);
    this.#exchange.afterMatching(market, isBid ? BUY : SELL);
    this.#exchange.settle();
    return isResting(result);
  }

  leavesLots(i: number, handle: number, orderId: number): number {
    return this.#exchange.at(i).matching.leavesLots(handle, orderId);
  }

  bestBidTicks(i: number): number {
    return this.#exchange.at(i).matching.bestBidTicks();
  }

  bestAskTicks(i: number): number {
    return this.#exchange.at(i).matching.bestAskTicks();
  }

  lastTradeTicks(i: number): number {
    return this.#exchange.at(i).lastTradeTicks();
  }

  restingOrders(i: number, side: SideCode): number {
    return this.#exchange.at(i).matching.restingOrders(side);
  }
}

/** Takes quotes and prints into an exchange whose markets are known by them. */
function quotedMarket(
  exchange: Exchange,
  setTradingState: (market: InstrumentMarket, state: TradingState) => void,
): QuotedMarket {
  return {
    awaitsQuote: (i) => exchange.at(i).awaitsQuoteUs > 0,
    quote: (i, bidTicks, bidLots, askTicks, askLots, quotedUs = exchange.nowUs) => {
      exchange.quote(exchange.at(i), { bidTicks, bidLots, askTicks, askLots }, quotedUs);
      exchange.settle();
    },
    print: (i, priceTicks, qtyLots, aggressor, executedUs = exchange.nowUs) => {
      const us = exchange.print(exchange.at(i), priceTicks, qtyLots, aggressor, executedUs);
      exchange.settle();
      return us;
    },
    bar: (i, timeframe, bar) => {
      const market = exchange.at(i);
      market.bars.put(timeframe, bar);
      market.touch(exchange.nowUs);
    },
    retell: (i, trades, wholeFromUs, atUs, takenBack) => {
      const market = exchange.at(i);
      const isRemade = market.bars.remake(trades, wholeFromUs, atUs, takenBack);
      market.retellLast(trades.at(-1)?.priceTicks ?? 0);
      market.touch(exchange.nowUs);
      return isRemade;
    },
    tradedIn: (i, fromUs, toUs, startsUs) => {
      const market = exchange.at(i);
      market.bars.keepOnly(fromUs, toUs, startsUs);
      market.touch(exchange.nowUs);
    },
    book: (i, book) => {
      const market = exchange.at(i);
      market.feedBook = book;
      market.touch(exchange.nowUs);
    },
    bands: (i, bands) => {
      exchange.at(i).setBands(bands, exchange.nowUs);
    },
    halt: (i, isHalted) => {
      setTradingState(exchange.at(i), isHalted ? { kind: 'halted' } : TRADING_OPEN);
      exchange.settle();
    },
  };
}
