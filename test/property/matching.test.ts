import { describe, test } from 'vitest';
import { propertyFactor, propertySeed } from '../support/property-runs.ts';
import { PROPERTY_CHECKS } from './matching/checks.ts';

const SEED = 20_260_301;
const USUAL_TIMEOUT_MS = 60_000;

describe('the matching layer and its specification', () => {
  const factor = propertyFactor();
  for (const one of PROPERTY_CHECKS) {
    test(one.name, { timeout: USUAL_TIMEOUT_MS * factor }, () => {
      one.check(one.runs * factor, propertySeed(SEED));
    });
  }
});
