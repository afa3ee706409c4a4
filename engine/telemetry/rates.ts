/** Makes rates of counters that only grow. */
export class Rates {
  readonly #before = new Map<string, number>();

  /**
   * Growth a second since the last call for that name; null at the first. A counter that has begun anew
   * has grown by what it shows. Names are those of metrics, so there are as few.
   */
  of(name: string, counter: number, seconds: number): number | null {
    const before = this.#before.get(name);
    this.#before.set(name, counter);
    if (before === undefined) return null;
    return (counter < before ? counter : counter - before) / seconds;
  }
}
