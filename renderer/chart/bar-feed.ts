/**
 * Bars of the charted symbol and timeframe: the live subscription, the newest page of history and,
 * on request, older pages. Whatever arrives for a symbol that is no longer charted is dropped.
 */
import type { DataMap, ReplyMap, RequestOf } from '../../engine/contract/messages.ts';
import type { Timeframe } from '../../engine/domain/bar.ts';
import { BARS_LOADED_MAX, BarSeries } from './bar-series.ts';

/** Bars asked for at a time: some three screens, so that scrolling back rarely waits. */
export const HISTORY_PAGE_BARS = 1_000;

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
  | { readonly kind: 'shift'; readonly shift: number };

/** Where loading stands; `full`: the bound is reached; `whole`: there is nothing older. */
export type LoadState = 'loading' | 'ready' | 'older' | 'full' | 'whole' | 'failed';

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

  /** Follows another symbol or timeframe from now on. */
  open(symbol: string, timeframe: Timeframe): void {
    if (symbol === this.#symbol && timeframe === this.#timeframe) return;
    this.#unsubscribe?.();
    this.#symbol = symbol;
    this.#timeframe = timeframe;
    this.series.clear();
    this.#onChange({ kind: 'reset' });
    this.#unsubscribe = this.#source.subscribe(
      { channel: 'bars', symbol, timeframe },
      (data) => this.#take(data.bars),
      () => void this.#loadNewest(),
    );
    void this.#loadNewest();
  }

  /** Loads the page before the first bar; does nothing while one is loading or none is left. */
  async loadOlder(): Promise<void> {
    const first = this.series.bars[0];
    if (this.#state !== 'ready' || first === undefined) return;
    if (this.series.length + HISTORY_PAGE_BARS > BARS_LOADED_MAX) {
      this.#move('full');
      return;
    }
    this.#move('older');
    const generation = this.#generation;
    try {
      const page = await this.#page(first.startUs);
      if (generation !== this.#generation) return;
      const { addedBefore } = this.series.merge(page.bars);
      if (addedBefore > 0) this.#onChange({ kind: 'shift', shift: addedBefore });
      this.#move(page.more && addedBefore > 0 ? 'ready' : 'whole');
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
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

  /** Replaces what is held by the newest page; until it arrives the old bars stay on screen. */
  async #loadNewest(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#move('loading');
    try {
      const page = await this.#page(null);
      if (generation !== this.#generation) return;
      const live = this.series.bars.slice(-HISTORY_PAGE_BARS);
      const firstUs = page.bars[0]?.startUs;
      this.series.clear();
      this.series.merge(page.bars);
      // Live bars that came while the page was on its way; older ones belong to a former run.
      this.series.merge(live.filter((bar) => firstUs === undefined || bar.startUs >= firstUs));
      this.#onChange({ kind: 'reset' });
      this.#move(page.more ? 'ready' : 'whole');
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
  }

  #page(beforeUs: number | null): Promise<ReplyMap['bars.history']> {
    return this.#source.send({
      type: 'bars.history',
      symbol: this.#symbol,
      timeframe: this.#timeframe,
      beforeUs,
      limit: HISTORY_PAGE_BARS,
    });
  }

  #take(bars: DataMap['bars']['bars']): void {
    const merged = this.series.merge(bars);
    if (merged.firstChanged < 0) return;
    if (merged.addedBefore > 0) this.#onChange({ kind: 'shift', shift: merged.addedBefore });
    else this.#onChange({ kind: 'tail', index: merged.firstChanged });
    const dropped = this.series.trim();
    if (dropped > 0) this.#onChange({ kind: 'shift', shift: -dropped });
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
