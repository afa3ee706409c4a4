import { randomUUID } from 'node:crypto';
import type { FakeOrder, OrderForm } from './order.ts';
import { amountOf, checkPenny } from './order-form.ts';
import { invalid } from './refused.ts';

/** The form of the order that takes the place of another; throws when nothing or too much changes. */
export function replacedForm(old: FakeOrder, body: Readonly<Record<string, unknown>>): OrderForm {
  const { form } = old;
  const trail = amountOf(body, 'trail');
  const qty = amountOf(body, 'qty') ?? form.qty;
  if (qty !== null && qty <= old.filled) throw invalid('qty must be > filled_qty');
  const after: OrderForm = {
    ...form,
    qty,
    limit: amountOf(body, 'limit_price') ?? form.limit,
    stop: amountOf(body, 'stop_price') ?? form.stop,
    trailPrice: form.trailPrice === null ? null : (trail ?? form.trailPrice),
    trailPercent: form.trailPercent === null ? null : (trail ?? form.trailPercent),
    timeInForce: body['time_in_force'] === 'gtc' ? 'gtc' : form.timeInForce,
    clientOrderId:
      typeof body['client_order_id'] === 'string' ? body['client_order_id'] : randomUUID(),
  };
  checkPenny('limit_price', after.limit);
  checkPenny('stop_price', after.stop);
  const terms = ({ limit, stop, trailPrice, trailPercent, timeInForce }: OrderForm): string =>
    [limit, stop, trailPrice, trailPercent, timeInForce].join();
  if (qty === form.qty && terms(after) === terms(form)) {
    throw invalid('order parameters are not changed');
  }
  return after;
}
