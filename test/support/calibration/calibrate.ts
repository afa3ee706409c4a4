/**
 * `npm run calibrate -- [--hours 10] [--seed 1] [--json] [RECORDING]`: statistics of the recorded
 * order flow beside those of the simulator trading the same future, with their ratio. What is off by
 * more than twice is marked; shares of less than 2 % and correlations within noise are not.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readOrderFlow } from '../../../engine/feed/replay-reader.ts';
import { comparisonOf, comparisonText } from './comparison.ts';
import { measureRecording } from './measure-recording.ts';
import { measureSimulator } from './measure-simulator.ts';

const RECORDING = '../shared/data/es-mbo-20231225.csv.gz';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      hours: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file = RECORDING] = positionals;
  const [hours, seed] = [Number(values.hours), Number(values.seed)];
  if (!existsSync(file)) {
    process.stdout.write(`skipped: the recorded order flow ${file} is not there\n`);
    return;
  }
  const recorded = measureRecording(await readOrderFlow(file));
  const simulated = measureSimulator(hours, seed);
  if (values.json) process.stdout.write(`${JSON.stringify({ recorded, simulated }, null, 2)}\n`);
  else {
    process.stdout.write(
      `recorded: one hour; simulated: ${values.hours} hours, seed ${values.seed}\n`,
    );
    process.stdout.write(`${comparisonText(comparisonOf(recorded, simulated))}\n`);
  }
}

await main();
