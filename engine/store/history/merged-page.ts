/** The places of a page that lie in several ordered runs: the first of all, read a little at a time. */

/** Where a row stands; no two stand in the same place. */
export interface Place {
  readonly atUs: number;
  readonly id: number;
}

/** Reads at most `limit` places of a run that follow `after` in the page's direction, in order. */
export type ReadRun = (after: Place, limit: number) => readonly Place[];

/** Places that a run is read by beyond its even share: most pages then need one read of each run. */
const READ_AHEAD = 8;

interface Run {
  readonly read: ReadRun;
  places: readonly Place[];
  next: number;
  /** Nothing follows what has been read. */
  ended: boolean;
}

/** The first `limit` places of all runs after `start`, in the order of `direction`. */
export function mergedPage(
  runs: readonly ReadRun[],
  start: Place,
  limit: number,
  direction: 'older' | 'newer',
): Place[] {
  const [first] = runs;
  if (first !== undefined && runs.length === 1) return [...first(start, limit)];
  const share = Math.min(limit, Math.ceil(limit / Math.max(1, runs.length)) + READ_AHEAD);
  const fetch = (run: Run, after: Place): void => {
    run.places = run.read(after, share);
    run.next = 0;
    run.ended = run.places.length < share;
  };
  const open = runs.map((read): Run => ({ read, places: [], next: 0, ended: false }));
  for (const run of open) fetch(run, start);
  const sign = direction === 'older' ? -1 : 1;
  const page: Place[] = [];
  while (page.length < limit) {
    let best: Run | null = null;
    let bestPlace: Place | undefined;
    for (const run of open) {
      const place = run.places[run.next];
      if (place === undefined) continue;
      if (bestPlace !== undefined && sign * compare(place, bestPlace) > 0) continue;
      best = run;
      bestPlace = place;
    }
    if (best === null || bestPlace === undefined) return page;
    page.push(bestPlace);
    best.next += 1;
    if (best.next === best.places.length && !best.ended) fetch(best, bestPlace);
  }
  return page;
}

function compare(a: Place, b: Place): number {
  return a.atUs === b.atUs ? a.id - b.id : a.atUs - b.atUs;
}
