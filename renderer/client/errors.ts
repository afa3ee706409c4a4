import { refusalText } from '../../engine/domain/refusal.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';

/** The engine said no, and why; nothing has changed. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusalText(refusal));
    this.refusal = refusal;
  }
}

/**
 * No answer will come. `not_sent`: the engine never saw the request; `unknown`: it may have acted on
 * it, and what it did shows in the orders after the reconnect.
 */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly outcome: 'not_sent' | 'unknown';

  constructor(message: string, outcome: 'not_sent' | 'unknown') {
    super(message);
    this.outcome = outcome;
  }
}

/** One sentence for a person about anything that a request may be rejected with. */
export function problemText(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
