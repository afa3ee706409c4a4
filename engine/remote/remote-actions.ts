import type { OrderId } from '../domain/ids.ts';
import type { ReplacedTerms } from '../orders/replace-checks.ts';
import type { Exits } from '../orders/new-legs.ts';

/**
 * What is to be asked of the venue once it is on disk that it will be. `exits` are those of the order's
 * request; `isClosing`: it must never be more than what is held when it goes; `before`, the terms of the
 * order that is to be changed.
 */
export type RemoteAction =
  | {
      readonly kind: 'submit';
      readonly orderId: OrderId;
      readonly exits: Exits;
      readonly isClosing: boolean;
    }
  | { readonly kind: 'cancel'; readonly orderId: OrderId }
  | {
      readonly kind: 'replace';
      readonly orderId: OrderId;
      readonly before: ReplacedTerms;
      readonly after: ReplacedTerms;
    };

/** What has to be asked to go on: fills of remote orders that were missed, orders only named so far. */
export interface RemoteNeeds {
  readonly fillsOf: readonly string[];
  readonly orders: readonly string[];
}
