/**
 * Turns for what changes with every tick and is read by a person: rarely enough to be read, and together
 * with what is painted anyway. A turn of its own is a display frame of its own, with style, layout and paint
 * of a whole window; and while a frame is awaited the browser holds back an order's answer.
 */
import { dataWaitMs } from './data-pace.ts';
import { browserEnvironment } from './environment.ts';
import type { ClientEnvironment } from './environment.ts';

/** Least milliseconds between two turns: figures that change more often than ten times a second can't be read. */
const REST_MS = 100;
/** Longest that a turn which is due waits for company: data that comes brings a frame with it. */
const COMPANY_MS = 50;

/** Takes the first turn at once, then at most one in `REST_MS`; what was asked for is always shown. */
export class PacedTurns {
  readonly #turn: () => void;
  readonly #after: ClientEnvironment['after'];
  readonly #waitMs: () => number;
  #state: 'ready' | 'resting' | 'due' = 'ready';
  #isAsked = false;
  #cancel: () => void = () => undefined;

  /** `waitMs`: how long what a key has just been pressed for is to have the window to itself; 0: no longer. */
  constructor(
    turn: () => void,
    after: ClientEnvironment['after'] = browserEnvironment.after,
    waitMs: () => number = forPress,
  ) {
    this.#turn = turn;
    this.#after = after;
    this.#waitMs = waitMs;
  }

  /** Something has changed, and a frame is to come for it. */
  ask(): void {
    if (this.#state === 'resting') this.#isAsked = true;
    else this.#take();
  }

  /** Takes no further turn that nobody asks for. */
  dispose(): void {
    this.#cancel();
    this.#state = 'ready';
  }

  #take(): void {
    this.#cancel();
    this.#isAsked = false;
    this.#state = 'resting';
    this.#cancel = this.#after(REST_MS, () => this.#rested());
    this.#turn();
  }

  #rested(): void {
    if (!this.#isAsked) {
      this.#state = 'ready';
      return;
    }
    this.#state = 'due';
    this.#cancel = this.#after(COMPANY_MS, () => this.#alone());
  }

  /** No company has come: a frame of its own does not go before what a key has just been pressed for. */
  #alone(): void {
    const waitMs = this.#waitMs();
    if (waitMs === 0) this.#take();
    else this.#cancel = this.#after(waitMs, () => this.#take());
  }
}

function forPress(): number {
  return dataWaitMs(browserEnvironment.nowMs(), browserEnvironment.pressedMs());
}
