/** Does what the advisor offers, by the hands of those who own what is done to. */
import { assertNever } from '../../domain/assert.ts';
import type { Cure } from '../../contract/advisor-words.ts';
import type { Mend } from '../../store/mend-store.ts';
import type { OpenJournal } from '../../store/journal.ts';
import type { StoreReaders } from '../../store/readers.ts';
import type { ClientConnection } from '../client-connection.ts';
import type { Engine } from '../engine.ts';

/** Frames to every client while they are held back: ten a second. */
const HELD_PACE_MS = 100;
/** Requests a second that a client keeps which sends too many: more than a person makes. */
const SLOWED_REQUESTS_PER_S = 50;
/** Rounds of one cure: tables or indexes; the schema has some dozens. */
const ROUNDS_MAX = 200;

/** A client that may be held back. */
type Client = Pick<ClientConnection, 'clientName' | 'boundRequests' | 'dropRepeated'>;

export interface CureHandsParts {
  readonly engine: () => Pick<Engine, 'paceMsMin'> & {
    readonly totals: { readonly open: ReadonlySet<Client> };
  };
  readonly journal: Pick<OpenJournal, 'chore' | 'checkpoint'>;
  readonly readers: Pick<StoreReaders, 'restart'>;
  /** The client that sends most requests now. */
  readonly busiest: () => Client | null;
  wallUs(): number;
  /** Empties what can be filled again; says what it was. */
  readonly trim: () => Promise<string>;
}

export class CureHands {
  readonly #parts: CureHandsParts;
  readonly #lasting = new Set<Cure>();
  /** Clients whose requests are bounded, none of which is forgotten for another; as many as are connected. */
  #slowed = new Set<Client>();

  constructor(parts: CureHandsParts) {
    this.#parts = parts;
  }

  /** Cures that are on until they are taken back. */
  get lasting(): readonly Cure[] {
    return [...this.#lasting];
  }

  /** Resolves with what was done, in a few words; rejects when it could not be. */
  async apply(cure: Cure): Promise<string> {
    const { engine, journal, readers, trim } = this.#parts;
    switch (cure) {
      case 'analyze':
        await this.#mend(() => ({ name: 'mend', what: 'analyze', atUs: this.#parts.wallUs() }));
        return 'new statistics of all tables';
      case 'restore_indexes':
        return `${String(await this.#mend((done) => ({ name: 'mend', what: 'indexes', done })))} indexes made again`;
      case 'reindex':
        return `indexes of ${String(await this.#mend((done) => ({ name: 'mend', what: 'reindex', done })))} tables built again`;
      case 'checkpoint':
        journal.checkpoint();
        return 'the log was moved into the database';
      case 'trim':
        return trim();
      case 'conflate':
        engine().paceMsMin = HELD_PACE_MS;
        this.#lasting.add(cure);
        return `at most ${String(1_000 / HELD_PACE_MS)} frames a second to each window`;
      case 'shed_subscriptions': {
        let dropped = 0;
        for (const each of engine().totals.open) dropped += each.dropRepeated();
        return `${String(dropped)} repeated subscriptions ended`;
      }
      case 'restart_reader':
        await readers.restart();
        return 'the reader thread was started again';
      case 'slow_client':
        return this.#slowBusiest();
      default:
        return assertNever(cure, 'cure');
    }
  }

  /** Takes a lasting cure back; nothing where it is not on. */
  undo(cure: Cure): void {
    if (!this.#lasting.delete(cure)) return;
    if (cure === 'conflate') this.#parts.engine().paceMsMin = 0;
    if (cure === 'slow_client') {
      for (const each of this.#slowed) each.boundRequests(null);
      this.#slowed.clear();
    }
  }

  /** Rounds until nothing is left; returns how many did something. */
  async #mend(mend: (done: number) => Mend): Promise<number> {
    for (let done = 0; done < ROUNDS_MAX;) {
      const round = await this.#parts.journal.chore(mend(done));
      if (round.problem !== '') throw new Error(round.problem);
      done += round.done;
      if (round.left === 0 || round.done === 0) return done;
    }
    return ROUNDS_MAX;
  }

  #slowBusiest(): string {
    const busiest = this.#parts.busiest();
    if (busiest === null) throw new Error('no client is connected');
    busiest.boundRequests(SLOWED_REQUESTS_PER_S);
    const { open } = this.#parts.engine().totals;
    this.#slowed = new Set([...this.#slowed].filter((each) => open.has(each))).add(busiest);
    this.#lasting.add('slow_client');
    return `"${busiest.clientName}" may send ${String(SLOWED_REQUESTS_PER_S)} requests a second`;
  }
}
