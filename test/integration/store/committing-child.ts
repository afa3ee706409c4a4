/**
 * Commits orders as fast as it can until it is killed, and prints each acknowledged ticket: one
 * ticket is one order, of which every third is filled. `node committing-child.ts FILE`.
 */
import { writeSync } from 'node:fs';
import { openJournal } from '../../../engine/store/journal.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream } from './sample-events.ts';

const file = process.argv[2] ?? '';
const { lastEventSeq, lastOrderId, lastExecutionId } = recoverState(file, 'local');
const journal = await openJournal({
  workerUrl: new URL('../../../engine/store/writer-thread.ts', import.meta.url),
  file,
  venue: 'local',
  onCommitTime: () => undefined,
});
const stream = new SampleStream(lastEventSeq, lastOrderId, lastExecutionId);
const IN_FLIGHT = 32;

function send(): void {
  const accepted = stream.accept();
  const { orderId } = accepted.order;
  const events = orderId % 3 === 0 ? [accepted, stream.fill(accepted.order, 100)] : [accepted];
  journal.append([{ kind: 'events', events }]);
}

let acknowledged = 0;
journal.onCommitted((ticket) => {
  // Straight to the descriptor: a buffered write would be lost with the process.
  writeSync(1, `${lastOrderId + ticket}\n`);
  for (; acknowledged < ticket; acknowledged += 1) send();
  if (ticket % 5 === 0) journal.checkpoint();
});
for (let i = 0; i < IN_FLIGHT; i += 1) send();
