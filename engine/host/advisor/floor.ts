/** Values looked back on: some collections of garbage in a busy engine. */
const VALUES = 10;

/** The least of the newest values, at most ten: of a saw its lower line. */
export class Floor {
  readonly #values: number[] = [];

  /** Takes a value; returns the least of the newest ones. */
  add(value: number): number {
    this.#values.push(value);
    if (this.#values.length > VALUES) this.#values.shift();
    return Math.min(...this.#values);
  }
}
