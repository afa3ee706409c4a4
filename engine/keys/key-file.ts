/**
 * The file that keys are kept in from one start to the next: sealed by the operating system's key ring, or
 * plain where only its owner can read it. It is no part of the databases, their backups or workspace files.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { z } from 'zod';
import { REMOTE_VENUES } from '../domain/order.ts';
import type { RemoteVenue } from '../domain/order.ts';
import type { VenueKeys } from '../domain/venue-keys.ts';

/** Seals text so that only this user of this computer opens it. Both reject when they cannot. */
export interface Cipher {
  encrypt(text: string): Promise<string>;
  decrypt(sealed: string): Promise<string>;
}

/** Keys of one account in the file. */
export type FileEntry = VenueKeys | { readonly sealed: string };
export type FileEntries = Readonly<Partial<Record<RemoteVenue, FileEntry>>>;

/** A file that is not used; the message is one sentence for a person and holds nothing of the file. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** Sealed keys of two accounts are some hundred bytes. */
const BYTES_MAX = 64 * 1_024;
/** Reading and writing by others: by the group, by all. */
const OTHERS = 0o077;
const OWNER_ONLY = 0o600;

const entry = z.union([
  z.strictObject({ keyId: z.string().min(1), secret: z.string().min(1) }),
  z.strictObject({ sealed: z.string().min(1) }),
]);
const entries = z.partialRecord(z.enum(REMOTE_VENUES), entry);

/** What the file holds, nothing when there is none. Throws a KeyFileError. */
export function readKeyFile(path: string): FileEntries {
  if (!existsSync(path)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readOwn(path));
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    // The parser's words quote the file.
    const why = error instanceof SyntaxError ? 'it is not JSON' : reasonOf(error);
    throw new KeyFileError(`The key file ${path} cannot be read: ${why}.`);
  }
  const checked = entries.safeParse(parsed);
  if (checked.success) return checked.data;
  const form = '{ "alpaca-paper": { "keyId": "...", "secret": "..." } }';
  throw new KeyFileError(`The key file ${path} is not of the form ${form}.`);
}

/** Puts the entries in the place of what is there; without any the file goes. Throws when it cannot. */
export function writeKeyFile(path: string, content: FileEntries): void {
  if (Object.keys(content).length === 0) {
    rmSync(path, { force: true });
    return;
  }
  const part = `${path}.part`;
  rmSync(part, { force: true });
  writeFileSync(part, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: OWNER_ONLY });
  renameSync(part, path);
}

/** The text of a file that nobody else can read or write. */
function readOwn(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { mode, uid, size } = fstatSync(file);
    // Windows has no such modes; a user's folder is closed to others there.
    if (process.platform !== 'win32') {
      const others = mode & OTHERS;
      if (others !== 0) {
        const shown = (mode & 0o777).toString(8);
        throw new KeyFileError(
          `The key file ${path} is open to others (mode ${shown}); close it with: chmod 600 ${path}`,
        );
      }
      const own = process.getuid?.();
      if (own !== undefined && uid !== own) {
        throw new KeyFileError(`The key file ${path} belongs to another user.`);
      }
    }
    if (size > BYTES_MAX) throw new KeyFileError(`The key file ${path} is too large.`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it is damaged';
}
