/**
 * Decides when the writer goes on with the history tables: some time after fills, in small steps while it
 * has orders to write, without a pause when it has nothing else to do, and at once for an answer that is
 * to be exact.
 */
import type { OrderEvent } from '../contract/messages.ts';
import type { Chore, ChoreResult } from '../store/chores.ts';
import type { HistoryPlace, HistoryState } from '../store/history/history-state.ts';
import { OlderBackfill } from './older-backfill.ts';

/**
 * Pause after a commit. A step of one fill writes nearly as many pages as one of thirty, and nobody
 * waits for it: whoever asks, asks for a step.
 */
const PAUSE_MS = 1_000;
/** As long as orders come more often than this, so seldom come steps: each may hold one up by its time. */
const BUSY_PAUSE_MS = 250;
/** After a step that failed: a full disk is the journal's matter, which notices by itself. */
const RETRY_MS = 5_000;
/** Fills of a step: some two milliseconds of the writer. */
const FILLS_USUAL = 32;
/** Fills of a step while orders come faster than that: 512 of them and 2,048 orders a second. */
const FILLS_BEHIND = 128;
const BEHIND = 1_000;
/** Grown to where nobody wants the writer, as after an update of an old store. */
const FILLS_IDLE_MAX = 256;
/** Longest wait of an answer for what is not projected yet. */
const WAIT_MS_MAX = 400;

/** What it needs of the journal. */
export interface ProjectingJournal {
  onCommitted(listener: (ticket: number) => void): void;
  chore(chore: Chore): Promise<ChoreResult>;
}

export class HistoryProjection {
  readonly #journal: ProjectingJournal;
  #zones: Readonly<Record<string, string>>;
  readonly #onStep: (us: number) => void;
  readonly #older: OlderBackfill;
  /** Transactions of the journal, and how many of them the last step has seen. */
  #commits = 0;
  #commitsSeen = -1;
  #lastCommitMs = Number.NEGATIVE_INFINITY;
  #left = 0;
  #stored: HistoryPlace;
  #projected: HistoryPlace;
  #fills = FILLS_USUAL;
  #timer: NodeJS.Timeout | null = null;
  #isUnderWay = false;
  #isStopped = false;
  readonly #waiting = new Set<() => void>();

  /**
   * `zones`: of each listed symbol. `onStep` gets the writer's time for each step in microseconds. `state`: of the
   * store as it was opened.
   */
  constructor(
    journal: ProjectingJournal,
    zones: Readonly<Record<string, string>>,
    onStep: (us: number) => void,
    state: HistoryState,
  ) {
    this.#journal = journal;
    this.#zones = zones;
    this.#onStep = onStep;
    this.#stored = state.stored;
    this.#projected = state.projected;
    this.#older = new OlderBackfill((chore) => journal.chore(chore));
    journal.onCommitted(() => {
      this.#commits += 1;
      this.#lastCommitMs = performance.now();
      this.#later(PAUSE_MS);
    });
  }

  /** Tells the zone of a symbol that is listed from now on. */
  addZone(symbol: string, zone: string): void {
    this.#zones = { ...this.#zones, [symbol]: zone };
  }

  /** Goes on where the last run stopped. */
  start(): void {
    this.#later(PAUSE_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#older.stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#settle();
  }

  /** Fills or events, whichever are more, that are on disk and not projected yet. */
  get behind(): number {
    const [stored, projected] = [this.#stored, this.#projected];
    const fills = stored.executionId - projected.executionId;
    return Math.max(0, fills, stored.eventSeq - projected.eventSeq);
  }

  /** Hears of events, in order, once they are on disk. */
  readonly written = (events: readonly OrderEvent[]): void => {
    let { executionId, eventSeq } = this.#stored;
    for (const event of events) {
      eventSeq = event.seq;
      if (event.type === 'order.filled') ({ executionId } = event.fill);
    }
    this.#stored = { executionId, eventSeq };
  };

  /** Resolves when all that is committed is projected, or after `WAIT_MS_MAX`. */
  async caughtUp(): Promise<void> {
    if (this.#isStopped || this.#isComplete()) return;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        clearTimeout(timeout);
        this.#waiting.delete(settle);
        resolve();
      };
      const timeout = setTimeout(settle, WAIT_MS_MAX);
      this.#waiting.add(settle);
      void this.#step();
    });
  }

  #isComplete(): boolean {
    return !this.#isUnderWay && this.#left === 0 && this.#commitsSeen === this.#commits;
  }

  #settle(): void {
    for (const settle of [...this.#waiting]) settle();
  }

  #later(ms: number): void {
    if (this.#timer !== null || this.#isUnderWay || this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#step();
    }, ms);
  }

  async #step(): Promise<void> {
    if (this.#isUnderWay || this.#isStopped) return;
    this.#isUnderWay = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const commits = this.#commits;
    const chore: Chore = { name: 'project', fills: this.#fills, zones: this.#zones };
    const { left, reached, tookUs, problem } = await this.#journal.chore(chore);
    this.#isUnderWay = false;
    if (problem !== '') {
      this.#settle();
      this.#later(RETRY_MS);
      return;
    }
    this.#left = left;
    this.#projected = reached ?? this.#projected;
    this.#commitsSeen = commits;
    this.#onStep(tookUs);
    if (left === 0) {
      this.#settle();
      this.#older.start();
      if (!this.#isComplete()) this.#later(PAUSE_MS);
      return;
    }
    const isIdle = performance.now() - this.#lastCommitMs >= BUSY_PAUSE_MS;
    if (isIdle) this.#fills = Math.min(FILLS_IDLE_MAX, 2 * this.#fills);
    else this.#fills = left > BEHIND ? FILLS_BEHIND : FILLS_USUAL;
    if (isIdle || this.#waiting.size > 0) void this.#step();
    else this.#later(BUSY_PAUSE_MS);
  }
}
