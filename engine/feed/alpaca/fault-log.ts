import type { FeedFault } from '../../contract/feed-status.ts';

/** Faults that are remembered: what a person scrolls through to see a pattern. */
const FAULTS_MAX = 20;

/** The last faults of a feed. One that comes again is counted, so that it does not push out the others. */
export class FaultLog {
  #faults: readonly FeedFault[] = [];

  /** Newest first. */
  get faults(): readonly FeedFault[] {
    return this.#faults;
  }

  note(part: FeedFault['part'], code: number, text: string, atUs: number): void {
    const [newest, ...rest] = this.#faults;
    const isAgain = newest?.part === part && newest.code === code && newest.text === text;
    const fault = { part, code, text, firstUs: atUs, lastUs: atUs, times: 1 };
    this.#faults = isAgain
      ? [{ ...newest, lastUs: atUs, times: newest.times + 1 }, ...rest]
      : [fault, ...this.#faults].slice(0, FAULTS_MAX);
  }
}
