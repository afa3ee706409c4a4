/** Fills that happen while a list of them is shown: joined at once, without asking the store. */
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import type { Fill } from '../../../engine/domain/order.ts';

/** What takes them. */
export interface FillTaker {
  start(): void;
  /** Takes fills that follow the newest that it has without a gap, newest first. */
  join(fills: readonly Fill[]): void;
  /** Asks for what there is. */
  loadNewer(): void;
}

/** Whether a fill belongs to the filter. */
export function passes(filter: HistoryFilter, fill: Fill): boolean {
  const { symbol, side, tag, venue, fromUs, toUs } = filter;
  return (
    (symbol === null || fill.symbol === symbol) &&
    (side === null || fill.side === side) &&
    (tag === null || fill.tag === tag) &&
    (venue === null || fill.venue === venue) &&
    (fromUs === null || fill.executedUs >= fromUs) &&
    (toUs === null || fill.executedUs < toUs)
  );
}

/** Follows the window's newest fills, which are few, for one list. */
export class LiveFills {
  readonly #list: FillTaker;
  readonly #filter: HistoryFilter;
  /** Newest fill that the list has or has been asked for. */
  #knownId: number;

  /** `live`: those that there were when the list was started, newest first. */
  constructor(list: FillTaker, filter: HistoryFilter, live: readonly Fill[]) {
    this.#list = list;
    this.#filter = filter;
    this.#knownId = live[0]?.executionId ?? 0;
  }

  take(live: readonly Fill[]): void {
    const newestId: number = live[0]?.executionId ?? 0;
    const oldestId: number = live.at(-1)?.executionId ?? 0;
    const knownId = this.#knownId;
    if (newestId === knownId) return;
    this.#knownId = newestId;
    // Another store.
    if (newestId < knownId) this.#list.start();
    // More fills than the window keeps since the last look.
    else if (oldestId > knownId + 1) this.#list.loadNewer();
    else {
      const fresh = live.filter((fill) => fill.executionId > knownId && passes(this.#filter, fill));
      if (fresh.length > 0) this.#list.join(fresh);
    }
  }
}
