/** Pause between two looks at a market source that tells nothing of itself: a quarter of a display frame. */
const TICK_MS = 4;

/**
 * When the engine looks at its market: every few milliseconds, at once when the source says that
 * something has come, and without a pause while it is behind. One look is due at a time, so a
 * source that speaks often is looked at once a loop turn.
 */
export class MarketTurns {
  readonly #look: () => boolean;
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  #isStopped = true;

  /** `look` returns whether more is due at once. */
  constructor(look: () => boolean) {
    this.#look = look;
  }

  start(): void {
    this.#isStopped = false;
    this.#run();
  }

  /** Brings the next look forward to the end of this loop turn. */
  wake(): void {
    if (this.#isStopped || this.#immediate !== null) return;
    this.#clear();
    this.#immediate = setImmediate(() => {
      this.#run();
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#clear();
  }

  #run(): void {
    this.#clear();
    const isBehind = this.#look();
    if (isBehind) this.wake();
    // A look may have stopped the engine, or have been heard of already.
    if (this.#isStopped || this.#immediate !== null) return;
    this.#timer = setTimeout(() => {
      this.#run();
    }, TICK_MS);
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }
}
