/** Takes bytes from a stream as they are needed; the stream is not read further than that. */
export class BlockReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The next 1 to `most` bytes. Rejects when the stream has ended. */
  async atMost(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) throw new Error('it ends too soon');
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** Whether at most `most` bytes are left; reads them, so that a stream that was cut short rejects. */
  async endsWithin(most: number): Promise<boolean> {
    let left = most - this.#rest.length;
    while (left >= 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return true;
      left -= next.value.length;
    }
    return false;
  }

  /** The next `count` bytes; a few blocks, as all of them are held. */
  async exactly(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0;) {
      const part = await this.atMost(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}
