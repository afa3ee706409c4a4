/** Sums of an hour of fills at most: at an end of a period, or all of a short one. */
import type { RequestOf } from '../../contract/messages.ts';
import { US_PER_MINUTE } from '../../domain/time.ts';
import type { Select } from './history-pages.ts';
import { EVERY_SYMBOL, entrySide } from './history-ways.ts';
import type { SumRow } from './sum-statements.ts';

type Filter = RequestOf<'history.totals'>['filter'];

/** How far the projection has come. */
export interface Projected {
  /** Newest fill that has been projected. */
  readonly executionId: number;
  /** From when on the sums by the minute are complete, in microseconds since 1970. */
  readonly minutesFromUs: number;
}

/** Rows whose sums are those of the fills in [fromUs, toUs) that are projected and meet the filter. */
export type EdgeSums = (
  filter: Filter,
  fromUs: number,
  toUs: number,
  projected: Projected,
) => readonly (SumRow | undefined)[];

/**
 * Each filter along an index of its own, so that rows of other symbols and tags are not read. Without one
 * whole minutes are read as sums; parts of minutes, and minutes that are not summed yet, fill by fill.
 */
export function edgeSums(select: Select): EdgeSums {
  const minutes = select<SumRow>('history.totals.minutes');
  const fills = select<SumRow>('history.totals.edge');
  const ofSymbol = select<SumRow>('history.totals.edge_symbol');
  const ofTag = select<SumRow>('history.totals.edge_tag');
  const lots = select<SumRow>('history.totals.edge_lots');
  const lotsOfSymbol = select<SumRow>('history.totals.edge_lots_symbol');
  const lotsOfTag = select<SumRow>('history.totals.edge_lots_tag');
  const lotsOfTagAlone = select<SumRow>('history.totals.edge_lots_tag_alone');

  const every = (
    side: Filter['side'],
    fromUs: number,
    toUs: number,
    { executionId }: Projected,
  ): (SumRow | undefined)[] => {
    if (fromUs >= toUs) return [];
    const ofLot = side === null ? null : closedBy(side);
    return [fills(fromUs, toUs, executionId, side)[0], lots(fromUs, toUs, ofLot)[0]];
  };

  return ({ symbol, side, tag }, fromUs, toUs, projected) => {
    if (fromUs >= toUs) return [];
    const sides = side === null ? (['buy', 'sell'] as const) : [side];
    if (tag !== null) {
      return sides.flatMap((one) => [
        ofTag(tag, symbol ?? EVERY_SYMBOL, one, fromUs, toUs)[0],
        symbol === null
          ? lotsOfTagAlone(tag, closedBy(one), fromUs, toUs)[0]
          : lotsOfTag(tag, symbol, closedBy(one), fromUs, toUs)[0],
      ]);
    }
    if (symbol !== null) {
      const { executionId } = projected;
      return [
        ofSymbol(symbol, fromUs, toUs, executionId, side)[0],
        ...sides.map((one) => lotsOfSymbol(symbol, closedBy(one), fromUs, toUs)[0]),
      ];
    }
    const first = Math.ceil(Math.max(fromUs, projected.minutesFromUs) / US_PER_MINUTE);
    const end = Math.floor(toUs / US_PER_MINUTE);
    if (first >= end) return every(side, fromUs, toUs, projected);
    return [
      ...every(side, fromUs, first * US_PER_MINUTE, projected),
      minutes(first, end, side)[0],
      ...every(side, end * US_PER_MINUTE, toUs, projected),
    ];
  };
}

/** Way of the position that a fill of that side closes. */
function closedBy(side: 'buy' | 'sell'): 'long' | 'short' {
  return entrySide(side === 'buy' ? 'sell' : 'buy');
}
