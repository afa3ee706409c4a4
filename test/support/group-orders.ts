import type { TradingCore } from '../../engine/core.ts';
import type { Order } from '../../engine/domain/order.ts';
import { SELL } from '../../engine/domain/side.ts';
import type { SubmitRequest } from '../../engine/orders/new-order.ts';
import { CENT, HUNDRED, placed, told } from './test-core.ts';

export const DOLLAR: number = 100 * CENT;

/** A bracket to buy 10 at 100 dollars, to sell at 105 or, when it falls to 95, at the market. */
export function bracket(core: TradingCore, fields: Partial<SubmitRequest> = {}): Order {
  return placed(core, {
    orderClass: 'bracket',
    takeProfit: { limitPriceTicks: HUNDRED + 5 * DOLLAR },
    stopLoss: { stopPriceTicks: HUNDRED - 5 * DOLLAR, limitPriceTicks: null },
    ...fields,
  });
}

/** The same, filled: order 1, its take profit 2 and its stop loss 3 at work; all of it is told. */
export function filledBracket(core: TradingCore): void {
  bracket(core);
  core.house.take(0, SELL, HUNDRED, 10);
  told(core);
}
