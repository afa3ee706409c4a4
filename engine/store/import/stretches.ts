/** Rows of a statement at a time, so that others may run on the connection in between. */
const STRETCH_ROWS = 2_000;

/**
 * Rows in the order of the statement, each stretch read when it is asked for. `read` gives the rows
 * after one that was read before (null: from the first), at most so many.
 */
export function* inStretches<Row>(
  read: (after: Row | null, limit: number) => readonly Row[],
): Generator<Row> {
  let after: Row | null = null;
  for (;;) {
    const rows: readonly Row[] = read(after, STRETCH_ROWS);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < STRETCH_ROWS) return;
    after = last;
  }
}
