/**
 * Goal: the answer to an order is painted before all that follows from it: rows, lines, messages and marks of
 * one order make a frame that takes several times as long as the line that says what became of it. Method:
 * from when an order is sent until its answer has been painted, changes of those stores hold at once and are
 * drawn afterwards, together.
 */
import { browserEnvironment } from '../client/environment.ts';
import type { HeldStore } from './draw-later.ts';

/** Longest that anything waits for an answer: about as long as an order takes to disk and back. */
export const ANSWER_MS = 50;

let awaitedUntilMs = Number.NEGATIVE_INFINITY;
/** One call a store, so that their number is bounded. */
const waiting = new Set<() => void>();
let cancelTimer: () => void = () => undefined;

/** An order has been sent. */
export function awaitAnswer(): void {
  awaitedUntilMs = browserEnvironment.nowMs() + ANSWER_MS;
}

/** Its answer is on the screen: all that waited is drawn. */
export function answerPainted(): void {
  awaitedUntilMs = Number.NEGATIVE_INFINITY;
  cancelTimer();
  const calls = [...waiting];
  waiting.clear();
  for (const call of calls) call();
}

/** Runs the call when the answer has been painted, or does not come. */
export function afterAnswer(call: () => void): void {
  if (waiting.size === 0) cancelTimer = browserEnvironment.after(ANSWER_MS, answerPainted);
  waiting.add(call);
}

/** Changes a store; what shows it lets an answer that is awaited go first. */
export function drawInTurn(
  { drawLater }: Pick<HeldStore<unknown>, 'drawLater'>,
  change: () => void,
): void {
  if (browserEnvironment.nowMs() < awaitedUntilMs) drawLater(change, afterAnswer);
  else change();
}
