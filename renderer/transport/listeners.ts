/** Calls `call` with each, also when it throws for one; the first error is thrown afterwards. */
export function callEach<Item>(items: Iterable<Item>, call: (item: Item) => void): void {
  const errors: unknown[] = [];
  for (const item of [...items]) {
    try {
      call(item);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** A set of callbacks that may add and remove themselves while they are being called. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>();

  /** Adds a listener; returns what removes it. */
  add(listener: (value: Value) => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  }

  /** Calls all of them, also when one throws; what the first one threw is thrown afterwards. */
  emit(value: Value): void {
    callEach(this.#all, (listener) => listener(value));
  }

  clear(): void {
    this.#all.clear();
  }

  get size(): number {
    return this.#all.size;
  }
}
