/**
 * A long list as stretches between known places. Each stretch knows how many rows it has, some have
 * them in memory; so any row has an index and few of them need to be here. Stretches lie oldest first,
 * indexes count from the newest row, as tables show them. What happens is put on top, which moves no
 * other stretch.
 */
import type { HistoryCursor } from '../../engine/contract/history.ts';

/** Rows of a stretch as it is counted. */
export const STRETCH_ROWS = 200;

interface Stretch<Row> {
  /** Place that it begins after; null: at the beginning of the list. */
  readonly after: HistoryCursor | null;
  count: number;
  /** Oldest first; null: not here. */
  rows: readonly Row[] | null;
  /** When it was last looked at, by a count of looks. */
  seen: number;
}

/** Before, at or after: as `Array.sort` wants it. */
export function comparePlaces(a: HistoryCursor, b: HistoryCursor): number {
  return a.atUs === b.atUs ? a.id - b.id : a.atUs - b.atUs;
}

/** Where a stretch lies: it begins after `after` and ends with `until`; null: with the newest row. */
export interface StretchBounds {
  readonly at: number;
  readonly after: HistoryCursor | null;
  readonly until: HistoryCursor | null;
  readonly count: number;
}

/** See the head of the file. */
export class Stretches<Row> {
  readonly #placeOf: (row: Row) => HistoryCursor;
  #stretches: Stretch<Row>[] = [];
  /** Rows that are older than a stretch's own. */
  #firstRanks: number[] = [];
  #looks = 0;
  /** Whether its places are known, so that it may be kept in stretches of the usual size. */
  #isDivided = false;

  constructor(placeOf: (row: Row) => HistoryCursor) {
    this.#placeOf = placeOf;
  }

  get length(): number {
    const last = this.#stretches.length - 1;
    return (this.#firstRanks[last] ?? 0) + (this.#stretches[last]?.count ?? 0);
  }

  /** Starts over with one stretch, newest row first as pages come; `isWhole`: there are no older. */
  start(rows: readonly Row[], isWhole: boolean): void {
    this.#stretches = [{ after: null, count: rows.length, rows: rows.toReversed(), seen: 0 }];
    this.#isDivided = isWhole;
    this.#rank(0);
  }

  /** Joins rows that are older than all others, newest first. Before `divide` alone. */
  addOlder(rows: readonly Row[], isWhole: boolean): void {
    const [first] = this.#stretches;
    if (first === undefined || first.rows === null) return;
    first.rows = [...rows.toReversed(), ...first.rows];
    first.count = first.rows.length;
    this.#isDivided = isWhole;
  }

  /** Joins rows that are newer than all others, newest first. */
  addNewer(rows: readonly Row[]): void {
    const top = this.#stretches.at(-1);
    if (top === undefined || top.rows === null) return;
    const all = [...top.rows, ...rows.toReversed()];
    if (!this.#isDivided || all.length < 2 * STRETCH_ROWS) {
      top.rows = all;
      top.count = all.length;
      return;
    }
    this.#stretches.pop();
    const at = this.#stretches.length;
    this.#cut(top.after, all);
    this.#rank(at);
  }

  /** Drops the oldest rows beyond so many; returns whether there were. Before `divide` alone. */
  dropOldest(most: number): boolean {
    const [first] = this.#stretches;
    if (this.#isDivided || first === undefined || first.count <= most) return false;
    first.rows = first.rows?.slice(-most) ?? null;
    first.count = most;
    return true;
  }

  /**
   * Says what the list is made of: the place of every `STRETCH_ROWS`th row from the oldest on. What is
   * in memory, the newest rows without a gap, stays there. False when that does not reach as far as
   * the last place, so that nobody knows what is between.
   */
  divide(places: readonly HistoryCursor[]): boolean {
    const held = this.#stretches[0]?.rows ?? [];
    const [first] = held;
    const newest = held.at(-1);
    if (first === undefined || newest === undefined) return false;
    const reach = this.#placeOf(first);
    // What is newer than all that is here will be put on top of it.
    const top = this.#placeOf(newest);
    const known = places.filter((place) => comparePlaces(place, top) <= 0);
    const last = known.at(-1);
    if (last === undefined || comparePlaces(reach, last) > 0) return false;
    this.#isDivided = true;
    this.#stretches = [];
    let after: HistoryCursor | null = null;
    for (const place of known) {
      const isHeld = after !== null && comparePlaces(after, reach) >= 0;
      const rows: readonly Row[] | null = isHeld ? this.#between(held, after, place) : null;
      this.#stretches.push({ after, count: rows?.length ?? STRETCH_ROWS, rows, seen: 0 });
      after = place;
    }
    this.#cut(last, this.#between(held, last, null));
    this.#rank(0);
    return true;
  }

  /** The row at an index, if it is here. */
  at(index: number): Row | undefined {
    const rank = this.length - 1 - index;
    const at = this.#stretchOf(rank);
    return this.#stretches[at]?.rows?.[rank - (this.#firstRanks[at] ?? 0)];
  }

  /** Bounds of the stretches that have rows from `first` to `last`, newest first. */
  within(first: number, last: number): StretchBounds[] {
    const newest = this.#stretchOf(this.length - 1 - Math.max(0, first));
    const oldest = this.#stretchOf(Math.max(0, this.length - 1 - last));
    const bounds: StretchBounds[] = [];
    this.#looks += 1;
    for (let at = newest; at >= Math.max(0, oldest); at -= 1) {
      const stretch = this.#stretches[at];
      if (stretch === undefined) continue;
      stretch.seen = this.#looks;
      bounds.push(this.boundsOf(at));
    }
    return bounds;
  }

  boundsOf(at: number): StretchBounds {
    const stretch = this.#stretches[at];
    const until = this.#stretches[at + 1]?.after ?? null;
    return { at, after: stretch?.after ?? null, until, count: stretch?.count ?? 0 };
  }

  isHeld(at: number): boolean {
    return (this.#stretches[at]?.rows ?? null) !== null;
  }

  /** Takes the rows of a stretch, newest first; there may be others than were counted. */
  put(at: number, rows: readonly Row[]): void {
    const stretch = this.#stretches[at];
    if (stretch === undefined) return;
    stretch.rows = rows.toReversed();
    stretch.seen = this.#looks;
    if (stretch.count === rows.length) return;
    stretch.count = rows.length;
    this.#rank(at);
  }

  /** Lets go of what was looked at longest ago, until at most `most` rows are here; never of the newest rows. */
  keep(most: number): void {
    let held = this.heldCount;
    if (held <= most) return;
    // The newest stretch may be empty yet.
    const oldestFirst = this.#stretches
      .slice(0, -2)
      .filter(({ rows }) => rows !== null)
      .sort((a, b) => a.seen - b.seen);
    for (const stretch of oldestFirst) {
      if (held <= most) return;
      held -= stretch.count;
      stretch.rows = null;
    }
  }

  /** Takes out the rows that do not pass; of those that are here. */
  sift(passes: (row: Row) => boolean): boolean {
    let isChanged = false;
    for (const stretch of this.#stretches) {
      const kept = stretch.rows?.filter(passes);
      if (kept === undefined || kept.length === stretch.rows?.length) continue;
      stretch.rows = kept;
      stretch.count = kept.length;
      isChanged = true;
    }
    if (isChanged) this.#rank(0);
    return isChanged;
  }

  /** How many rows are here. */
  get heldCount(): number {
    return this.#stretches.reduce((sum, { rows, count }) => sum + (rows === null ? 0 : count), 0);
  }

  /** Rows that are here without a gap around an index, newest first. */
  heldAround(index: number): readonly Row[] {
    const at = this.#stretchOf(this.length - 1 - index);
    let first = at;
    let last = at;
    while (first > 0 && this.isHeld(first - 1)) first -= 1;
    while (last < this.#stretches.length - 1 && this.isHeld(last + 1)) last += 1;
    const rows = this.#stretches.slice(first, last + 1).flatMap(({ rows: held }) => held ?? []);
    return rows.toReversed();
  }

  /** The stretch whose rows are the newest at or before `us`: 0 when all are later. */
  stretchAt(us: number): number {
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const after = this.#stretches[middle]?.after ?? null;
      if (after === null || after.atUs <= us) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Index of the newest row at or before `us` in a stretch that is here; of its end if none is. */
  indexIn(at: number, us: number): number {
    const rows = this.#stretches[at]?.rows ?? [];
    const newer = rows.filter((row) => this.#placeOf(row).atUs > us).length;
    const rank = (this.#firstRanks[at] ?? 0) + rows.length - newer - 1;
    return Math.max(0, Math.min(this.length - 1, this.length - 1 - rank));
  }

  #stretchOf(rank: number): number {
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#firstRanks[middle] ?? 0) <= rank) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Rows, oldest first, that lie after a place and not after another. */
  #between(
    rows: readonly Row[],
    after: HistoryCursor | null,
    until: HistoryCursor | null,
  ): readonly Row[] {
    return rows.filter((row) => {
      const place = this.#placeOf(row);
      if (after !== null && comparePlaces(place, after) <= 0) return false;
      return until === null || comparePlaces(place, until) <= 0;
    });
  }

  /** Puts rows, oldest first, at the top as stretches of the usual size. */
  #cut(after: HistoryCursor | null, rows: readonly Row[]): void {
    let from = after;
    for (let start = 0; start === 0 || start < rows.length; start += STRETCH_ROWS) {
      const part = rows.slice(start, start + STRETCH_ROWS);
      this.#stretches.push({ after: from, count: part.length, rows: part, seen: this.#looks });
      const end = part.at(-1);
      if (end !== undefined) from = this.#placeOf(end);
    }
  }

  /** Counts anew what lies before each stretch, from one on. */
  #rank(from: number): void {
    const start = Math.max(0, from);
    let rank = start === 0 ? 0 : (this.#firstRanks[start] ?? 0);
    for (let at = start; at < this.#stretches.length; at += 1) {
      this.#firstRanks[at] = rank;
      rank += this.#stretches[at]?.count ?? 0;
    }
    this.#firstRanks.length = this.#stretches.length;
  }
}
