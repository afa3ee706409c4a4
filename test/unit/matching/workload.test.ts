import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { EXPECTED, outcomeOf } from '../../bench/matching/expected.ts';
import { Replayer } from '../../bench/matching/replayer.ts';
import { DEEP, generateWorkload, WALK } from '../../bench/matching/workload.ts';

const SHA256 = {
  walk: '7076f8fce1c2af596143407daddf233a200a629ec69e7efc201427ec58e31f37',
  deep: 'f0bd8748fd3c1d1c9dd0414019f10568787072496499aaf0ccc3c1f1d9a2a8af',
};

describe.each([WALK, DEEP])('workload $name', (spec) => {
  const file = generateWorkload(spec);

  test('is the published file bit for bit', () => {
    const hash = createHash('sha256').update(new Uint8Array(file)).digest('hex');
    expect(hash).toBe(SHA256[spec.name]);
  });

  test.each(['back', 'keep'] as const)(
    'trades as every correct engine does (decrease: %s)',
    (rule) => {
      const engine = new MatchingEngine({
        priceStepTicks: 1,
        keepPlaceOnDecrease: rule === 'keep',
      });
      const replayer = new Replayer(engine, file);
      replayer.run(0, replayer.preload + replayer.ops);
      engine.checkInvariants();
      expect(outcomeOf(replayer, engine)).toEqual(EXPECTED[spec.name][rule]);
    },
  );
});
