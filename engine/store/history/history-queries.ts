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
    return row ?? { executionId: 0, minutesFromUs: 0, fillsBehind: 0, eventsBehind: 0 };
  };
  const atOnce = <Answer>(answer: () => Answer): Answer => db.transaction(answer)();
  return {
    'history.fills': (args) =>
      atOnce(() => {
        // Without side and tag the fills themselves are walked, which are never behind.
        const { side, tag } = args.filter;
        const behind = side === null && tag === null ? 0 : at().fillsBehind;
        return { ...pages['history.fills'](args), behind };
      }),
    'history.orders': (args) =>
      atOnce(() => ({ ...pages['history.orders'](args), behind: at().eventsBehind })),
    'history.trips': (args) =>
      atOnce(() => ({ ...pages['history.trips'](args), behind: at().fillsBehind })),
    'history.lots': (args) =>
      atOnce(() => ({ ...pages['history.lots'](args), behind: at().fillsBehind })),
    'history.places': (args) =>
      atOnce(() => {
        const { fillsBehind, eventsBehind } = at();
        return { ...places(args), behind: args.subject === 'orders' ? eventsBehind : fillsBehind };
      }),
    'history.days': (args) => atOnce(() => ({ ...sums.days(args), behind: at().fillsBehind })),
    'history.totals': ({ filter }) =>
      atOnce(() => {
        const position = at();
        return { totals: sums.totals(filter, position), behind: position.fillsBehind };
      }),
  };
}
