/** When and at which price an order of a paper account fills: against the touch, whatever its size. */
import { larger, ONE, over, smaller, times } from './decimals.ts';
import type { Nanos } from './decimals.ts';
import type { FakeOrder } from './order.ts';
import { protectedLimit } from './order-form.ts';

/** Also while a cancel or a replace is on its way. */
export function canTrade({ status, isElected }: FakeOrder): boolean {
  if (status === 'held') return !isElected;
  return ['new', 'partially_filled', 'pending_cancel', 'pending_replace'].includes(status);
}

/** Whether a trade at `last` elects a waiting stop, which moves with it first when it trails. */
export function elects(order: FakeOrder, last: Nanos): boolean {
  if (order.isElected || last === 0n) return false;
  const { form } = order;
  const isBuy = form.side === 'buy';
  if (form.type === 'trailing_stop') {
    const hwm = order.hwm === null ? last : (isBuy ? smaller : larger)(order.hwm, last);
    order.hwm = hwm;
    const distance = form.trailPrice ?? times(hwm, over(form.trailPercent ?? 0n, 100n * ONE));
    order.form = { ...form, stop: isBuy ? hwm + distance : hwm - distance };
  }
  const stop = order.form.stop ?? 0n;
  order.isElected = isBuy ? last >= stop : last <= stop;
  return order.isElected;
}

/** What an order trades at now; null when it does not. */
export function fillPrice({ form, isElected }: FakeOrder, bid: Nanos, ask: Nanos): Nanos | null {
  const isBuy = form.side === 'buy';
  const price = isBuy ? ask : bid;
  if (!isElected || price === 0n) return null;
  const isBuyStop = form.type === 'stop' && isBuy;
  const limit = form.limit ?? (isBuyStop ? protectedLimit(form.stop ?? 0n) : null);
  if (limit === null) return price;
  return (isBuy ? limit >= price : limit <= price) ? price : null;
}
