/** A page of rows that lie in several ordered runs: the first of all of them, read a little at a time. */

/** Where a row stands; rows of all runs have different places. */
export interface Place {
  readonly atUs: number;
  readonly id: number;
}

/** Reads at most `limit` rows of a run that follow `after` in the page's direction, in order. */
export type ReadRun<Row> = (after: Place, limit: number) => readonly Row[];

/** Rows that a run is read by beyond its even share: most pages then need one read of each run. */
const READ_AHEAD = 8;

interface Run<Row> {
  readonly read: ReadRun<Row>;
  rows: readonly Row[];
  next: number;
  /** Nothing follows what has been read. */
  ended: boolean;
}

/**
 * The first `limit` rows of all runs in order. `placeOf` of each run's rows falls in direction 'older'
 * and grows in 'newer'.
 */
export function mergedPage<Row>(
  runs: readonly ReadRun<Row>[],
  start: Place,
  limit: number,
  direction: 'older' | 'newer',
  placeOf: (row: Row) => Place,
): Row[] {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) return [...only(start, limit)];
  const share = Math.min(limit, Math.ceil(limit / Math.max(1, runs.length)) + READ_AHEAD);
  const fetch = (run: Run<Row>, after: Place): void => {
    run.rows = run.read(after, share);
    run.next = 0;
    run.ended = run.rows.length < share;
  };
  const open = runs.map((read): Run<Row> => ({ read, rows: [], next: 0, ended: false }));
  for (const run of open) fetch(run, start);
  const sign = direction === 'older' ? -1 : 1;
  const page: Row[] = [];
  while (page.length < limit) {
    let best: Run<Row> | null = null;
    let bestPlace: Place = start;
    for (const run of open) {
      const row = run.rows[run.next];
      if (row === undefined) continue;
      const place = placeOf(row);
      if (best === null || sign * compare(place, bestPlace) < 0) {
        best = run;
        bestPlace = place;
      }
    }
    const row = best?.rows[best.next];
    if (best === null || row === undefined) return page;
    page.push(row);
    best.next += 1;
    if (best.next === best.rows.length && !best.ended) fetch(best, bestPlace);
  }
  return page;
}

function compare(a: Place, b: Place): number {
  return a.atUs === b.atUs ? a.id - b.id : a.atUs - b.atUs;
}
