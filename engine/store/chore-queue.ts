import type { ChoreResult } from './chores.ts';

/** Chores under way; the maintenance has one at a time, and prints and its log beside it. */
const PENDING_MAX = 16;

/** Pairs the writer's answers with who has asked; a chore that cannot be done has a problem. */
export class ChoreQueue {
  readonly #pending = new Map<number, (result: ChoreResult) => void>();
  #lastId = 0;

  /** Sends a chore, unless there is a reason not to. */
  start(why: string | null, send: (id: number) => void): Promise<ChoreResult> {
    if (why !== null) return Promise.resolve(notDone(why));
    if (this.#pending.size >= PENDING_MAX) {
      return Promise.resolve(notDone(`more than ${PENDING_MAX} chores are waiting`));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      send(id);
    });
  }

  settle(id: number, result: ChoreResult): void {
    this.#pending.get(id)?.(result);
    this.#pending.delete(id);
  }

  /** Nothing will be answered any more. */
  end(problem: string): void {
    for (const resolve of this.#pending.values()) resolve(notDone(problem));
    this.#pending.clear();
  }
}

function notDone(problem: string): ChoreResult {
  return { done: 0, left: 0, tookUs: 0, problem };
}
