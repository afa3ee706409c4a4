/** Both encodings of the fake's data stream. */
import { encode, ExtensionCodec, encodeTimeSpecToTimestamp, decode } from '@msgpack/msgpack';

const EXTENSIONS = new ExtensionCodec();
class Instant {
  readonly sec: number;
  readonly nsec: number;
  constructor(sec: number, nsec: number) {
    this.sec = sec;
    this.nsec = nsec;
  }
}
EXTENSIONS.register({
  type: -1,
  encode: (value) => (value instanceof Instant ? encodeTimeSpecToTimestamp(value) : null),
  decode: () => null,
});

/** A frame: text, or bytes of MessagePack. */
export function encodeMessages(
  messages: readonly Readonly<Record<string, unknown>>[],
  isMsgpack: boolean,
): string | Uint8Array {
  return isMsgpack
    ? encode(messages.map(withInstant), { extensionCodec: EXTENSIONS })
    : JSON.stringify(messages);
}

/** A request of a client; null when it is none. */
export function readRequest(
  data: Buffer,
  isMsgpack: boolean,
): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = isMsgpack ? decode(data) : JSON.parse(data.toString());
    // What is not an object fails at its first field.
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    // Answered as Alpaca answers it.
    return null;
  }
}

/** A message with its time as MessagePack has it. */
function withInstant(
  message: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { t } = message;
  if (typeof t !== 'string') return message;
  const nanos = /\.(\d+)/.exec(t)?.[1] ?? '';
  const sec = Date.parse(`${t.slice(0, 19)}Z`) / 1_000;
  return { ...message, t: new Instant(sec, Number(nanos.padEnd(9, '0'))) };
}
