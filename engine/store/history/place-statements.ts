/**
 * Statements that find the place of a row by its number in a list. They walk an index in its order and
 * read nothing else, a bounded number of rows at a time (place-walks.ts). Where a filter has two runs
 * of an index, SQLite merges them as it goes.
 */
import { PLACE_WALKS, ROW_WALKS } from './page-statements.ts';
import type { PlaceWalkName, RowWalkName, Walk } from './page-statements.ts';

type WalkName = RowWalkName | PlaceWalkName;
/** `one`, `two`: runs of the walk. */
type Runs = 'one' | 'two';
type Purpose = 'nth' | 'rest';
export type PlaceStatementName = `history.${WalkName}.${Purpose}.${Runs}`;

/** given..., atUs, id, toUs: the places after (atUs, id) and before toUs. */
function run({ from, given, time, id }: Walk): string {
  const fixed = given.map((column) => `${column} = ? AND `).join('');
  return `SELECT ${time} AS atUs, ${id} AS id FROM ${from}
    WHERE ${fixed}(${time}, ${id}) > (?, ?) AND ${time} < ?`;
}

/** The parameters of each run, and the number of places to pass: the place after those. */
const nth = (runs: readonly string[]): string =>
  `${runs.join(' UNION ALL ')} ORDER BY atUs, id LIMIT 1 OFFSET ?`;

/** The parameters of each run, limit: how many places there are, up to the limit. */
const rest = (runs: readonly string[]): string =>
  `SELECT count(*) AS value FROM (${runs.join(' UNION ALL ')} LIMIT ?) j`;

function statements(): Record<PlaceStatementName, string> {
  const all = Object.entries({ ...ROW_WALKS, ...PLACE_WALKS }).flatMap(([name, walk]) => {
    const one = run(walk);
    return [
      [`history.${name}.nth.one`, nth([one])],
      [`history.${name}.nth.two`, nth([one, one])],
      [`history.${name}.rest.one`, rest([one])],
      [`history.${name}.rest.two`, rest([one, one])],
    ];
  });
  // Both purposes of every walk are there, for one run and for two.
  return Object.fromEntries(all) as Record<PlaceStatementName, string>;
}

export const PLACE_STATEMENTS: Readonly<Record<PlaceStatementName, string>> = statements();
