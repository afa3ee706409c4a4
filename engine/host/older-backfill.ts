import type { Chore, ChoreResult } from '../store/chores.ts';

/** Fills or orders of a round: some milliseconds of the writer. */
const ROWS_PER_ROUND = 512;
/** A round takes at most one part in so many of the writer's time, so that orders hardly notice. */
const SHARE_OF_WRITER = 10;
const US_PER_MS = 1_000;
const PAUSE_MS_MIN = 10;
/** After a round that failed: a full disk is the journal's matter, which notices by itself. */
const RETRY_MS = 5_000;

/**
 * Has the writer sum older fills by the minute and place older orders by tag and state, in rounds, where a
 * store was projected before there were such sums and places. Answers are exact meanwhile, only slower.
 */
export class OlderBackfill {
  readonly #chore: (chore: Chore) => Promise<ChoreResult>;
  #state: 'waiting' | 'running' | 'stopped' = 'waiting';
  #timer: NodeJS.Timeout | null = null;

  constructor(chore: (chore: Chore) => Promise<ChoreResult>) {
    this.#chore = chore;
  }

  /** Once; called again it does nothing. */
  start(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'running';
    void this.#round();
  }

  stop(): void {
    this.#state = 'stopped';
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #round(): Promise<void> {
    const chore: Chore = { name: 'project.older', rows: ROWS_PER_ROUND };
    const { left, tookUs, problem } = await this.#chore(chore);
    if (this.#state !== 'running' || (problem === '' && left === 0)) return;
    const pauseMs = Math.max(PAUSE_MS_MIN, (tookUs * SHARE_OF_WRITER) / US_PER_MS);
    this.#timer = setTimeout(() => void this.#round(), problem === '' ? pauseMs : RETRY_MS);
  }
}
