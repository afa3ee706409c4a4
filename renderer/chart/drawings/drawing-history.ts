/** Steps that can be undone at most: more than anyone remembers making. */
export const UNDO_STEPS_MAX = 100;

/** A value with its past and what was undone of it. Values are never changed, only replaced. */
export class DrawingHistory<T> {
  #value: T;
  #past: T[] = [];
  #undone: T[] = [];

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** A new step; what was undone before it is gone. */
  put(value: T): void {
    if (value === this.#value) return;
    this.#past = [...this.#past, this.#value].slice(-UNDO_STEPS_MAX);
    this.#undone = [];
    this.#value = value;
  }

  /** Another value altogether, with no past. */
  reset(value: T): void {
    this.#value = value;
    this.#past = [];
    this.#undone = [];
  }

  /** False when there is nothing to undo. */
  undo(): boolean {
    const before = this.#past.at(-1);
    if (before === undefined) return false;
    this.#past = this.#past.slice(0, -1);
    this.#undone = [...this.#undone, this.#value];
    this.#value = before;
    return true;
  }

  /** False when nothing was undone. */
  redo(): boolean {
    const after = this.#undone.at(-1);
    if (after === undefined) return false;
    this.#undone = this.#undone.slice(0, -1);
    this.#past = [...this.#past, this.#value];
    this.#value = after;
    return true;
  }
}
