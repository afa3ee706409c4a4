/** Any sequence of commands: what the core tells adds up, and what is stored is all of it. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILL_MODELS } from '../../engine/domain/fill-model.ts';
import { propertyFactor } from '../support/property-runs.ts';
import { coreCommands } from './core/core-commands.ts';
import { CoreWalk } from './core/core-walk.ts';

const NUM_RUNS = 300 * propertyFactor();

test('orders, positions, cash and books agree after every command, and after a restart at any time', () => {
  fc.assert(
    fc.property(coreCommands, (commands) => {
      const walk = new CoreWalk();
      for (const command of commands) walk.play(command);
      walk.checkRecovery();
    }),
    { numRuns: NUM_RUNS },
  );
});

test.each(FILL_MODELS)('so they do where quotes and prints fill orders by %s', (model) => {
  fc.assert(
    fc.property(coreCommands, (commands) => {
      const walk = new CoreWalk(model);
      for (const command of commands) walk.play(command);
      walk.checkRecovery();
    }),
    { numRuns: Math.ceil(NUM_RUNS / 3) },
  );
});

test('the same commands tell the same, byte for byte', () => {
  fc.assert(
    fc.property(coreCommands, (commands) => {
      const [one, other] = [new CoreWalk(), new CoreWalk()];
      for (const command of commands) one.play(command);
      for (const command of commands) other.play(command);
      expect(other.told).toBe(one.told);
    }),
    { numRuns: Math.ceil(NUM_RUNS / 3) },
  );
});
