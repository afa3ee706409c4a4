import { expect, test } from 'vitest';
import { keepSeed, keptSeeds } from '../../support/proof/kept-seeds.ts';
import { noteProof } from '../../support/proof/proof-log.ts';
import { integerOf, propertyFactor, seedAsked } from '../../support/property-runs.ts';
import { playFeedScript } from './feed-script.ts';

const FIRST_SEED = seedAsked() ?? 20_261_900;
/** `STP_FEED_SCRIPTS` scripts; the long proof plays 1,000. */
const SCRIPTS = integerOf('STP_FEED_SCRIPTS', 1, 100_000) ?? 25 * propertyFactor();
const TIMEOUT_MS_PER_SCRIPT = 20_000;

const kept = keptSeeds('feed');

test(
  'whatever a feed does, the terminal ends connected or says why not, with the bars of the whole tape',
  { timeout: TIMEOUT_MS_PER_SCRIPT * (SCRIPTS + kept.length) },
  async () => {
    const usual = Array.from({ length: SCRIPTS }, (_, i) => FIRST_SEED + i);
    const startedMs = performance.now();
    let faults = 0;
    let losses = 0;
    for (const seed of [...kept.map((one) => one.seed), ...usual]) {
      try {
        const report = await playFeedScript(seed);
        faults += report.faults;
        losses += report.losses;
      } catch (error) {
        const { currentTestName = '', testPath = '' } = expect.getState();
        const found = { file: testPath, test: currentTestName, seed, size: 1 };
        throw new Error(`A feed script: ${keepSeed('feed', found)}`, { cause: error });
      }
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    noteProof({
      kind: 'property',
      suite: 'feed scripts',
      seed: FIRST_SEED,
      count: SCRIPTS,
      failed: false,
      seconds,
    });
    // The scripts are of use: faults came, and connections were lost by them.
    expect(faults).toBeGreaterThan(SCRIPTS);
    expect(losses).toBeGreaterThan(0);
  },
);
