/**
 * Goal: a list of the past of any length, whose scroll bar spans all of it, that grows at its top as
 * things happen, without a gap and without asking for a row twice. Method: the newest rows come first;
 * then the engine tells the places of every 200th row, oldest first, and from then on any stretch is
 * asked for by its places when it comes into view, and let go of when others have (stretches.ts). A
 * list whose rows cannot be counted reaches as far back as one scrolls, within a bound.
 */
import type { HistoryCursor, HistoryReplies } from '../../engine/contract/history.ts';
import { problemText } from '../client/errors.ts';
import { STRETCH_ROWS, Stretches, comparePlaces } from './stretches.ts';
import type { StretchBounds } from './stretches.ts';

/** Rows of the first page: two stretches, so that at least one stays whole when the list is divided. */
export const PAGE_ROWS = 2 * STRETCH_ROWS;
/** Rows kept in memory of a list that is counted: some 10 MB. */
export const ROWS_HELD_MAX = 10_000;
/** Rows kept of a list that is not; further back the export is the better tool. */
export const HISTORY_ROWS_MAX = 50_000;
/** Newer pages joined at once; after a longer absence the list starts over. */
const NEWER_PAGES_MAX = 5;
/** Pause before rows are asked for again that the engine has not counted yet, in milliseconds. */
const BEHIND_MS = 300;
/** Rows beside those in view that are loaded with them: a flick of the wheel. */
const AHEAD_ROWS = 100;
/** Places asked for at a time: 8,000 rows, some two milliseconds of the reader. */
const PLACES_AT_ONCE = 40;
/** Requests for one stretch at most: rows may have come into it since it was counted. */
const STRETCH_PAGES_MAX = 5;

export interface PageRequest {
  readonly cursor: HistoryCursor | null;
  readonly direction: 'older' | 'newer';
  readonly limit: number;
}

export interface Page<Row> {
  /** Newest first in both directions. */
  readonly rows: readonly Row[];
  readonly more: boolean;
  readonly behind: number;
}

export interface PlacesRequest {
  readonly after: HistoryCursor | null;
  readonly stride: number;
  readonly limit: number;
}

export type Places = HistoryReplies['history.places'];

export interface ListState {
  /** Rows of the list, here or not; before they are counted, those that are here. */
  readonly length: number;
  /** Whether `length` is that of all there are. */
  readonly isCounted: boolean;
  /** Rows put on top since the list began: an index less this stays with its row. */
  readonly added: number;
  readonly behind: number;
  readonly isLoading: boolean;
  /** Why the last page could not be loaded; '' when it could. */
  readonly problem: string;
}

export interface ListSource<Row> {
  load(request: PageRequest): Promise<Page<Row>>;
  places(request: PlacesRequest): Promise<Places>;
  cursorOf(row: Row): HistoryCursor;
  /** Calls back once; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

const EMPTY: ListState = {
  length: 0,
  isCounted: false,
  added: 0,
  behind: 0,
  isLoading: true,
  problem: '',
};

/** See the head of the file. Started and stopped by who shows it. */
export class HistoryList<Row> {
  readonly #source: ListSource<Row>;
  readonly #listeners = new Set<() => void>();
  readonly #stretches: Stretches<Row>;
  #state = EMPTY;
  /** Whether there are older ones than are here; of a list that is not counted. */
  #isMore = true;
  #view = { first: 0, last: 0 };
  /** Grows with each start and stop, so that an answer of before is told apart. */
  #run = 0;
  #isBusy = false;
  #isNewerWanted = false;
  #cancelWait: () => void = () => undefined;

  constructor(source: ListSource<Row>) {
    this.#source = source;
    this.#stretches = new Stretches((row) => source.cursorOf(row));
  }

  readonly getState = (): ListState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The row at an index, 0 being the newest; undefined while it is not here. */
  readonly at = (index: number): Row | undefined => this.#stretches.at(index);

  /** Rows that are here without a gap around what is in view, newest first. */
  readonly held = (): readonly Row[] => this.#stretches.heldAround(this.#view.first);

  /** Loads the newest page; what was there before goes when it comes. */
  readonly start = (): void => {
    this.stop();
    void this.#ask(async () => {
      const page = await this.#source.load({ cursor: null, direction: 'older', limit: PAGE_ROWS });
      return () => {
        this.#stretches.start(page.rows, !page.more);
        this.#isMore = page.more;
        this.#set({ isCounted: !page.more, added: 0, behind: page.behind });
        if (page.more) void this.#count();
      };
    });
  };

  readonly stop = (): void => {
    this.#run += 1;
    this.#isBusy = false;
    this.#isNewerWanted = false;
    this.#cancelWait();
  };

  /** Says which rows are in view; what is not here of them is loaded. */
  readonly look = (first: number, last: number): void => {
    this.#view = { first, last };
    if (!this.#isBusy) this.#loadView();
  };

  /** Joins what has happened since; asked for while something is on its way, it follows that. */
  readonly loadNewer = (): void => {
    if (this.#isBusy) {
      this.#isNewerWanted = true;
      return;
    }
    const newest = this.#stretches.at(0);
    if (newest === undefined) {
      this.start();
      return;
    }
    void this.#ask(async () => {
      let fresh: readonly Row[] = [];
      for (let pages = 0; pages < NEWER_PAGES_MAX; pages += 1) {
        const cursor = this.#source.cursorOf(fresh[0] ?? newest);
        const page = await this.#source.load({ cursor, direction: 'newer', limit: PAGE_ROWS });
        fresh = [...page.rows, ...fresh];
        if (!page.more) {
          return () => {
            this.#set({ behind: page.behind });
            this.#join(fresh);
          };
        }
      }
      return this.start;
    });
  };

  /**
   * Joins rows that are known otherwise, newest first, if nothing can lie between them and the newest
   * one that is here; else they are loaded.
   */
  join(rows: readonly Row[]): void {
    if (this.#isBusy || this.#state.behind > 0 || this.#stretches.length === 0) this.loadNewer();
    else this.#join(rows);
  }

  /** Takes out those of the rows here that do not pass any more. */
  readonly sift = (passes: (row: Row) => boolean): void => {
    if (this.#stretches.sift(passes)) this.#set({});
  };

  /** Asks again for what could not be loaded. */
  readonly retry = (): void => {
    if (this.#stretches.length === 0) this.start();
    else {
      this.#set({ problem: '' });
      this.#followUp();
    }
  };

  /** Index of the newest row at or before `us`; null when its stretch could not be loaded. */
  async indexAt(us: number): Promise<number | null> {
    const run = this.#run;
    const at = this.#stretches.stretchAt(us);
    if (!this.#stretches.isHeld(at)) {
      const bounds = this.#stretches.boundsOf(at);
      try {
        const rows = await this.#rowsOf(bounds);
        if (run !== this.#run) return null;
        this.#stretches.put(at, rows);
        this.#set({});
      } catch (error) {
        this.#set({ problem: problemText(error) });
        return null;
      }
    }
    return this.#stretches.indexIn(at, us);
  }

  #join(rows: readonly Row[]): void {
    const newest = this.#stretches.at(0);
    const place = newest === undefined ? null : this.#source.cursorOf(newest);
    const fresh = rows.filter(
      (row) => place === null || comparePlaces(this.#source.cursorOf(row), place) > 0,
    );
    if (fresh.length === 0) return;
    this.#stretches.addNewer(fresh);
    if (this.#stretches.dropOldest(HISTORY_ROWS_MAX)) this.#isMore = true;
    if (this.#state.isCounted) this.#stretches.keep(ROWS_HELD_MAX);
    this.#set({ added: this.#state.added + fresh.length });
  }

  /** Asks for the places of the whole list, a little at a time. */
  async #count(): Promise<void> {
    const run = this.#run;
    const found: HistoryCursor[] = [];
    try {
      for (let more = true; more;) {
        const after = found.at(-1) ?? null;
        const asked = { after, stride: STRETCH_ROWS, limit: PLACES_AT_ONCE };
        const answer = await this.#source.places(asked);
        if (run !== this.#run || !answer.countable) return;
        for (const place of answer.places) found.push(place);
        ({ more } = answer);
      }
    } catch (error) {
      if (run === this.#run) this.#set({ problem: problemText(error) });
      return;
    }
    if (this.#stretches.divide(found)) this.#set({ isCounted: true });
    // So much has happened meanwhile that what is here does not meet what was counted.
    else this.start();
  }

  /** Loads what of the view is not here; outside of it, a little ahead. */
  #loadView(): void {
    const { first, last } = this.#view;
    if (this.#state.problem !== '') return;
    if (!this.#state.isCounted) {
      if (this.#isMore && last + AHEAD_ROWS >= this.#stretches.length) this.#loadOlder();
      return;
    }
    const isMissing = ({ at }: StretchBounds): boolean => !this.#stretches.isHeld(at);
    const wanted =
      this.#stretches.within(first, last).find(isMissing) ??
      this.#stretches.within(first - AHEAD_ROWS, last + AHEAD_ROWS).find(isMissing);
    if (wanted === undefined) return;
    void this.#ask(async () => {
      const rows = await this.#rowsOf(wanted);
      return () => {
        this.#stretches.put(wanted.at, rows);
        this.#stretches.keep(ROWS_HELD_MAX);
        this.#set({});
      };
    });
  }

  /** Joins the next older page of a list that is not counted. */
  #loadOlder(): void {
    const oldest = this.#stretches.at(this.#stretches.length - 1);
    if (oldest === undefined) return;
    void this.#ask(async () => {
      const cursor = this.#source.cursorOf(oldest);
      const page = await this.#source.load({ cursor, direction: 'older', limit: PAGE_ROWS });
      return () => {
        // Counted while the page was on its way: it has its places now.
        if (this.#state.isCounted) return;
        this.#stretches.addOlder(page.rows, !page.more);
        this.#isMore = page.more && this.#stretches.length < HISTORY_ROWS_MAX;
        this.#set({ isCounted: !page.more });
      };
    });
  }

  /** All rows of a stretch, newest first. */
  async #rowsOf({ after, until, count }: StretchBounds): Promise<readonly Row[]> {
    let rows: readonly Row[] = [];
    for (let pages = 0; pages < STRETCH_PAGES_MAX; pages += 1) {
      const [newest] = rows;
      const cursor = newest === undefined ? after : this.#source.cursorOf(newest);
      const limit = Math.min(STRETCH_ROWS * 2, count + 1);
      const page = await this.#source.load({ cursor, direction: 'newer', limit });
      const own = page.rows.filter(
        (row) => until === null || comparePlaces(this.#source.cursorOf(row), until) <= 0,
      );
      rows = [...own, ...rows];
      if (!page.more || own.length < page.rows.length) break;
    }
    return rows;
  }

  async #ask(question: () => Promise<() => void>): Promise<void> {
    const run = this.#run;
    this.#isBusy = true;
    this.#set({ isLoading: true, problem: '' });
    let apply: () => void;
    try {
      apply = await question();
    } catch (error) {
      const problem = problemText(error);
      apply = () => this.#set({ problem });
    }
    if (run !== this.#run) return;
    this.#isBusy = false;
    this.#set({ isLoading: false });
    apply();
    this.#followUp();
  }

  #followUp(): void {
    this.#cancelWait();
    if (this.#isBusy) return;
    if (this.#isNewerWanted) {
      this.#isNewerWanted = false;
      this.loadNewer();
      return;
    }
    if (this.#state.behind > 0 && this.#state.problem === '') {
      this.#cancelWait = this.#source.after(BEHIND_MS, this.loadNewer);
    }
    this.#loadView();
  }

  #set(patch: Partial<ListState>): void {
    this.#state = { ...this.#state, ...patch, length: this.#stretches.length };
    for (const listener of this.#listeners) listener();
  }
}
