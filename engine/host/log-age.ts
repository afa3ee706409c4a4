/** Bytes in the log that do not make it old: what is committed while it is moved stays behind. */
const FEW_BYTES = 1_000_000;
const US_PER_S = 1_000_000;

/** How much of the write-ahead log is not in the database yet, and for how long that has been so. */
export class LogAge {
  readonly #nowUs: () => number;
  #movedUs: number;
  #waitingBytes = 0;

  /** `nowUs`: a clock that only goes forward. */
  constructor(nowUs: () => number) {
    this.#nowUs = nowUs;
    this.#movedUs = nowUs();
  }

  /** Takes a look at the log: a shorter one has been moved, at least for the most part. */
  look(waitingBytes: number): void {
    if (waitingBytes < FEW_BYTES || waitingBytes < this.#waitingBytes / 2) {
      this.#movedUs = this.#nowUs();
    }
    this.#waitingBytes = waitingBytes;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Seconds since it was moved; 0 while next to nothing waits. */
  get seconds(): number {
    return this.#waitingBytes < FEW_BYTES ? 0 : (this.#nowUs() - this.#movedUs) / US_PER_S;
  }
}
