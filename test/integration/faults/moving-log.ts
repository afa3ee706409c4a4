/**
 * Fills the log of a store, and moves it into the file once it is told to; says how that goes, a line
 * each: `node moving-log.ts FOLDER`.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { openBackground } from '../../../engine/host/background.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream } from '../store/sample-events.ts';
import { journalOn } from '../store/temporary-store.ts';

const ORDERS = 3_000;
const file = join(process.argv[2] ?? '', 'local.db');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

recoverState(file, 'local');
const journal = await journalOn(file);
const stream = new SampleStream();
const events = Array.from({ length: ORDERS }, () => stream.accept());
journal.append([{ kind: 'events', events }]);
await journal.flush();
say('written');
await once(process.stdin, 'data');
await openBackground({
  workerUrl: new URL('../../../engine/host/background-thread.ts', import.meta.url),
  file,
  venue: 'local',
  instruments: [],
  isRealMarket: false,
  onLogLarge: () => undefined,
  onCheckpointTime: () => say('moved'),
  onCheckpointFailed: (problem) => say(`failed: ${problem}`),
});
