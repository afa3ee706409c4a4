import { describe, expect, it } from 'vitest';
import { noteProof } from '../support/proof/proof-log.ts';
import { integerOf, seedAsked } from '../support/property-runs.ts';
import { runKillRounds } from './kill-rounds.ts';

/** Enough to hit a commit in most of its stages; `STP_KILL_ROUNDS` asks for more. */
const ROUNDS = integerOf('STP_KILL_ROUNDS', 1, 1_000) ?? 4;
const SEED = seedAsked() ?? 20_261_122;
/** A round trades for up to a second and starts an engine. */
const ROUND_TIMEOUT_MS = 30_000;

describe('an engine that is killed under load', () => {
  it(
    'has every acknowledged order and fill once after each restart',
    { timeout: ROUND_TIMEOUT_MS * (ROUNDS + 1) },
    async () => {
      const sinceMs = performance.now();
      const report = await runKillRounds(ROUNDS, SEED);
      const { ordersMissing, fillsMissing, duplicates, sequenceGaps, ordersInconsistent } = report;
      const wrong = ordersMissing + fillsMissing + duplicates + sequenceGaps + ordersInconsistent;
      const seconds = (performance.now() - sinceMs) / 1_000;
      const tried = { kind: 'kill-rounds', suite: 'killed engine', seed: SEED } as const;
      noteProof({ ...tried, count: ROUNDS, failed: wrong > 0, seconds });
      expect(report.ordersAcknowledged).toBeGreaterThan(100);
      expect(report.fillsHeard).toBeGreaterThan(20);
      expect(report).toMatchObject({
        ordersMissing: 0,
        fillsMissing: 0,
        duplicates: 0,
        sequenceGaps: 0,
        ordersInconsistent: 0,
      });
    },
  );
});
