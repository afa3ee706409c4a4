import { ConnectionLostError, RefusalError } from '../client/errors.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';

/** Why a request has no result: refused, never sent, or sent and without an answer. */
export type RequestFault =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not_sent' }
  | { readonly kind: 'unknown' };

/** Sorts what a request was rejected with; throws on what is a fault of the program. */
export function faultOf(error: unknown): RequestFault {
  if (error instanceof RefusalError) return { kind: 'refused', refusal: error.refusal };
  if (error instanceof ConnectionLostError) {
    return error.outcome === 'unknown' ? { kind: 'unknown' } : { kind: 'not_sent' };
  }
  throw error;
}
