/**
 * Goal: a list of the past that reaches as far back as one scrolls and grows at its top as things
 * happen, without a gap and without asking for a row twice. Method: rows are one stretch, newest
 * first; older and newer pages are asked for from the places of its two ends (keyset paging), so a
 * page costs the same wherever it is.
 */
import type { HistoryCursor } from '../../engine/contract/history.ts';
import { problemText } from '../client/errors.ts';

/** Rows of one page: some screens full. */
export const PAGE_ROWS = 200;
/** Rows kept in memory; further back the export is the better tool. */
export const HISTORY_ROWS_MAX = 50_000;
/** Newer pages joined at once; after a longer absence the list starts over. */
const NEWER_PAGES_MAX = 5;
/** Pause before rows are asked for again that the engine has not counted yet, in milliseconds. */
const BEHIND_MS = 300;

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

export interface ListState<Row> {
  readonly rows: readonly Row[];
  /** Whether there are older ones. */
  readonly more: boolean;
  readonly behind: number;
  readonly isLoading: boolean;
  /** Why the last page could not be loaded; '' when it could. */
  readonly problem: string;
}

export interface ListSource<Row> {
  load(request: PageRequest): Promise<Page<Row>>;
  cursorOf(row: Row): HistoryCursor;
  /** Calls back once; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** See the head of the file. Started and stopped by who shows it. */
export class HistoryList<Row> {
  readonly #source: ListSource<Row>;
  readonly #listeners = new Set<() => void>();
  #state: ListState<Row> = { rows: [], more: true, behind: 0, isLoading: true, problem: '' };
  /** Grows with each start and stop, so that an answer of before is told apart. */
  #run = 0;
  #isBusy = false;
  #isNewerWanted = false;
  #cancelWait: () => void = () => undefined;

  constructor(source: ListSource<Row>) {
    this.#source = source;
  }

  readonly getState = (): ListState<Row> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads the newest page; what was there before goes when it comes. */
  readonly start = (): void => {
    this.stop();
    void this.#ask(async () => {
      const page = await this.#page(null, 'older');
      return () => this.#set({ rows: page.rows, more: page.more, behind: page.behind });
    });
  };

  readonly stop = (): void => {
    this.#run += 1;
    this.#isBusy = false;
    this.#isNewerWanted = false;
    this.#cancelWait();
  };

  /** Joins the next older page, unless something is on its way or there is none. */
  readonly loadOlder = (): void => {
    const oldest = this.#state.rows.at(-1);
    if (this.#isBusy || !this.#state.more || oldest === undefined) return;
    void this.#ask(async () => {
      const page = await this.#page(this.#source.cursorOf(oldest), 'older');
      return () => {
        const rows = [...this.#state.rows, ...page.rows].slice(0, HISTORY_ROWS_MAX);
        this.#set({ rows, more: page.more && rows.length < HISTORY_ROWS_MAX });
      };
    });
  };

  /** Joins what has happened since; asked for while something is on its way, it follows that. */
  readonly loadNewer = (): void => {
    if (this.#isBusy) {
      this.#isNewerWanted = true;
      return;
    }
    const newest = this.#state.rows[0];
    if (newest === undefined) {
      this.start();
      return;
    }
    void this.#ask(async () => {
      let fresh: readonly Row[] = [];
      for (let pages = 0; pages < NEWER_PAGES_MAX; pages += 1) {
        const page = await this.#page(this.#source.cursorOf(fresh[0] ?? newest), 'newer');
        fresh = [...page.rows, ...fresh];
        if (!page.more) return () => this.#join(fresh, page.behind);
      }
      return this.start;
    });
  };

  /** Asks again for what could not be loaded. */
  readonly retry = (): void => {
    if (this.#state.rows.length === 0) this.start();
    else this.loadOlder();
  };

  #join(fresh: readonly Row[], behind: number): void {
    const all = fresh.length === 0 ? this.#state.rows : [...fresh, ...this.#state.rows];
    const rows = all.length > HISTORY_ROWS_MAX ? all.slice(0, HISTORY_ROWS_MAX) : all;
    this.#set({ rows, behind, more: this.#state.more || rows.length < all.length });
  }

  #page(cursor: HistoryCursor | null, direction: 'older' | 'newer'): Promise<Page<Row>> {
    return this.#source.load({ cursor, direction, limit: PAGE_ROWS });
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
    } else if (this.#state.behind > 0 && this.#state.problem === '') {
      this.#cancelWait = this.#source.after(BEHIND_MS, this.loadNewer);
    }
  }

  #set(patch: Partial<ListState<Row>>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}
