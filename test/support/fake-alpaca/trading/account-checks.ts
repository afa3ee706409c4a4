/** What an order may not do, by the account and what works beside it; throws `Refused`. */
import type { FakeAsset } from './assets.ts';
import { decimalOf, larger, ONE, times } from './decimals.ts';
import type { Nanos } from './decimals.ts';
import type { FakeMarket } from './market.ts';
import { isOpen, leavesOf } from './order.ts';
import type { FakeOrder, OrderForm } from './order.ts';
import type { FakePosition } from './position.ts';
import { forbidden, invalid } from './refused.ts';

/** What an account has. */
export interface Holdings {
  readonly cash: Nanos;
  readonly flags: { readonly shorting_enabled: boolean };
  readonly market: FakeMarket;
  readonly orders: readonly FakeOrder[];
  readonly positions: ReadonlyMap<string, FakePosition>;
}

export function checkOrder(account: Holdings, form: OrderForm, asset: FakeAsset | undefined): void {
  checkStopSide(account, form);
  if (form.orderClass === 'simple') checkWashTrade(account, form);
  const held = account.positions.get(form.symbol)?.qty ?? 0n;
  const qty = form.qty ?? 0n;
  checkIntent(form, held);
  if (form.side === 'sell' && held > 0n) {
    const inOrders = heldForOrders(account, form.symbol);
    if (qty > held - inOrders) {
      const available = decimalOf(held - inOrders);
      throw forbidden(
        `insufficient qty available for order (requested: ${decimalOf(qty)}, available: ${available})`,
        {
          symbol: form.symbol,
          existing_qty: decimalOf(held),
          available,
          held_for_orders: decimalOf(inOrders),
        },
      );
    }
    return;
  }
  if (form.side === 'buy' && held < 0n && qty <= -held) return;
  if (form.side === 'sell') checkShort(account, form, asset);
  checkBuyingPower(account, form);
}

/** What an order says that it does must be what it does to what is held. */
function checkIntent({ side, intent }: OrderForm, held: Nanos): void {
  const closes = side === 'sell' ? held > 0n : held < 0n;
  const inferred = `${side}_to_${closes ? 'close' : 'open'}`;
  if (intent === null || intent === inferred) return;
  throw invalid(`position intent mismatch, inferred: ${inferred}, specified: ${intent}`);
}

/** Shares that open sales already speak for; two exits of one group count once. */
export function heldForOrders(account: Holdings, symbol: string): Nanos {
  let sum = 0n;
  for (const order of account.orders) {
    const { form, parent, isActive } = order;
    if (form.symbol !== symbol || form.side !== 'sell' || !isOpen(order)) continue;
    if (parent !== null && (form.type !== 'limit' || !isActive)) continue;
    sum += leavesOf(order);
  }
  return sum;
}

/** What may still be bought for: twice the equity less what is held and what open orders reserve. */
export function buyingPower(account: Holdings): Nanos {
  let equity = account.cash;
  let exposure = 0n;
  for (const [symbol, { qty, averagePrice }] of account.positions) {
    const value = times(qty, account.market.top(symbol)?.last ?? averagePrice);
    equity += value;
    exposure += value < 0n ? -value : value;
  }
  let reserved = 0n;
  for (const order of account.orders) {
    if (!isOpen(order) || order.parent !== null || order.form.side !== 'buy') continue;
    reserved += times(leavesOf(order), priceFor(account, order.form));
  }
  return larger(0n, 2n * equity - exposure - reserved);
}

function checkBuyingPower(account: Holdings, form: OrderForm): void {
  const cost = times(form.qty ?? 0n, priceFor(account, form));
  const has = buyingPower(account);
  if (cost <= has) return;
  throw forbidden('insufficient buying power', {
    buying_power: decimalOf(has),
    cost_basis: decimalOf(cost),
  });
}

/** What a unit is reckoned at. */
function priceFor(account: Holdings, { symbol, side, limit, stop }: OrderForm): Nanos {
  const top = account.market.top(symbol);
  if (side === 'buy') return limit ?? stop ?? top?.ask ?? 0n;
  return larger(limit ?? stop ?? 0n, times(top?.ask ?? 0n, 1_030_000_000n));
}

function checkShort(account: Holdings, form: OrderForm, asset: FakeAsset | undefined): void {
  if (!account.flags.shorting_enabled) throw forbidden('account is not allowed to short');
  if (asset?.shortable === false || asset?.easy_to_borrow === false) {
    throw forbidden(`asset "${form.symbol}" cannot be sold short`);
  }
  if ((form.qty ?? 0n) % ONE !== 0n) throw invalid('fractional orders cannot be sold short');
}

/** Alpaca refuses a stop that would be elected at once. */
function checkStopSide(account: Holdings, { type, side, stop, symbol }: OrderForm): void {
  const last = account.market.top(symbol)?.last ?? 0n;
  if ((type !== 'stop' && type !== 'stop_limit') || stop === null || last === 0n) return;
  if (side === 'buy' ? stop <= last : stop >= last) {
    const word = side === 'buy' ? 'greater' : 'less';
    throw invalid(`stop price must be ${word} than current price`);
  }
}

function checkWashTrade(account: Holdings, form: OrderForm): void {
  const other = account.orders.find((order) => isOpen(order) && wouldWash(order, form));
  if (other === undefined) return;
  const isPriced = other.form.type === 'limit' || other.form.type === 'stop_limit';
  throw forbidden('potential wash trade detected. use complex orders', {
    existing_order_id: other.id,
    reject_reason: `opposite side ${isPriced ? 'limit' : 'market/stop'} order exists`,
  });
}

function wouldWash({ form: other, parent }: FakeOrder, form: OrderForm): boolean {
  const isExempt = other.orderClass !== 'simple' || parent !== null;
  const isTrailing = other.type === 'trailing_stop' || form.type === 'trailing_stop';
  if (other.symbol !== form.symbol || other.side === form.side || isExempt || isTrailing)
    return false;
  if (other.limit === null || form.limit === null) return true;
  return form.side === 'buy' ? form.limit >= other.limit : other.limit >= form.limit;
}
