/** Which index a filter is answered along, and which runs of it. */
import type { HistoryFilter, OrderState } from '../../contract/history.ts';
import type { PlaceWalkName, RowWalkName, RowsName } from './page-statements.ts';

/** A walk that gives the rows themselves, or runs of places whose rows are read afterwards. */
export type Way =
  | { readonly walk: RowWalkName; readonly given: readonly string[] }
  | {
      readonly walk: PlaceWalkName;
      /** What is given to each run. */
      readonly runs: readonly (readonly string[])[];
      readonly rows: RowsName;
    };

/** Under this symbol the tables of places have every symbol's rows once more. */
export const EVERY_SYMBOL = '';

/** The position that an entry of a side opens. */
export function entrySide(side: 'buy' | 'sell'): 'long' | 'short' {
  return side === 'buy' ? 'long' : 'short';
}

export function fillWay({ symbol, side, tag }: HistoryFilter): Way {
  const rows = 'history.fills.rows';
  const ends = placeRuns(symbol, sidesOf(side));
  if (tag !== null) return { walk: 'fills.tag', runs: ends.map((end) => [tag, ...end]), rows };
  if (side !== null) return { walk: 'fills.side', runs: ends, rows };
  if (symbol !== null) return { walk: 'fills.symbol', given: [symbol] };
  return { walk: 'fills.all', given: [] };
}

/**
 * `isPlaced`: orders have places by tag and state together. While they have not, and for those without a
 * tag, the rows of the tag are walked and then tested for the state (`isTested`).
 */
export function orderWay(
  { symbol, side, tag }: HistoryFilter,
  state: OrderState | null,
  isPlaced: boolean,
): Way {
  const isOfAll = symbol === null && side === null;
  if (tag === null && state === null && isOfAll) return { walk: 'orders.all', given: [] };
  const rows = 'history.orders.rows';
  const ends = placeRuns(symbol, sidesOf(side));
  if (tag !== null && state !== null && !isTested({ tag }, state, isPlaced)) {
    return { walk: 'orders.tag_state', runs: ends.map((end) => [tag, state, ...end]), rows };
  }
  if (tag !== null) return { walk: 'orders.tag', runs: ends.map((end) => [tag, ...end]), rows };
  if (state !== null) {
    return { walk: 'orders.state', runs: ends.map((end) => [state, ...end]), rows };
  }
  return { walk: 'orders.side', runs: ends, rows };
}

/** Whether no index has the orders of the filter alone. */
export function isTested(
  { tag }: Pick<HistoryFilter, 'tag'>,
  state: OrderState | null,
  isPlaced: boolean,
): boolean {
  return state !== null && tag !== null && (tag === '' || !isPlaced);
}

/** Round trips and closed lots, whose side is the way of the position. */
export function entryWay(subject: 'trips' | 'lots', { symbol, side, tag }: HistoryFilter): Way {
  if (tag === null && symbol === null && side === null) {
    return { walk: `${subject}.all`, given: [] };
  }
  const sides = side === null ? ['long', 'short'] : [entrySide(side)];
  const rows = `history.${subject}.rows` as const;
  const given = [tag, symbol].filter((value) => value !== null);
  const by = symbol === null ? ('side_alone' as const) : ('side' as const);
  const byTag = symbol === null ? ('tag_alone' as const) : ('tag' as const);
  const walk = `${subject}.${tag === null ? by : byTag}` as const;
  return { walk, runs: sides.map((entry) => [...given, entry]), rows };
}

function sidesOf(side: 'buy' | 'sell' | null): readonly string[] {
  return side === null ? ['buy', 'sell'] : [side];
}

function placeRuns(symbol: string | null, sides: readonly string[]): string[][] {
  return sides.map((side) => [symbol ?? EVERY_SYMBOL, side]);
}
