/**
 * `node test/support/calibration/measure-order-flow.ts [RECORDING]`: statistics of the recorded order
 * flow beside those of the simulator trading the same future, as JSON with one line a figure.
 */
import { readOrderFlow } from '../../../engine/feed/replay-reader.ts';
import type { FlowStatistics } from './flow-statistics.ts';
import { measureRecording } from './measure-recording.ts';
import { measureSimulator } from './measure-simulator.ts';

const RECORDING = '../shared/data/es-mbo-20231225.csv.gz';
const HOURS = 10;
const SEED = 1;

const recorded = measureRecording(await readOrderFlow(process.argv[2] ?? RECORDING));
const simulated = measureSimulator(HOURS, SEED);
const names = Object.keys(recorded) as (keyof FlowStatistics)[]; // Of a literal with just these keys.
const lines = names.map((name) => {
  return `  ${JSON.stringify(name)}: ${JSON.stringify({ recorded: recorded[name], simulated: simulated[name] })}`;
});
process.stdout.write(`{\n${lines.join(',\n')}\n}\n`);
