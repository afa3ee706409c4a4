/**
 * The part of the tar format that a workspace file needs: plain files, one after the other, in blocks of
 * 512 bytes. Source: POSIX.1-2001 "ustar interchange format". Written here in a few dozen lines instead of
 * taken from a library, because what makes tar libraries large and dangerous (links, devices, paths, modes,
 * extensions) is what must not be read at all.
 */

export const BLOCK = 512;
const NAME = { at: 0, length: 100 } as const;
const MODE = { at: 100, length: 8 } as const;
const SIZE = { at: 124, length: 12 } as const;
const TIME = { at: 136, length: 12 } as const;
const CHECKSUM = { at: 148, length: 8 } as const;
const TYPE_AT = 156;
const MAGIC_AT = 257;
const PLAIN_FILE = '0';
const OCTAL = 8;
const SPACE = 0x20;

/** A plain file and its size in bytes. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
}

/** The header of a file; `seconds`: its time since 1970. */
export function tarHeader({ name, bytes }: TarEntry, seconds: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, NAME.at, NAME.length, 'latin1');
  const put = ({ at, length }: { at: number; length: number }, value: number): void => {
    header.write(value.toString(OCTAL).padStart(length - 1, '0'), at, 'latin1');
  };
  put(MODE, 0o600);
  put({ at: 108, length: 8 }, 0);
  put({ at: 116, length: 8 }, 0);
  put(SIZE, bytes);
  put(TIME, seconds);
  header.write(PLAIN_FILE, TYPE_AT, 'latin1');
  header.write('ustar\u000000', MAGIC_AT, 'latin1');
  header.write(`${checksumOf(header).toString(OCTAL).padStart(6, '0')}\0 `, CHECKSUM.at, 'latin1');
  return header;
}

/** Bytes that fill the last block of a file. */
export function tarPadding(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK;
}

/** What ends an archive: two empty blocks. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK);

/** The entry of a header; `end` for an empty block, null for what is no header of a plain file. */
export function readTarHeader(header: Buffer): TarEntry | 'end' | null {
  if (header.every((byte) => byte === 0)) return 'end';
  if (header.toString('latin1', MAGIC_AT, MAGIC_AT + 5) !== 'ustar') return null;
  if (numberAt(header, CHECKSUM) !== checksumOf(header)) return null;
  if (header.toString('latin1', TYPE_AT, TYPE_AT + 1) !== PLAIN_FILE) return null;
  const bytes = numberAt(header, SIZE);
  return bytes === null ? null : { name: textAt(header, NAME), bytes };
}

/** Sum of all bytes of the header, those of the sum itself taken for spaces. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  for (const [at, byte] of header.entries()) {
    const isOfSum = at >= CHECKSUM.at && at < CHECKSUM.at + CHECKSUM.length;
    sum += isOfSum ? SPACE : byte;
  }
  return sum;
}

function textAt(header: Buffer, { at, length }: { at: number; length: number }): string {
  const text = header.toString('latin1', at, at + length);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

function numberAt(header: Buffer, field: { at: number; length: number }): number | null {
  const digits = textAt(header, field).trim();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, OCTAL) : null;
}
