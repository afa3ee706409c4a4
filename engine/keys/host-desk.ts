/**
 * Answers what pages ask of their host: keys, and the market and venue that the engine runs on. Both hosts
 * have one. It decides with which keys an engine may start, and that is one account's.
 */
import { hostRequestSchema, SIMULATED } from '../contract/host-requests.ts';
import type {
  ChosenSource,
  HostReply,
  HostState,
  KeyCheck,
  MarketChoice,
} from '../contract/host-requests.ts';
import { schemaRefusal } from '../contract/validate.ts';
import { assertNever } from '../domain/assert.ts';
import { SYMBOLS_MAX } from '../domain/feed-symbols.ts';
import type { Venue } from '../domain/order.ts';
import type { RemoteVenue } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { VenueKeys } from '../domain/venue-keys.ts';
import type { SourceOptions } from '../supervision/host-messages.ts';
import type { KeyRing } from './key-ring.ts';
import type { Recordings } from './recordings.ts';

/** What of an engine's start the choice of a market decides. */
export interface MarketStart {
  readonly venue: Venue;
  readonly source: SourceOptions;
  readonly keys: VenueKeys | null;
}

export interface HostDeskParts {
  readonly host: HostState['host'];
  readonly ring: KeyRing;
  /** Tries keys at their venue; never rejects. */
  readonly check: (venue: RemoteVenue, keys: VenueKeys) => Promise<KeyCheck>;
  /** The market that runs first. */
  readonly market: MarketChoice;
  /** Sources that need no keys, as the command line wants them. */
  readonly simulator: Extract<SourceOptions, { kind: 'simulator' }>;
  readonly replay: Omit<Extract<SourceOptions, { kind: 'replay' }>, 'kind' | 'file'>;
  readonly recordings: Pick<Recordings, 'folder' | 'usual' | 'names' | 'problem' | 'fileOf'>;
  /** Remembers the choice for the next start; throws when it cannot. */
  readonly remember: (market: MarketChoice) => void;
  /** Ends the engine and starts it so; `reason` is one sentence for a person. */
  readonly restart: (start: MarketStart, reason: string) => void;
}

export class HostDesk {
  readonly #parts: HostDeskParts;
  #market: MarketChoice;
  /** The market to go back to while a chosen one has not come up. */
  #before: MarketChoice | null = null;
  #marketProblem = '';

  /** Begins with the simulated market where the first one cannot be had. */
  constructor(parts: HostDeskParts) {
    this.#parts = parts;
    const why = this.#obstacle(parts.market);
    this.#market = why === null ? parts.market : SIMULATED;
    this.#marketProblem = why === null ? '' : `${nameOf(parts.market)}: ${why.rule}.`;
  }

  /** With what the engine is to be started now. */
  get start(): MarketStart {
    return this.#startOf(this.#market);
  }

  get state(): HostState {
    const { host, ring, recordings } = this.#parts;
    const { source } = this.#market;
    const isSealable = ring.keeping.includes('encrypted');
    return {
      host,
      keys: ring.held(),
      keeping: ring.keeping,
      notEncrypted: isSealable ? '' : host === 'served' ? 'served' : 'no_key_ring',
      keyFile: ring.file,
      keyProblem: ring.problem,
      market: this.#market,
      recording: (source.kind === 'replay' ? source.recording : undefined) ?? recordings.usual,
      recordings: recordings.names,
      recordingFolder: recordings.folder,
      recordingProblem: recordings.problem,
      marketProblem: this.#marketProblem,
    };
  }

  /** To be called when the engine has come up. */
  started(): void {
    if (this.#before === null) return;
    this.#before = null;
    this.#remember();
  }

  /** To be called when the engine has begun to follow one more symbol: the next start does too. */
  followed(symbol: string): void {
    const { source } = this.#market;
    if (source.kind !== 'alpaca' || source.symbols.includes(symbol)) return;
    if (source.symbols.length >= SYMBOLS_MAX) return;
    this.#market = {
      ...this.#market,
      source: { ...source, symbols: [...source.symbols, symbol] },
    };
    this.#remember();
  }

  /**
   * To be called when the engine will not come up as it was started. Gives what to start instead, the
   * market before; null: this was no choice of a moment ago, and there is nothing to go back to.
   */
  failed(problem: string): MarketStart | null {
    if (this.#before === null) return null;
    this.#marketProblem = `${nameOf(this.#market)} could not be started: ${problem}`;
    this.#market = this.#before;
    this.#before = null;
    return this.start;
  }

  /** Answers a request that a page has sent; never rejects, and never repeats a key. */
  async ask(body: unknown): Promise<HostReply> {
    const parsed = hostRequestSchema.safeParse(body);
    if (!parsed.success) return refused(withoutValue(schemaRefusal(body, parsed.error)));
    const request = parsed.data;
    const { ring } = this.#parts;
    switch (request.type) {
      case 'host.state':
        return this.#answer(null);
      case 'keys.enter': {
        const { venue, keyId, secret, keep } = request;
        const check = await this.#parts.check(venue, { keyId, secret });
        if (isWrong(check)) return this.#answer(null, check);
        const before = this.start.keys;
        const why = await ring.enter(venue, { keyId, secret }, keep);
        this.#renew(before);
        return this.#answer(why, check);
      }
      case 'keys.test': {
        const keys = ring.keysOf(request.venue);
        if (keys === null) return refused(noKeys(request.venue));
        return this.#answer(null, await this.#parts.check(request.venue, keys));
      }
      case 'keys.forget':
        return this.#answer(this.#inUse(request.venue) ?? ring.forget(request.venue));
      case 'market.choose':
        return this.#answer(this.#choose(request.market));
      default:
        return assertNever(request, 'request to the host');
    }
  }

  #answer(why: Refusal | null, check: KeyCheck | null = null): HostReply {
    return why === null ? { ok: true, state: this.state, check } : refused(why);
  }

  /** An engine that runs with other keys than it would start with now begins anew. */
  #renew(before: VenueKeys | null): void {
    const { keys } = this.start;
    if (keys === null || (keys.keyId === before?.keyId && keys.secret === before.secret)) return;
    this.#parts.restart(this.start, 'Starting again with the new keys.');
  }

  #choose(market: MarketChoice): Refusal | null {
    const why = this.#obstacle(market);
    if (why !== null) return why;
    this.#before ??= this.#market;
    this.#market = market;
    this.#marketProblem = '';
    this.#parts.restart(this.start, `Changing to ${nameOf(market)}.`);
    return null;
  }

  #obstacle({ venue, source }: MarketChoice): Refusal | null {
    if (venue !== 'local' && source.kind !== 'alpaca') {
      const rule = 'a remote venue trades on the real market only';
      return refusal('venue.source', 'market.source.kind', source.kind, rule);
    }
    if (source.kind === 'replay' && this.#recordingOf(source) === null) {
      const { folder } = this.#parts.recordings;
      const rule = `put the recording into ${folder}, or start the terminal with it`;
      const name = source.recording ?? '';
      return refusal('contract.no_recording', 'market.source.recording', name, rule);
    }
    if (source.kind !== 'alpaca') return null;
    return this.#keysFor(venue) === null ? noKeys(venue) : null;
  }

  #inUse(venue: RemoteVenue): Refusal | null {
    const held = this.#parts.ring.keysOf(venue);
    if (held === null || held !== this.start.keys) return null;
    const rule = 'the market in use needs these keys: change to another first';
    return refusal('venue.in_use', 'venue', venue, rule);
  }

  #startOf({ venue, source }: MarketChoice): MarketStart {
    const { simulator, replay } = this.#parts;
    if (source.kind === 'alpaca') return { venue, source, keys: this.#keysFor(venue) };
    const file = source.kind === 'replay' ? this.#recordingOf(source) : null;
    return {
      venue,
      source: file === null ? simulator : { kind: 'replay', file, ...replay },
      keys: null,
    };
  }

  /** The file to replay; null when it is not there. */
  #recordingOf({ recording = '' }: Extract<ChosenSource, { kind: 'replay' }>): string | null {
    return this.#parts.recordings.fileOf(recording);
  }

  /** Where orders stay here, keys are for data alone. */
  #keysFor(venue: Venue): VenueKeys | null {
    const { ring } = this.#parts;
    return venue === 'local' ? ring.dataKeys() : ring.keysOf(venue);
  }

  #remember(): void {
    try {
      this.#parts.remember(this.#market);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#marketProblem = `The choice could not be kept for the next start: ${why}`;
    }
  }
}

/** Keys that Alpaca itself has refused; all else may be over in a minute. */
function isWrong({ outcome }: KeyCheck): boolean {
  return outcome === 'wrong_keys' || outcome === 'other_venue';
}

function noKeys(venue: Venue): Refusal {
  const rule = venue === 'local' ? 'market data needs keys of Alpaca' : `there are no keys of it`;
  return refusal('venue.keys', 'venue', venue, rule);
}

function refused(why: Refusal): HostReply {
  return { ok: false, refusal: why };
}

/** What was sent may be a key. */
function withoutValue(why: Refusal): Refusal {
  return { ...why, value: '(hidden)' };
}

/** Words for a market in sentences of the host. */
function nameOf({ venue, source }: MarketChoice): string {
  const names = { local: 'Local', 'alpaca-paper': 'Alpaca paper', 'alpaca-live': 'Alpaca live' };
  const sources = { simulator: 'the simulator', replay: 'the replay', alpaca: 'the real market' };
  return venue === 'local' ? `${names[venue]} on ${sources[source.kind]}` : names[venue];
}
