import type { HistoryReplies } from '../../contract/history.ts';
import type { RequestOf } from '../../contract/messages.ts';
import type { Venue } from '../../domain/order.ts';
import type { Connection } from '../database.ts';
import type { Projected } from './edge-sums.ts';
import { historyPages } from './history-pages.ts';
import type { Select } from './history-pages.ts';
import { historySums } from './history-sums.ts';
import { placeWalks } from './place-walks.ts';

/** The reads of the past: arguments and answers as the contract has them. */
export type HistoryReadMap = {
  [K in keyof HistoryReplies]: {
    readonly args: Omit<RequestOf<K>, 'type'>;
    readonly result: HistoryReplies[K];
  };
};

interface PositionRow extends Projected {
  /** Newest order that has no place by tag and state yet; 0: all have one. */
  readonly tagStatesToId: number;
  readonly fillsBehind: number;
  readonly eventsBehind: number;
}

/** Each answer is of one moment: its statements share a read transaction. */
export function historyQueries(
  db: Connection,
  select: Select,
  venue: Venue,
): { [K in keyof HistoryReplies]: (args: HistoryReadMap[K]['args']) => HistoryReplies[K] } {
  const pages = historyPages(select, venue);
  const sums = historySums(select, venue);
  const places = placeWalks(select, venue);
  const position = select<PositionRow>('history.position');
  const at = (): PositionRow => {
    const [row] = position();
    const none = { executionId: 0, minutesFromUs: 0, tagStatesToId: 0 };
    return row ?? { ...none, fillsBehind: 0, eventsBehind: 0 };
  };
  const atOnce = <Answer>(answer: () => Answer): Answer => db.transaction(answer)();
  return {
    'history.fills': (args) =>
      atOnce(() => {
        // Without side and tag the fills themselves are walked, which are never behind.
        const { side, tag } = args.filter;
        const behind = side === null && tag === null ? 0 : at().fillsBehind;
        return { ...pages['history.fills'](args, true), behind };
      }),
    'history.orders': (args) =>
      atOnce(() => {
        const { tagStatesToId, eventsBehind } = at();
        return { ...pages['history.orders'](args, tagStatesToId === 0), behind: eventsBehind };
      }),
    'history.trips': (args) =>
      atOnce(() => ({ ...pages['history.trips'](args, true), behind: at().fillsBehind })),
    'history.lots': (args) =>
      atOnce(() => ({ ...pages['history.lots'](args, true), behind: at().fillsBehind })),
    'history.places': (args) =>
      atOnce(() => {
        const { fillsBehind, eventsBehind, tagStatesToId } = at();
        const behind = args.subject === 'orders' ? eventsBehind : fillsBehind;
        return { ...places(args, tagStatesToId === 0), behind };
      }),
    'history.days': (args) => atOnce(() => ({ ...sums.days(args), behind: at().fillsBehind })),
    'history.totals': ({ filter }) =>
      atOnce(() => {
        const position = at();
        return { totals: sums.totals(filter, position), behind: position.fillsBehind };
      }),
  };
}
