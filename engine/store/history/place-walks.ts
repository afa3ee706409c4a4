/** Answers to the requests for places in a list of the past. */
import type { HistoryReplies } from '../../contract/history.ts';
import type { RequestOf } from '../../contract/messages.ts';
import type { Venue } from '../../domain/order.ts';
import type { ReadStatementName } from '../statements.ts';
import type { Select } from './history-pages.ts';
import { entryWay, fillWay, isTested, orderWay } from './history-ways.ts';
import type { Way } from './history-ways.ts';
import type { Place } from './merged-page.ts';

type Query = Omit<RequestOf<'history.places'>, 'type'>;
type Answer = Omit<HistoryReplies['history.places'], 'behind'>;
type Parameter = string | number | null;

const LAST = Number.MAX_SAFE_INTEGER;

/** Statements are prepared when they are first needed; most filters are never used. */
export function placeWalks(
  select: Select,
  venue: Venue,
): (query: Query, isPlaced: boolean) => Answer {
  const prepared = new Map<ReadStatementName, (...params: Parameter[]) => unknown[]>();
  const read = <Row>(name: ReadStatementName, ...params: Parameter[]): Row[] => {
    let run = prepared.get(name);
    if (run === undefined) prepared.set(name, (run = select(name)));
    // The caller knows the columns of the statement that it names.
    return run(...params) as Row[];
  };

  return ({ subject, filter, state, after, stride, limit }, isPlaced) => {
    const none: Answer = { places: [], rest: 0, more: false, countable: true };
    if (filter.venue !== null && filter.venue !== venue) return none;
    // Rows that are tested one by one have no numbers.
    if (subject === 'orders' && isTested(filter, state, isPlaced)) {
      return { ...none, countable: false };
    }
    const way = wayOf(subject, filter, state, isPlaced);
    const runs = 'given' in way ? [way.given] : way.runs;
    const number = runs.length === 1 ? 'one' : 'two';
    const start = startOf(filter.fromUs, after);
    const at = ({ atUs, id }: Place): Parameter[] =>
      runs.flatMap((given) => [...given, atUs, id, filter.toUs ?? LAST]);

    const places: Place[] = [];
    for (let from = start; places.length < limit;) {
      const [place] = read<Place>(`history.${way.walk}.nth.${number}`, ...at(from), stride - 1);
      if (place === undefined) {
        const [row] = read<{ value: number }>(
          `history.${way.walk}.rest.${number}`,
          ...at(from),
          stride,
        );
        return { ...none, places, rest: row?.value ?? 0 };
      }
      places.push(place);
      from = place;
    }
    return { ...none, places, more: true };
  };
}

function wayOf(
  subject: Query['subject'],
  filter: Query['filter'],
  state: Query['state'],
  isPlaced: boolean,
): Way {
  switch (subject) {
    case 'fills':
      return fillWay(filter);
    case 'orders':
      return orderWay(filter, state, isPlaced);
    case 'trips':
    case 'lots':
      return entryWay(subject, filter);
  }
}

/** Before the first row of the period. */
function startOf(fromUs: number | null, after: Place | null): Place {
  const start = { atUs: fromUs ?? 0, id: 0 };
  return after === null || after.atUs < start.atUs ? start : after;
}
