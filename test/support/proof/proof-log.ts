/**
 * What proofs have tried: with `STP_PROOF_LOG` naming a file, every property and simulation adds one
 * line of JSON to it, which `npm run verify -- --long` sums up.
 */
import { appendFileSync } from 'node:fs';

/** One property check or one simulation, done. */
export interface ProofRecord {
  readonly kind: 'property' | 'day' | 'kill-rounds';
  readonly suite: string;
  readonly seed: number;
  /** Sequences of a property, hours of market of a day, rounds of kills. */
  readonly count: number;
  readonly failed: boolean;
  readonly seconds: number;
}

/** Adds a record; nothing without a log. */
export function noteProof(record: ProofRecord): void {
  const file = process.env['STP_PROOF_LOG'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(record)}\n`);
}
