/** The keys that a host has: entered, kept from an earlier start, or from its environment. */
import type { HeldKeys, Keeping } from '../contract/host-requests.ts';
import { REMOTE_VENUES } from '../domain/order.ts';
import type { RemoteVenue } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { VenueKeys } from '../domain/venue-keys.ts';
import type { EnvironmentKeys } from './environment-keys.ts';
import { KeyFileError, readKeyFile, writeKeyFile } from './key-file.ts';
import type { Cipher, FileEntry } from './key-file.ts';

export interface KeyRingOptions {
  /** Absolute. */
  readonly file: string;
  /** null: this computer or this host has none. */
  readonly cipher: Cipher | null;
  readonly environment: EnvironmentKeys | null;
}

interface Held {
  readonly keys: VenueKeys;
  readonly kept: HeldKeys['kept'];
}

/** Characters of a key's id that a page may show. */
const SHOWN_CHARS = 4;

export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #held = new Map<RemoteVenue, Held>();
  #problem = '';

  private constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  /** Reads the file; what is wrong with it is told by `problem`. */
  static async open(options: KeyRingOptions): Promise<KeyRing> {
    const ring = new KeyRing(options);
    await ring.#load();
    const { environment } = options;
    if (environment !== null) {
      ring.#held.set(environment.venue, { keys: environment.keys, kept: 'environment' });
    }
    return ring;
  }

  /** Why the file is not used, one sentence; '' when it is. */
  get problem(): string {
    return this.#problem;
  }

  get file(): string {
    return this.#options.file;
  }

  /** Ways of keeping that are to be had, best first. */
  get keeping(): readonly Keeping[] {
    return this.#options.cipher === null
      ? ['plain', 'until_end']
      : ['encrypted', 'until_end', 'plain'];
  }

  /** For the engine that trades there, and for nobody else. */
  keysOf(venue: RemoteVenue): VenueKeys | null {
    return this.#held.get(venue)?.keys ?? null;
  }

  /** Keys for market data alone, which any account of Alpaca may ask for. */
  dataKeys(): VenueKeys | null {
    return this.keysOf('alpaca-paper') ?? this.keysOf('alpaca-live');
  }

  /** What may be told of them. */
  held(): readonly HeldKeys[] {
    return REMOTE_VENUES.flatMap((venue) => {
      const held = this.#held.get(venue);
      if (held === undefined) return [];
      return [{ venue, keyEnd: held.keys.keyId.slice(-SHOWN_CHARS), kept: held.kept }];
    });
  }

  /** Takes keys in the place of the venue's old ones; a refusal changes nothing. */
  async enter(venue: RemoteVenue, keys: VenueKeys, keep: Keeping): Promise<Refusal | null> {
    const { cipher } = this.#options;
    if (keep === 'encrypted' && cipher === null) {
      const rule = 'this computer has no key ring that could encrypt them';
      return refusal('store.no_encryption', 'keep', keep, rule);
    }
    let entry: FileEntry | null = keep === 'plain' ? keys : null;
    if (keep === 'encrypted' && cipher !== null) {
      try {
        entry = await sealedBy(cipher, venue, keys);
      } catch (error) {
        return refusal('store.no_encryption', 'keep', keep, `the key ring fails: ${textOf(error)}`);
      }
    }
    const why = this.#write(venue, entry);
    if (why === null) this.#held.set(venue, { keys, kept: keep });
    return why;
  }

  /** Forgets a venue's keys here and in the file. */
  forget(venue: RemoteVenue): Refusal | null {
    if (this.#held.get(venue)?.kept === 'environment') {
      const rule = 'they are set where the terminal was started: unset them there';
      return refusal('contract.from_environment', 'venue', venue, rule);
    }
    const why = this.#write(venue, null);
    if (why === null) this.#held.delete(venue);
    return why;
  }

  async #load(): Promise<void> {
    const { file, cipher } = this.#options;
    try {
      const entries = readKeyFile(file);
      for (const venue of REMOTE_VENUES) {
        const entry = entries[venue];
        if (entry === undefined) continue;
        if (!('sealed' in entry)) this.#held.set(venue, { keys: entry, kept: 'plain' });
        else if (cipher !== null) {
          const keys = await opened(cipher, venue, entry.sealed);
          this.#held.set(venue, { keys, kept: 'encrypted' });
        }
      }
    } catch (error) {
      if (!(error instanceof KeyFileError)) throw error;
      this.#problem = error.message;
    }
  }

  /** Changes one venue's entry of the file, whatever the others are. */
  #write(venue: RemoteVenue, entry: FileEntry | null): Refusal | null {
    const { file } = this.#options;
    try {
      const entries = { ...readKeyFile(file) };
      if (entry === null && entries[venue] === undefined) return null;
      const others = Object.fromEntries(Object.entries(entries).filter(([name]) => name !== venue));
      writeKeyFile(file, entry === null ? others : { ...others, [venue]: entry });
      this.#problem = '';
      return null;
    } catch (error) {
      return refusal('store.key_file', 'keep', file, textOf(error));
    }
  }
}

/** The venue is sealed with the keys, so that an entry which was moved is no other account's. */
async function sealedBy(cipher: Cipher, venue: RemoteVenue, keys: VenueKeys): Promise<FileEntry> {
  return { sealed: await cipher.encrypt(JSON.stringify({ venue, ...keys })) };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function opened(cipher: Cipher, venue: RemoteVenue, sealed: string): Promise<VenueKeys> {
  try {
    const value: unknown = JSON.parse(await cipher.decrypt(sealed));
    // Sealed by us; what was changed since does not open.
    const { venue: of, keyId, secret } = value as VenueKeys & { readonly venue: string };
    if (of === venue) return { keyId, secret };
  } catch {
    // Told below, without the words of a parser, which might quote a key.
  }
  const cure = 'enter them again';
  throw new KeyFileError(`The key ring does not open the kept keys of ${venue}: ${cure}.`);
}
