/**
 * `npm run data`: the data of the terminal without its window. docs/data-command.md tells all of it.
 * Results go to the output, progress and problems to the error output, exit codes say how it went.
 */
import { EXIT_INTERRUPTED, runData } from './run-data.ts';

let isCanceled = false;
process.on('SIGINT', () => {
  // The second one does not wait for a step that takes long.
  if (isCanceled) process.exit(EXIT_INTERRUPTED);
  isCanceled = true;
});
process.exitCode = await runData(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  writeProblem: (text) => process.stderr.write(text),
  isCanceled: () => isCanceled,
});
