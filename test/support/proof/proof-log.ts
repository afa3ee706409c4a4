/**
 * What proofs have tried: with `STP_PROOF_LOG` naming a file, every property and simulation adds one
 * line of JSON to it, which `npm run verify -- --long` sums up.
 */
import { appendFileSync } from 'node:fs';

/** One property check or one simulation, done. */
export interface ProofRecord {
  readonly kind: 'property' | 'day' | 'kill-rounds' | 'faults';
  readonly suite: string;
  readonly seed: number;
  /** Sequences of a property, hours of market of a day, rounds of kills, fault scripts. */
  readonly count: number;
  readonly failed: boolean;
  readonly seconds: number;
  /** What was measured on the way, in words. */
  readonly note?: string;
}

/** Adds a record; nothing without a log. */
export function noteProof(record: ProofRecord): void {
  const file = process.env['STP_PROOF_LOG'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(record)}\n`);
}
