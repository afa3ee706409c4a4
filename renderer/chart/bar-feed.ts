/**
 * Bars of the charted symbol and timeframe: the live subscription, the newest page of history and, on
 * request, the pages around what is held. The window is bounded: who scrolls far back leaves the newest
 * bars behind, and gets them again page by page on the way, or at once. Whatever arrives for a symbol
 * that is no longer charted is dropped.
 */
import type { DataMap, ReplyMap, RequestOf } from '../../engine/contract/messages.ts';
import type { Bar, Timeframe } from '../../engine/domain/bar.ts';
import { BarSeries } from './bar-series.ts';

/** Bars asked for at a time: many screens, so that scrolling rarely waits. */
export const HISTORY_PAGE_BARS = 2_000;

/** Frames of live bars that wait for a page: some ten seconds of them, more than a page takes. */
const HEARD_MAX = 600;

/** What the feed needs of the engine's client. */
export interface BarSource {
  subscribe(
    channel: { channel: 'bars'; symbol: string; timeframe: Timeframe },
    listener: (data: DataMap['bars']) => void,
    onReset?: () => void,
  ): () => void;
  send(body: RequestOf<'bars.history'>): Promise<ReplyMap['bars.history']>;
}

/** What changed in the series. */
export type BarChange =
  /** Other bars altogether: new symbol, timeframe or connection. */
  | { readonly kind: 'reset' }
  /** Bars from `index` to the end. */
  | { readonly kind: 'tail'; readonly index: number }
  /** Bars were put before the first one or dropped there; all indexes moved by `shift`. */
  | { readonly kind: 'shift'; readonly shift: number }
  /** Nothing that is held: the market has moved on where the window is not. */
  | { readonly kind: 'away' };

/** Where loading stands; `older`, `newer`: a page on that side; `whole`: there is nothing older. */
export type LoadState = 'loading' | 'ready' | 'older' | 'newer' | 'whole' | 'failed';

/** Keeps a BarSeries filled. Owned by one chart, which disposes it. */
export class BarFeed {
  readonly series = new BarSeries();
  #state: LoadState = 'loading';
  #problem = '';
  #symbol = '';
  #timeframe: Timeframe = '1m';
  /** Counts what has been opened; answers that belong to an earlier count are dropped. */
  #generation = 0;
  #unsubscribe: (() => void) | null = null;
  /** Whether nothing is older than the first bar. */
  #isWhole = false;
  /** Whether newer bars than the last one were left behind. */
  #isAway = false;
  /** Live bars while a page of the newest ones is on its way. */
  #heard: (readonly Bar[])[] = [];
  /** The newest bar that was heard of, held or not. */
  #newest: Bar | null = null;
  readonly #source: BarSource;
  readonly #onChange: (change: BarChange) => void;
  readonly #onState: (state: LoadState, problem: string) => void;

  constructor(
    source: BarSource,
    onChange: (change: BarChange) => void,
    onState: (state: LoadState, problem: string) => void,
  ) {
    this.#source = source;
    this.#onChange = onChange;
    this.#onState = onState;
  }

  get state(): LoadState {
    return this.#state;
  }

  get problem(): string {
    return this.#problem;
  }

  /** The newest bar of the market, also while the window is elsewhere; null before the first. */
  get newest(): Bar | null {
    return this.#isAway ? this.#newest : (this.series.last ?? null);
  }

  /** Whether newer bars were left behind. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Follows another symbol or timeframe from now on. */
  open(symbol: string, timeframe: Timeframe): void {
    if (symbol === this.#symbol && timeframe === this.#timeframe) return;
    this.#unsubscribe?.();
    this.#symbol = symbol;
    this.#timeframe = timeframe;
    this.series.clear();
    this.#isWhole = false;
    this.#leave(false);
    this.#newest = null;
    this.#onChange({ kind: 'reset' });
    this.#unsubscribe = this.#source.subscribe(
      { channel: 'bars', symbol, timeframe },
      (data) => {
        this.#take(data.bars);
        if (data.isRewritten === true && !this.#isAway) void this.#loadNewest();
      },
      () => void this.#loadNewest(),
    );
    void this.#loadNewest();
  }

  /** Loads the page before the first bar; does nothing while one is loading or none is left. */
  async loadOlder(): Promise<void> {
    const first = this.series.bars[0];
    if (this.#state !== 'ready' || this.#isWhole || first === undefined) return;
    await this.#loadPage('older', { beforeUs: first.startUs }, (page) => {
      const newest = this.series.last ?? null;
      const { addedBefore } = this.series.merge(page.bars);
      this.#isWhole = !page.more || addedBefore === 0;
      const dropped = this.series.trimNewest();
      if (dropped > 0 && !this.#isAway) this.#newest = newest;
      this.#leave(this.#isAway || dropped > 0);
      if (addedBefore > 0) this.#onChange({ kind: 'shift', shift: addedBefore });
    });
  }

  /** Loads the page after the last bar, if newer ones were left behind. */
  async loadNewer(): Promise<void> {
    const { last } = this.series;
    if (this.#state === 'loading' || this.#state === 'older' || this.#state === 'newer') return;
    if (!this.#isAway || last === undefined) return;
    this.#heard = [];
    await this.#loadPage('newer', { beforeUs: null, afterUs: last.startUs }, (page) => {
      this.series.merge(page.bars);
      this.#leave(page.more);
      // What was heard meanwhile joins on where the last page ends.
      if (!page.more) for (const bars of this.#heard) this.series.merge(bars);
      const dropped = this.series.trim();
      if (dropped > 0) this.#isWhole = false;
      this.#onChange({ kind: 'shift', shift: -dropped });
    });
  }

  /** Holds the newest bars again, wherever the window is; resolves to whether it had to move. */
  async backToNewest(): Promise<boolean> {
    if (!this.#isAway) return false;
    await this.#loadNewest();
    return true;
  }

  /** Tries again after a failure. */
  retry(): void {
    if (this.#state === 'failed') void this.#loadNewest();
  }

  dispose(): void {
    this.#generation += 1;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  async #loadPage(
    state: 'older' | 'newer',
    where: { readonly beforeUs: number | null; readonly afterUs?: number },
    take: (page: ReplyMap['bars.history']) => void,
  ): Promise<void> {
    this.#move(state);
    const generation = this.#generation;
    try {
      const page = await this.#page(where);
      if (generation !== this.#generation) return;
      take(page);
      this.#move(this.#isWhole ? 'whole' : 'ready');
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
  }

  /** Replaces what is held by the newest page; until it arrives the old bars stay on screen. */
  async #loadNewest(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#heard = [];
    this.#move('loading');
    try {
      const page = await this.#page({ beforeUs: null });
      if (generation !== this.#generation) return;
      const firstUs = page.bars[0]?.startUs;
      this.#leave(false);
      this.#isWhole = !page.more;
      this.series.clear();
      this.series.merge(page.bars);
      // Live bars that came while the page was on its way; others belong to a former run, whose time
      // may have been a later one.
      for (const bars of this.#heard) {
        this.series.merge(
          bars.filter(({ startUs }) => firstUs === undefined || startUs >= firstUs),
        );
      }
      this.#heard = [];
      this.#onChange({ kind: 'reset' });
      this.#move(page.more ? 'ready' : 'whole');
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
  }

  #page(where: {
    readonly beforeUs: number | null;
    readonly afterUs?: number;
  }): Promise<ReplyMap['bars.history']> {
    return this.#source.send({
      type: 'bars.history',
      symbol: this.#symbol,
      timeframe: this.#timeframe,
      ...where,
      limit: HISTORY_PAGE_BARS,
    });
  }

  #take(bars: DataMap['bars']['bars']): void {
    if (this.#isAway) {
      this.#newest = bars.at(-1) ?? this.#newest;
      this.#heard = [...this.#heard, bars].slice(-HEARD_MAX);
      this.#onChange({ kind: 'away' });
      return;
    }
    if (this.#state === 'loading') this.#heard = [...this.#heard, bars].slice(-HEARD_MAX);
    const { length } = this.series;
    const lastUs = this.series.last?.startUs ?? Number.NEGATIVE_INFINITY;
    const merged = this.series.merge(bars, true);
    if (merged.firstChanged < 0) return;
    // What is put in between, or lies further back than what goes on forming, is drawn anew with all.
    const appended = bars.filter(({ startUs }) => startUs > lastUs).length;
    const isBetween = this.series.length - length > appended;
    const isDeep = merged.firstChanged < length - 2;
    if (isBetween || isDeep) this.#onChange({ kind: 'shift', shift: merged.addedBefore });
    else this.#onChange({ kind: 'tail', index: merged.firstChanged });
    const dropped = this.series.trim();
    if (dropped > 0) this.#isWhole = false;
    if (dropped > 0) this.#onChange({ kind: 'shift', shift: -dropped });
  }

  #leave(isAway: boolean): void {
    this.#isAway = isAway;
    this.series.isOpen = !isAway;
  }

  #fail(error: unknown): void {
    this.#move('failed', error instanceof Error ? error.message : String(error));
  }

  #move(state: LoadState, problem = ''): void {
    this.#state = state;
    this.#problem = problem;
    this.#onState(state, problem);
  }
}
