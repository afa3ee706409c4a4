/**
 * Runs the model-based checks in a process of their own: `node run-checks.ts SHARE SEED`, SHARE
 * being the part of the usual sequences that is played. Ends with CAUGHT when a check fails.
 */
import { PROPERTY_CHECKS } from './checks.ts';

/** Exit code that says a check has failed; any other but 0 says that the checks did not run. */
const CAUGHT = 3;

const [share, seed] = process.argv.slice(2).map(Number);
if (share === undefined || seed === undefined) throw new RangeError('SHARE and SEED are wanted');
// The quick checks first, since the first that fails ends the process.
for (const one of [...PROPERTY_CHECKS].reverse()) {
  try {
    one.check(Math.max(1, Math.round(one.runs * share)), seed, { endOnFailure: true });
  } catch (error) {
    process.stdout.write(
      `${one.name}\n${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(CAUGHT);
  }
}
