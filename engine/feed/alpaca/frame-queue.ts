import { assert } from '../../domain/assert.ts';

/** A frame as it came off the socket. */
export interface Frame {
  readonly data: Buffer;
  /** When it was taken from the socket, in microseconds of the monotonic clock. */
  readonly receivedUs: number;
}

/** Frames kept: some seconds of the busiest feed, in frames of a dozen messages. */
export const FRAMES_MAX = 16_384;
/** Bytes kept, so that large frames cannot fill the memory. */
export const FRAME_BYTES_MAX: number = 32 * 2 ** 20;

/**
 * What has come off the socket and is not decoded yet, oldest first, bounded in frames and bytes. The
 * frame that reaches a bound is still taken, since it is off the socket already; the caller then stops
 * reading until there is room, so nothing is lost here.
 */
export class FrameQueue {
  readonly #frames: (Frame | undefined)[];
  readonly #framesMax: number;
  readonly #bytesMax: number;
  #first = 0;
  #length = 0;
  #bytes = 0;
  #deepest = 0;

  constructor(framesMax: number = FRAMES_MAX, bytesMax: number = FRAME_BYTES_MAX) {
    this.#framesMax = framesMax;
    this.#bytesMax = bytesMax;
    // Room for one frame beyond the bound, for each call that finds it reached.
    this.#frames = new Array<Frame | undefined>(framesMax + OVERSHOOT_MAX);
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get bound(): number {
    return this.#framesMax;
  }

  /** Most frames at a time since the last call of `resetDeepest`. */
  get deepest(): number {
    return this.#deepest;
  }

  get isFull(): boolean {
    return this.#length >= this.#framesMax || this.#bytes >= this.#bytesMax;
  }

  /** Whether so much is waiting that what replaces itself should be conflated. */
  get isBehind(): boolean {
    return this.#length * 4 >= this.#framesMax || this.#bytes * 4 >= this.#bytesMax;
  }

  resetDeepest(): void {
    this.#deepest = this.#length;
  }

  /** Takes a frame. Asserts that the caller has not gone on reading long after it was full. */
  push(frame: Frame): void {
    assert(this.#length < this.#frames.length, 'a full queue stops its socket');
    this.#frames[(this.#first + this.#length) % this.#frames.length] = frame;
    this.#length += 1;
    this.#bytes += frame.data.length;
    if (this.#length > this.#deepest) this.#deepest = this.#length;
  }

  /** The oldest frame, which leaves the queue; undefined when there is none. */
  shift(): Frame | undefined {
    if (this.#length === 0) return undefined;
    const frame = this.#frames[this.#first];
    assert(frame !== undefined, 'a queue that is not empty has a first frame');
    this.#frames[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#frames.length;
    this.#length -= 1;
    this.#bytes -= frame.data.length;
    return frame;
  }

  clear(): void {
    while (this.shift() !== undefined);
  }
}

/** Frames that a socket still gives after it was asked to pause: those of its last chunk, 64 KiB. */
const OVERSHOOT_MAX = 16_384;
