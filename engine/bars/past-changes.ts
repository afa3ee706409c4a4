/** Closed bars of a series that have changed, for whoever shows them. */

/** Changes that are told one by one; who is further behind reads the series anew. */
const CHANGES_KEPT = 256;

/** What has changed since a version. */
export interface PastChange {
  readonly version: number;
  /** Start of the oldest bar that has changed; Infinity: none has. */
  readonly fromUs: number;
  /** Bars are gone, or more have changed than are told: what is shown has to be read anew. */
  readonly isRewritten: boolean;
}

export class PastChanges {
  /** Grows with every change. */
  version: number = 0;
  /** Version of the newest change that took bars away. */
  #rewrittenAt = 0;
  /** Starts of changed bars, the newest last; the last one is of this version. */
  readonly #starts: number[] = [];

  /** A closed bar was put in or changed. */
  note(startUs: number): void {
    this.version += 1;
    this.#starts.push(startUs);
    if (this.#starts.length > CHANGES_KEPT) this.#starts.shift();
  }

  /** Bars were taken away or made anew. */
  rewritten(): void {
    this.version += 1;
    this.#rewrittenAt = this.version;
    this.#starts.push(Number.POSITIVE_INFINITY);
    if (this.#starts.length > CHANGES_KEPT) this.#starts.shift();
  }

  since(version: number): PastChange {
    const behind = this.version - version;
    const starts = behind === 0 ? [] : this.#starts.slice(-behind);
    return {
      version: this.version,
      fromUs: starts.reduce((oldest, us) => Math.min(oldest, us), Number.POSITIVE_INFINITY),
      isRewritten: behind > CHANGES_KEPT || this.#rewrittenAt > version,
    };
  }
}
