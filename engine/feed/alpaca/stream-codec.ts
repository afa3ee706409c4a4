/** Frames of Alpaca's data stream as messages, and requests as frames, in both encodings. */
import { ExtensionCodec, decode, decodeTimestampToTimeSpec, encode } from '@msgpack/msgpack';
import { wireNanos, wireTimeUs } from '../../alpaca/wire-time.ts';

/** Chosen by the Content-Type of the upgrade request. */
export type StreamEncoding = 'json' | 'msgpack';

/** A time of a MessagePack frame; JSON has it as text (wire-time.ts). */
export class WireInstant {
  readonly us: number;
  /** 0 to 999, beyond the microsecond. */
  readonly nanos: number;

  constructor(us: number, nanos: number) {
    this.us = us;
    this.nanos = nanos;
  }
}

export type WireTime = string | WireInstant;

/** Microseconds since 1970; NaN when the text is no time. */
export function timeUsOf(time: WireTime): number {
  return typeof time === 'string' ? wireTimeUs(time) : time.us;
}

/** Nanoseconds beyond the microsecond. */
export function nanosOf(time: WireTime): number {
  return typeof time === 'string' ? wireNanos(time) : time.nanos;
}

export const CONTENT_TYPES: Readonly<Record<StreamEncoding, string>> = {
  json: 'application/json',
  msgpack: 'application/msgpack',
};

/** MessagePack's own timestamp, whose nanoseconds a Date would lose. */
const TIMESTAMP = -1;
const EXTENSIONS = new ExtensionCodec();
EXTENSIONS.register({
  type: TIMESTAMP,
  // Never called: requests hold no times.
  encode: () => null,
  decode: (data) => {
    const { sec, nsec } = decodeTimestampToTimeSpec(data);
    return new WireInstant(sec * 1_000_000 + Math.floor(nsec / 1_000), nsec % 1_000);
  },
});

/** The messages of a frame, in order of delivery. Throws when it is not an array in this encoding. */
export function decodeFrame(encoding: StreamEncoding, data: Buffer): readonly unknown[] {
  const value: unknown =
    encoding === 'json'
      ? JSON.parse(data.toString('utf8'))
      : decode(data, { extensionCodec: EXTENSIONS });
  if (!Array.isArray(value)) throw new TypeError('a frame of the data stream is an array');
  return value;
}

/** A request as it is sent: text, or bytes. */
export function encodeRequest(
  encoding: StreamEncoding,
  request: Readonly<Record<string, unknown>>,
): string | Uint8Array {
  return encoding === 'json' ? JSON.stringify(request) : encode(request);
}

const QUOTE = 0x22;
const STRING_OF_ONE = 0xa1;

/**
 * Whether a frame can only hold market data, judged by its first bytes: control messages come alone,
 * with `T` first and a type of more than one letter. What looks otherwise has to be decoded to know.
 */
export function isPlainlyData(encoding: StreamEncoding, data: Buffer): boolean {
  // [{"T":"t", and the same in MessagePack: array, map, key of one letter, value of one letter.
  return encoding === 'json'
    ? data[6] === QUOTE && data[8] === QUOTE
    : data[2] === STRING_OF_ONE && data[4] === STRING_OF_ONE;
}
