/** What the engine says and refuses while nothing can be written. */
import type { EngineMessage } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Journal } from '../ports.ts';

/** For a client that has just been welcomed: nothing while all is well. */
export function troubleMessages(journal: Journal): EngineMessage[] {
  const problem = journal.trouble();
  return problem === null ? [] : [{ type: 'store', store: { canWrite: false, problem } }];
}

/** For all clients, once writes work. */
export const WRITES_WORK: EngineMessage = { type: 'store', store: { canWrite: true, problem: '' } };

/** Why no command that writes can be taken, or null. Not even a cancel could be kept. */
export function cannotWrite(journal: Journal): Refusal | null {
  const problem = journal.trouble();
  if (problem === null) return null;
  const rule = 'nothing can be written to the disk; orders are taken again once it can';
  return refusal('store.cannot_write', '', problem, rule);
}
