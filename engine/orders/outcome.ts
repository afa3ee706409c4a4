import type { Order } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';

/** What became of a command: the order as it stands after it, or why nothing was done. */
export type Outcome =
  | { readonly ok: true; readonly order: Order; readonly duplicate: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** The outcome of a command that did nothing. */
export function refused(why: Refusal): Outcome {
  return { ok: false, refusal: why };
}

/** The outcome that an order stands for: a rejected one is a refusal, also the second time. */
export function outcomeOf(order: Order, duplicate: boolean = false): Outcome {
  return order.refusal === null ? { ok: true, order, duplicate } : refused(order.refusal);
}
