import { useEffect, useState } from 'react';
import type { OrderExplanation } from '../../../engine/contract/order-explanation.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';

/** Pace at which an open explanation is asked for again, in milliseconds. */
const REFRESH_MS = 1_000;

/** What the engine says about an order, or why it does not. */
export type Explained =
  | { readonly told: OrderExplanation; readonly problem: null }
  | { readonly told: null; readonly problem: string };

/** Asks why an order has not filled, now and every second; null before the first answer. */
export function useExplanation(orderId: number): Explained | null {
  const client = useEngine();
  const [answer, setAnswer] = useState<{ orderId: number; explained: Explained } | null>(null);
  useEffect(() => {
    let current = true;
    let asking = false;
    const keep = (explained: Explained): void => {
      asking = false;
      if (current) setAnswer({ orderId, explained });
    };
    const ask = (): void => {
      // One question at a time, however slow the engine is.
      if (asking) return;
      asking = true;
      client
        .send<'order.explain'>({ type: 'order.explain', orderId })
        .then((told) => keep({ told, problem: null }))
        .catch((error: unknown) => keep({ told: null, problem: problemText(error) }));
    };
    ask();
    const timer = setInterval(ask, REFRESH_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [client, orderId]);
  return answer?.orderId === orderId ? answer.explained : null;
}
