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

/** All symbols that have rows of a subject. */
export type SymbolsOf = (subject: 'fills' | 'orders') => readonly string[];

/** The position that an entry of a side opens. */
export function entrySide(side: 'buy' | 'sell'): 'long' | 'short' {
  return side === 'buy' ? 'long' : 'short';
}

export function fillWay(filter: HistoryFilter, symbolsOf: SymbolsOf): Way {
  const { symbol, side, tag } = filter;
  const sides = side === null ? ['buy', 'sell'] : [side];
  const symbols = () => (symbol === null ? symbolsOf('fills') : [symbol]);
  const rows = 'history.fills.rows';
  if (tag !== null) return { walk: 'fills.tag', runs: runs([tag], symbols(), sides), rows };
  if (side !== null) return { walk: 'fills.side', runs: runs([], symbols(), sides), rows };
  if (symbol !== null) return { walk: 'fills.symbol', given: [symbol] };
  return { walk: 'fills.all', given: [] };
}

/** Of an order's tag and state together the tag has an index; its rows are then tested for the state. */
export function orderWay(
  filter: HistoryFilter,
  state: OrderState | null,
  symbolsOf: SymbolsOf,
): Way {
  const { symbol, side, tag } = filter;
  const isOfAll = symbol === null && side === null;
  if (tag === null && state === null && isOfAll) return { walk: 'orders.all', given: [] };
  const sides = side === null ? ['buy', 'sell'] : [side];
  const symbols = symbol === null ? symbolsOf('orders') : [symbol];
  const rows = 'history.orders.rows';
  if (tag !== null) return { walk: 'orders.tag', runs: runs([tag], symbols, sides), rows };
  if (state !== null) return { walk: 'orders.state', runs: runs([state], symbols, sides), rows };
  return { walk: 'orders.side', runs: runs([], symbols, sides), rows };
}

/** Round trips and closed lots, whose side is the way of the position. */
export function entryWay(
  subject: 'trips' | 'lots',
  { symbol, side, tag }: HistoryFilter,
  symbolsOf: SymbolsOf,
): Way {
  if (tag === null && symbol === null && side === null) {
    return { walk: `${subject}.all`, given: [] };
  }
  const sides = side === null ? ['long', 'short'] : [entrySide(side)];
  const symbols = symbol === null ? symbolsOf('fills') : [symbol];
  const rows = `history.${subject}.rows` as const;
  if (tag !== null) return { walk: `${subject}.tag`, runs: runs([tag], symbols, sides), rows };
  return { walk: `${subject}.side`, runs: runs([], symbols, sides), rows };
}

function runs(
  given: readonly string[],
  symbols: readonly string[],
  sides: readonly string[],
): string[][] {
  return symbols.flatMap((symbol) => sides.map((side) => [...given, symbol, side]));
}
