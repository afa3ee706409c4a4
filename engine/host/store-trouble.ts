/** What the engine says, and refuses, while the disk or the clock is not as it should be. */
import type { EngineMessage, Notice } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Clock, Journal } from '../ports.ts';

/** A clock that is this far behind is told of, in microseconds. */
const BEHIND_US = 1_000_000;

/** For a client that has just been welcomed: nothing while all is well. */
export function troubleMessages(journal: Journal, clock: Clock): EngineMessage[] {
  const messages: EngineMessage[] = [];
  const problem = journal.trouble();
  if (problem !== null) messages.push({ type: 'store', store: { canWrite: false, problem } });
  const behindUs = clock.behindUs?.() ?? 0;
  if (behindUs > BEHIND_US) messages.push({ type: 'notice', notice: setBack(behindUs, clock) });
  return messages;
}

function setBack(behindUs: number, clock: Clock): Notice {
  const seconds = Math.round(behindUs / BEHIND_US);
  const text =
    `This computer's clock is ${String(seconds)} s behind the times of this account: it was set back. ` +
    'Times go on at half speed until it has caught up, so that none goes back. Look whether it is right now.';
  return { level: 'warning', code: 'clock.set_back', text, atUs: clock.wallUs() };
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
