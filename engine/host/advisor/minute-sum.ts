/** Seconds that are summed. */
const WINDOW_S = 60;

/** How often something has happened in the last minute, of counts that come every second. Holds a minute of them. */
export class MinuteSum {
  #counts: { readonly atS: number; readonly count: number }[] = [];

  /** Takes what has happened since the last call; returns the sum. `atS` only goes forward. */
  add(atS: number, count: number): number {
    this.#counts = this.#counts.filter((each) => atS - each.atS < WINDOW_S);
    if (count > 0) this.#counts.push({ atS, count });
    return this.#counts.reduce((sum, each) => sum + each.count, 0);
  }
}
