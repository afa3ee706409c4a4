import { isDeepStrictEqual } from 'node:util';
import type { JournalWrite, RecoveredState } from '../../engine/ports.ts';
import { openDatabase } from '../../engine/store/database.ts';
import { openQueries } from '../../engine/store/queries.ts';
import { recoverState } from '../../engine/store/recovery.ts';
import { StoreModel } from './store-model.ts';

/** What of a recovered state must be as the naive store has it. */
const COMPARED = [
  'lastEventSeq',
  'lastOrderId',
  'lastExecutionId',
  'workingOrders',
  'positions',
  'lots',
  'recentFills',
  'cashMicros',
  'account',
  'dayStarts',
] as const;

/** Of a state in an error's message. */
const TEXT_CHARS_MAX = 500;

/**
 * The turns that a test has had written, each of which is on disk as a whole or not at all, and what
 * a store that was cut off at any moment may hold: the first so many of them.
 */
export class WrittenTurns {
  readonly #model = new StoreModel();
  /** State and number of events after so many turns. */
  readonly #after: RecoveredState[] = [this.#model.recovered()];

  get count(): number {
    return this.#after.length - 1;
  }

  add(writes: readonly JournalWrite[]): void {
    this.#model.write(writes);
    const state = this.#model.recovered();
    if (state.lastEventSeq === this.#after.at(-1)?.lastEventSeq) {
      throw new Error('a turn without events cannot be told from the one before');
    }
    this.#after.push(state);
  }

  /**
   * Recovers the store and returns how many turns it holds. Throws when it holds part of one, when
   * orders, trades, positions, lots, cash and events do not agree, or when the file is damaged.
   */
  heldBy(file: string): number {
    const found = recoverState(file, 'local');
    const turns = this.#after.findIndex(({ lastEventSeq }) => lastEventSeq === found.lastEventSeq);
    const wanted = this.#after[turns];
    if (wanted === undefined) {
      throw new Error(`event ${String(found.lastEventSeq)} is in the middle of a turn`);
    }
    for (const field of COMPARED) {
      if (isDeepStrictEqual(found[field], sorted(wanted)[field])) continue;
      const [is, should] = [found[field], sorted(wanted)[field]].map((one) =>
        JSON.stringify(one).slice(0, TEXT_CHARS_MAX),
      );
      throw new Error(`${field} after turn ${String(turns)}: ${String(is)}, not ${String(should)}`);
    }
    this.#checkFile(file, found.lastEventSeq);
    return turns;
  }

  #checkFile(file: string, lastSeq: number): void {
    const db = openDatabase(file, { venue: 'local', access: 'read', cacheKib: 1_024 });
    try {
      const read = openQueries(db, 'local', () => undefined)['events.after'];
      const events = read({ afterSeq: 0, limit: lastSeq + 1 });
      if (!isDeepStrictEqual(events, this.#model.events.slice(0, lastSeq))) {
        throw new Error(`the events up to ${String(lastSeq)} are not those that were written`);
      }
      const [problem] = db.prepare<[], Record<string, unknown>>('PRAGMA integrity_check').all();
      const text = String(Object.values(problem ?? {})[0]);
      if (text !== 'ok') throw new Error(text);
    } finally {
      db.close();
    }
  }
}

/** Positions come from the disk by symbol. */
function sorted(state: RecoveredState): RecoveredState {
  const positions = state.positions.toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
  return { ...state, positions };
}
