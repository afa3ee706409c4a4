/**
 * Breaks the matching rules one by one and shows which check notices:
 * `node test/property/mutations/run.ts [SHARE] [SEED]`, SHARE (default 1) being the part of the usual
 * sequences that each variant has to survive. Ends with 1 when a variant passes.
 */
import { rm } from 'node:fs/promises';
import { MUTANTS } from './mutants.ts';
import { engineCopy, runMutant } from './run-mutants.ts';

const [share = 1, seed = 1] = process.argv.slice(2).map(Number);
const folder = await engineCopy();
const results = [];
for (const mutant of [null, ...MUTANTS]) {
  const result = await runMutant(folder, mutant, share, seed);
  results.push(result);
  process.stdout.write(`${result.isCaught ? 'caught' : 'PASSES'}  ${result.name}: ${result.how}\n`);
}
await rm(folder, { recursive: true, force: true });
const [control, ...broken] = results;
const missed = broken.filter((one) => !one.isCaught);
process.stdout.write(
  `${String(broken.length - missed.length)} of ${String(broken.length)} caught\n`,
);
if (missed.length > 0 || control?.isCaught !== false) process.exitCode = 1;
