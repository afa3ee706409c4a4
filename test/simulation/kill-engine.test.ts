import { describe, expect, it } from 'vitest';
import { runKillRounds } from './kill-rounds.ts';

/** Enough to hit a commit in most of its stages; more rounds by hand (see kill-rounds.ts). */
const ROUNDS = 4;

describe('an engine that is killed under load', () => {
  it('has every acknowledged order and fill once after each restart', async () => {
    const report = await runKillRounds(ROUNDS, 20_261_122);
    expect(report.ordersAcknowledged).toBeGreaterThan(100);
    expect(report.fillsHeard).toBeGreaterThan(20);
    expect(report).toMatchObject({
      ordersMissing: 0,
      fillsMissing: 0,
      duplicates: 0,
      sequenceGaps: 0,
      ordersInconsistent: 0,
    });
  });
});
