/**
 * What a page asks of its host, beside the engine: keys of Alpaca, and which market and venue the engine
 * runs on. These go to the desktop's main process or to the terminal that serves the page, since the
 * engine ends and begins again with another venue, and never has the keys of two.
 */
import { z } from 'zod';
import { FEED_NAMES } from '../domain/feed-name.ts';
import { SYMBOLS_MAX } from '../domain/feed-symbols.ts';
import { FILL_MODELS } from '../domain/fill-model.ts';
import { REMOTE_VENUES, VENUES } from '../domain/order.ts';
import type { RemoteVenue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { symbolField } from './fields.ts';

/** Far longer than any key of Alpaca. */
const KEY_CHARS_MAX = 128;
/** As long as names of files are. */
const RECORDING_CHARS_MAX = 255;

/** Text that a header can carry: no blanks, no marks beyond ASCII. */
const key = z
  .string()
  .min(1)
  .max(KEY_CHARS_MAX)
  .regex(/^[\x21-\x7e]+$/, 'letters, digits and signs without blanks');
const remoteVenue = z.enum(REMOTE_VENUES);

/** A market and where orders go. A remote venue trades on the real market only. */
export const marketChoiceSchema = z.strictObject({
  venue: z.enum(VENUES),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('simulator') }),
    z.strictObject({
      kind: z.literal('replay'),
      /** A name that the host lists; a page never names a path. Without it the command line's. */
      recording: z.string().min(1).max(RECORDING_CHARS_MAX).optional(),
    }),
    z.strictObject({
      kind: z.literal('alpaca'),
      feed: z.enum(FEED_NAMES),
      symbols: z.array(symbolField).min(1).max(SYMBOLS_MAX),
      fillModel: z.enum(FILL_MODELS),
    }),
  ]),
});
export type MarketChoice = z.infer<typeof marketChoiceSchema>;
export type ChosenSource = MarketChoice['source'];

/** The market that needs nothing. */
export const SIMULATED: MarketChoice = { venue: 'local', source: { kind: 'simulator' } };

/**
 * How entered keys are kept. `until_end`: in the host's memory. `encrypted`: by the operating system's key
 * ring. `plain`: in a file that only its owner can read.
 */
export const KEEPING = ['until_end', 'encrypted', 'plain'] as const;
export type Keeping = (typeof KEEPING)[number];

export const hostRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('host.state') }),
  /** Tests the keys, and keeps them unless Alpaca has said that they are wrong. */
  z.strictObject({
    type: z.literal('keys.enter'),
    venue: remoteVenue,
    keyId: key,
    secret: key,
    keep: z.enum(KEEPING),
  }),
  z.strictObject({ type: z.literal('keys.test'), venue: remoteVenue }),
  z.strictObject({ type: z.literal('keys.forget'), venue: remoteVenue }),
  /** Ends the engine and starts it on another venue or market; each has a store of its own. */
  z.strictObject({ type: z.literal('market.choose'), market: marketChoiceSchema }),
]);
export type HostRequest = z.infer<typeof hostRequestSchema>;

/** What the account of some keys says to whoever has them. */
export interface KeyCheck {
  readonly venue: RemoteVenue;
  readonly outcome:
    | 'good'
    /** The account is there and may not trade: `detail` says why. */
    | 'blocked'
    | 'wrong_keys'
    /** Wrong here, and of the form of the other venue's keys. */
    | 'other_venue'
    | 'forbidden'
    | 'rate_limit'
    | 'no_network'
    /** Alpaca has a fault, or something else answers in its place. */
    | 'unavailable';
  /** Last four characters of the account's number; '' when it is not known. */
  readonly accountEnd: string;
  /** Alpaca's own words, or the network's; '' when there are none. */
  readonly detail: string;
  /** How long Alpaca asks to wait, in seconds; null when it does not. */
  readonly retryInS: number | null;
}

/** Keys that the host has. */
export interface HeldKeys {
  readonly venue: RemoteVenue;
  /** Last four characters of the key's id; the rest is never told. */
  readonly keyEnd: string;
  /** `environment`: set by whoever started the terminal. */
  readonly kept: Keeping | 'environment';
}

/** How the host stands. */
export interface HostState {
  readonly host: 'desktop' | 'served';
  readonly keys: readonly HeldKeys[];
  /** What keeping is to be had here, best first; `until_end` always is. */
  readonly keeping: readonly Keeping[];
  /** Why there is no encryption: no key ring, or no desktop; '' when there is. */
  readonly notEncrypted: '' | 'no_key_ring' | 'served';
  /** Where keys are kept, for a person who looks after it. */
  readonly keyFile: string;
  /** What was wrong with that file when it was read; '' when nothing was. */
  readonly keyProblem: string;
  readonly market: MarketChoice;
  /** Name of the recording that a replay plays, or would play; '' when there is none. */
  readonly recording: string;
  /** Names of all that can be chosen. */
  readonly recordings: readonly string[];
  /** Where files are put to be listed there, for a person who looks after it. */
  readonly recordingFolder: string;
  /** Why that folder could not be made or read, in the system's words; '' when it could. */
  readonly recordingProblem: string;
  /** Why the market that was chosen last could not be started; '' when it was. */
  readonly marketProblem: string;
}

export type HostReply =
  | {
      readonly ok: true;
      readonly state: HostState;
      /** Of `keys.enter` and `keys.test`. */
      readonly check: KeyCheck | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };
