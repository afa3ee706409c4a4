import { IMPORT_PROBLEMS_MAX } from '../../contract/imports.ts';
import type { ImportProblem } from '../../contract/imports.ts';

/** Counts all bad rows and keeps the first, in the order of the file. */
export class ProblemList {
  #count = 0;
  #first: ImportProblem[] = [];

  get count(): number {
    return this.#count;
  }

  get first(): readonly ImportProblem[] {
    return this.#first;
  }

  add(problem: ImportProblem): void {
    this.#count += 1;
    const last = this.#first.at(-1);
    const isFull = this.#first.length >= IMPORT_PROBLEMS_MAX;
    if (isFull && last !== undefined && problem.line >= last.line) return;
    let at = this.#first.length;
    while (at > 0 && (this.#first[at - 1]?.line ?? 0) > problem.line) at -= 1;
    this.#first.splice(at, 0, problem);
    if (isFull) this.#first.pop();
  }

  /** A list that goes on from here and leaves this one as it is. */
  copy(): ProblemList {
    const list = new ProblemList();
    list.#count = this.#count;
    list.#first = [...this.#first];
    return list;
  }
}
