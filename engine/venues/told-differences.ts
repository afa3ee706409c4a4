import type { VenueDifference } from '../contract/venues.ts';

/**
 * What Alpaca counts otherwise: told once two comparisons at rest have seen it alike, since what is seen once
 * may be a fill on its way.
 */
export class ToldDifferences {
  #all: readonly VenueDifference[] = [];
  #number = 0;
  /** Of the last comparison, at rest or not. */
  #seen: readonly VenueDifference[] = [];
  /** Of the last comparison at rest, as JSON; '' before there was one. */
  #suspected = '';

  /** Those that are told. */
  get all(): readonly VenueDifference[] {
    return this.#all;
  }

  /** Grows whenever other differences are told. */
  get number(): number {
    return this.#number;
  }

  /** Whether there is something to see again soon. */
  get isUnsettled(): boolean {
    const isSuspect = this.#suspected !== JSON.stringify(this.#all);
    return isSuspect || symbolsOf(this.#seen).join() !== symbolsOf(this.#all).join();
  }

  /** Symbols whose position is another one there, as it is told or was only seen once. */
  get doubtful(): ReadonlySet<string> {
    return new Set([...symbolsOf(this.#seen), ...symbolsOf(this.#all)]);
  }

  /** Takes what a comparison has seen; whether others are told now than before. */
  take(differences: readonly VenueDifference[], isAtRest: boolean): boolean {
    this.#seen = differences;
    if (!isAtRest) return false;
    const text = JSON.stringify(differences);
    const isSeenTwice = text === this.#suspected;
    this.#suspected = text;
    if (differences.length > 0 && !isSeenTwice) return false;
    const isNews = JSON.stringify(this.#all) !== text;
    this.#all = differences;
    if (isNews) this.#number += 1;
    return isNews;
  }
}

function symbolsOf(differences: readonly VenueDifference[]): string[] {
  return differences.flatMap((one) => (one.kind === 'position' ? [one.symbol] : []));
}
