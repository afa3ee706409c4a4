import type { RequestBody } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { unknownSymbol } from '../orders/order-checks.ts';
import { REVERSE_SUFFIX_CHARS } from '../orders/position-desk.ts';
import type { Engine } from './engine.ts';

/** Longest clientOrderId; where a command makes ids of its own, what it adds must fit too. */
const CLIENT_ORDER_ID_CHARS_MAX = 128;
/** A dash and the symbol. */
const FLATTEN_SUFFIX_CHARS = 1 + 16;

/** What is wrong with the scope or the id of a command over many orders, or null. */
export function wrongScope(engine: Engine, body: RequestBody): Refusal | null {
  switch (body.type) {
    case 'orders.cancel_all':
      return wrongSymbol(engine, body.symbol);
    case 'positions.flatten':
      return wrongSymbol(engine, body.symbol) ?? wrongPrefix(body, FLATTEN_SUFFIX_CHARS);
    case 'risk.kill':
      return wrongPrefix(body, FLATTEN_SUFFIX_CHARS);
    case 'positions.reverse':
      return wrongPrefix(body, REVERSE_SUFFIX_CHARS);
    default:
      return null;
  }
}

function wrongSymbol(engine: Engine, symbol: string | null): Refusal | null {
  if (symbol === null || engine.exchange.market(symbol) !== undefined) return null;
  return unknownSymbol(symbol);
}

function wrongPrefix(
  body: { readonly clientOrderId: string },
  suffixChars: number,
): Refusal | null {
  const most = CLIENT_ORDER_ID_CHARS_MAX - suffixChars;
  if (body.clientOrderId.length <= most) return null;
  const rule = `at most ${String(most)} characters, to which each order adds up to ${String(suffixChars)}`;
  return refusal('contract.out_of_range', 'clientOrderId', body.clientOrderId, rule);
}
